// Superpixels: the cells of a photo, painted whole, in three sizes.

import { describe, expect, test } from 'vitest'
import type { AskPhoto } from '../../../../src-renderer/canvas/photo/photo-jobs.ts'
import { BLUE, RED, photoOf } from '../../../core/vision/photos.ts'
import { startPainting } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'
import { HEIGHT, WIDTH, inPlace, labelled, settled, startOnPhoto } from '../photo-story.ts'

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
    story.photo = { ask }
    story.drag([5, 5])
    return { story, asked, settle: () => settled(story) }
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
