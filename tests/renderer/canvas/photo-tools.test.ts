// The tools that look at the photo: a red box on a blue ground, and what each of them makes of it.

import { describe, expect, test } from 'vitest'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import { PHOTO_JOBS } from '../../../src-renderer/canvas/photo-jobs.ts'
import type { AskPhoto } from '../../../src-renderer/canvas/photo-jobs.ts'
import { createPhotoWork } from '../../../src-renderer/canvas/photo-work.ts'
import type { ToolId } from '../../../src-renderer/canvas/tools/tool.ts'
import { BLUE, RED, photoOf } from '../../core/vision/photos.ts'
import { startPainting } from './paint-story.ts'
import type { PaintStory } from './paint-story.ts'

const [WIDTH, HEIGHT] = [48, 36]
const isBox = (x: number, y: number): boolean => x >= 12 && x < 36 && y >= 9 && y < 27
const photo = photoOf(WIDTH, HEIGHT, (x, y) => (isBox(x, y) ? RED : BLUE))
const BOX_PIXELS = 24 * 18

function inPlace(pixels: PhotoPixels): AskPhoto {
  const ask = (kind: keyof typeof PHOTO_JOBS, request: never): Promise<unknown> =>
    Promise.resolve(PHOTO_JOBS[kind](pixels, request))
  return ask as AskPhoto
}

function startOnPhoto(toolId: ToolId): PaintStory {
  const story = startPainting(toolId, WIDTH, HEIGHT)
  const ask = inPlace(photo)
  story.photo = createPhotoWork(() => photo, { ask, dispose: () => undefined })
  return story
}

/** How many pixels have the value, and whether they are those of the box. */
function labelled(story: PaintStory, value: number): { count: number; isBox: boolean } {
  const { data } = story.session.labelMap
  const at = [...data.keys()].filter((i) => data[i] === value)
  const isAll = at.every((i) => isBox(i % WIDTH, Math.floor(i / WIDTH)))
  return { count: at.length, isBox: isAll && at.length === BOX_PIXELS }
}

describe('the magic wand', () => {
  test('previews on press, raises the tolerance by dragging, and paints when accepted', () => {
    const story = startOnPhoto('wand').press(20, 20)
    expect(story.tool.state()).toBe('wand.dragging')
    expect(labelled(story, 1).count).toBe(0)
    story.drag([22, 20]).release(22, 20)
    expect(story.settings.wandTolerance).toBe(14)
    expect(story.tool.state()).toBe('wand.proposed')
    story.accept()
    expect(labelled(story, 1).isBox).toBe(true)
    expect(labelled(story.undo(), 1).count).toBe(0)
  })

  test('accepts by a click on the preview and starts anew beside it', () => {
    const story = startOnPhoto('wand').click(20, 20).click(2, 2)
    expect(labelled(story, 1).count).toBe(0)
    story.click(3, 3)
    expect(labelled(story, 1).count).toBe(WIDTH * HEIGHT - BOX_PIXELS)
  })

  test('adds with Shift', () => {
    const story = startOnPhoto('wand').click(20, 20).click(2, 2, { shift: true }).accept()
    expect(labelled(story, 1).count).toBe(WIDTH * HEIGHT)
  })

  test('subtracts with Alt', () => {
    const story = startOnPhoto('wand')
    story.session.labelMap.data.fill(1)
    story.click(20, 20, { alt: true }).accept()
    expect(labelled(story, 0).isBox).toBe(true)
  })

  test('leaves no trace when cancelled, nor without a photo', () => {
    const story = startOnPhoto('wand').press(20, 20)
    story.tool.cancel()
    expect(story.pending()).toBeNull()
    story.photo = null
    expect(story.click(20, 20).pending()).toBeNull()
    expect(story.session.history().canUndo).toBe(false)
  })
})

describe('superpixels', () => {
  test('paint the cells that the pointer crosses, as one undo step', async () => {
    const story = startOnPhoto('superpixel').drag([13, 10])
    expect(story.tool.state()).toBe('superpixel.working')
    await Promise.all(story.waiting)
    expect(story.tool.state()).toBe('superpixel.idle')
    expect(story.tool.preview()).toMatchObject({ kind: 'cells' })
    story.press(13, 10)
    for (let y = 10; y < 27; y += 3) story.drag([34, y], [13, y])
    story.release(13, 26)
    expect(labelled(story, 1).isBox).toBe(true)
    expect(story.session.history().position).toBe(1)
    expect(labelled(story.undo(), 1).count).toBe(0)
  })

  test('erase with Alt and leave no trace when cancelled', async () => {
    const story = startOnPhoto('superpixel').drag([13, 10])
    await Promise.all(story.waiting)
    story.session.labelMap.data.fill(2)
    story.click(20, 20, { alt: true })
    expect(labelled(story, 0).count).toBeGreaterThan(20)
    story.undo().press(20, 20)
    story.tool.cancel()
    expect(labelled(story, 2).count).toBe(WIDTH * HEIGHT)
  })

  test('wait for their cells: a press before they are there paints nothing', () => {
    const story = startOnPhoto('superpixel').click(20, 20)
    expect(story.session.history().canUndo).toBe(false)
  })

  /** Cells of three sizes, which are there one after another. */
  function sizesOn(width: number, height: number) {
    const story = startPainting('superpixel', width, height)
    const large = photoOf(width, height, (x, y) => (x + y < width ? RED : BLUE))
    const asked: number[] = []
    const inTurn = inPlace(large)
    const ask = ((kind: 'superpixels', request: { cellSize: number }) => {
      asked.push(request.cellSize)
      return inTurn(kind, request)
    }) as AskPhoto
    story.photo = createPhotoWork(() => large, { ask, dispose: () => undefined })
    story.drag([5, 5])
    return { story, asked, settle: () => settled(story) }
  }

  async function settled({ waiting }: PaintStory): Promise<void> {
    for (let done = -1; done !== waiting.length;) {
      done = waiting.length
      await Promise.all(waiting)
    }
  }

  function shownCells(story: PaintStory): { count: number; hovered: number | null } {
    const preview = story.tool.preview()
    if (preview.kind !== 'cells') throw new Error(`cells were expected, not ${preview.kind}`)
    return { count: preview.cells.count, hovered: preview.hovered }
  }

  test('of another size are there at once where the pointer rests, made ahead one after another', async () => {
    const { story, asked, settle } = sizesOn(960, 48)
    expect(asked).toEqual([20])
    await settle()
    expect(asked).toEqual([20, 40, 10])
    const middle = shownCells(story)
    for (const [cellLevel, isMore] of [
      [2, false],
      [0, true],
    ] as const) {
      story.settings = { ...story.settings, cellLevel }
      story.tool.resized?.()
      expect(shownCells(story).count > middle.count).toBe(isMore)
      expect(shownCells(story).hovered).not.toBeNull()
    }
    expect(asked).toHaveLength(3)
    story.tool.leave?.()
    expect(shownCells(story).hovered).toBeNull()
  })

  test('of other sizes are not made once the tool is put away', async () => {
    const { story, asked, settle } = sizesOn(960, 48)
    story.tool.cancel()
    await settle()
    expect(asked).toEqual([20])
    story.drag([6, 5])
    await settle()
    expect(asked).toEqual([20, 40, 10])
  })

  test('of another size can be painted in the middle of a stroke', async () => {
    const { story, settle } = sizesOn(960, 48)
    await settle()
    story.press(300, 20)
    const small = story.session.labelMap.data.filter((value) => value === 1).length
    story.settings = { ...story.settings, cellLevel: 2 }
    story.tool.resized?.()
    story.drag([301, 20]).release(301, 20)
    const large = story.session.labelMap.data.filter((value) => value === 1).length
    expect(large).toBeGreaterThan(small)
    expect(story.session.history().position).toBe(1)
  })

  test('spare other classes than the one pressed on while Ctrl is held', async () => {
    const story = startOnPhoto('superpixel').drag([13, 10])
    await settled(story)
    const { data } = story.session.labelMap
    // A person in the lower half of the box, over background.
    data.fill(7, 18 * WIDTH)
    story.press(20, 12, { ctrl: true })
    for (let y = 10; y < 27; y += 3) story.drag([13, y], [34, y])
    const upper = labelled(story, 1).count
    expect(upper).toBe(24 * 9)
    story.hold({}).drag([34, 26], [13, 26])
    expect(labelled(story, 1).count).toBeGreaterThan(upper)
    story.release(13, 26)
    expect(story.session.history().position).toBe(1)
    expect(labelled(story.undo(), 7).count).toBe(18 * WIDTH)
  })
})

describe('the smart edge', () => {
  test('follows the box from corner to corner and fills it on Enter', () => {
    const story = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26).click(12, 26)
    expect(story.tool.state()).toBe('scissors.placing')
    expect(story.tool.preview()).toMatchObject({ kind: 'path', isOpen: true })
    story.tool.key('Enter')
    expect(story.tool.state()).toBe('scissors.idle')
    const { count } = labelled(story, 1)
    // The path runs along pixel centres: up to a pixel's width around the box is in doubt.
    expect(Math.abs(count - BOX_PIXELS)).toBeLessThan(90)
    expect(labelled(story.undo(), 1).count).toBe(0)
  })

  test('takes the last anchor back with Backspace and everything with Escape', () => {
    const story = startOnPhoto('scissors').click(12, 9).click(35, 9)
    story.tool.key('Backspace')
    story.tool.key('Backspace')
    expect(story.tool.state()).toBe('scissors.idle')
    expect(story.tool.key('Backspace')).toBe(false)
    story.click(12, 9).tool.key('Escape')
    expect(story.session.history().canUndo).toBe(false)
  })

  test('closes by a click on its first anchor', () => {
    const story = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26).click(12, 9)
    expect(story.tool.state()).toBe('scissors.idle')
    expect(labelled(story, 1).count).toBeGreaterThan(0)
  })
})

describe('the watershed', () => {
  test('lets scribbles flow to the edges between them, inside their box', () => {
    const story = startOnPhoto('watershed').press(20, 12).drag([30, 24]).release(30, 24)
    expect(story.tool.state()).toBe('watershed.marked')
    story.settings = { ...story.settings, activeClass: 5 }
    story.press(4, 4).drag([44, 32]).release(44, 32)
    story.tool.key('Backspace')
    story.press(4, 4).drag([44, 4], [44, 32], [4, 32]).release(4, 32)
    expect(story.tool.key('Enter')).toBe(true)
    expect(story.tool.state()).toBe('watershed.proposed')
    story.accept()
    const [box, ground] = [labelled(story, 1).count, labelled(story, 5).count]
    expect(box + ground).toBe(41 * 29)
    // The gradient is two pixels wide: at the four corners either side may win.
    expect(Math.abs(box - BOX_PIXELS)).toBeLessThanOrEqual(8)
    expect(story.tool.state()).toBe('watershed.idle')
    expect(labelled(story.undo(), 1).count).toBe(0)
  })

  test('does not run with one class, which would flood the box', () => {
    const story = startOnPhoto('watershed').press(4, 4).drag([44, 32]).release(44, 32)
    expect(story.tool.key('Enter')).toBe(true)
    expect([story.tool.state(), story.pending()]).toEqual(['watershed.marked', null])
  })

  test('shows its scribbles, and forgets them when cancelled', () => {
    const story = startOnPhoto('watershed').click(20, 12)
    expect(story.tool.preview()).toMatchObject({ kind: 'scribbles' })
    story.tool.key('Escape')
    expect(story.tool.preview()).toEqual({ kind: 'none' })
    story.click(-9, -9).tool.key('Enter')
    expect(story.pending()).toBeNull()
    story.tool.cancel()
    expect(story.tool.key('Enter')).toBe(false)
  })
})

describe('GrabCut', () => {
  function roughBox(): PaintStory {
    const story = startOnPhoto('grabcut')
    for (let y = 11; y < 25; y++) {
      story.session.labelMap.data.fill(3, y * WIDTH + 14, y * WIDTH + 34)
    }
    return story
  }

  test('moves the edge of the clicked region to the edge of the photo', async () => {
    const story = roughBox().click(20, 20)
    expect(story.tool.state()).toBe('grabcut.working')
    await Promise.all(story.waiting)
    expect(story.tool.state()).toBe('grabcut.idle')
    story.click(13, 10)
    expect(labelled(story, 3).isBox).toBe(true)
    expect(labelled(story.undo(), 3).count).toBe(20 * 14)
  })

  test('answers nothing after it was cancelled', async () => {
    const story = roughBox().click(20, 20)
    story.tool.cancel()
    await Promise.all(story.waiting)
    expect(story.pending()).toBeNull()
  })
})
