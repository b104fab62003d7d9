// The tools that look at the photo: a red box on a blue ground, and what each of them makes of it.

import { describe, expect, test } from 'vitest'
import type { WandPicks } from '../../../../src-main/core/vision/wand-picks.ts'
import type { AskPhoto } from '../../../../src-renderer/canvas/photo/photo-jobs.ts'
import { pointer } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'
import {
  BOX_PIXELS,
  HEIGHT,
  WIDTH,
  labelled,
  scribbleTwice,
  settled,
  startOnPhoto,
} from '../photo-story.ts'

describe('the magic wand', () => {
  test('previews on press, raises the tolerance by dragging, and paints when accepted', async () => {
    const story = startOnPhoto('wand').press(20, 20)
    expect(story.tool.state()).toBe('wand.dragging')
    expect(labelled(story, 1).count).toBe(0)
    story.drag([22, 20]).release(22, 20)
    expect(story.settings.wandTolerance).toBe(14)
    expect(story.tool.state()).toBe('wand.working')
    await settled(story)
    expect(story.tool.state()).toBe('wand.proposed')
    story.accept()
    expect(labelled(story, 1).isBox).toBe(true)
    expect(labelled(story.undo(), 1).count).toBe(0)
  })

  test('accepts by a click on the preview and starts anew beside it', async () => {
    const story = startOnPhoto('wand').click(20, 20)
    await settled(story)
    story.click(2, 2)
    await settled(story)
    expect(labelled(story, 1).count).toBe(0)
    story.click(3, 3)
    expect(labelled(story, 1).count).toBe(WIDTH * HEIGHT - BOX_PIXELS)
    await settled(story)
    expect(story.tool.state()).toBe('wand.idle')
  })

  test('adds with Shift, before the first answer too', async () => {
    const story = startOnPhoto('wand').click(20, 20).click(2, 2, { shift: true })
    await settled(story)
    expect(labelled(story.accept(), 1).count).toBe(WIDTH * HEIGHT)
    const again = startOnPhoto('wand').click(20, 20)
    await settled(again)
    again.click(2, 2, { shift: true })
    await settled(again)
    expect(labelled(again.accept(), 1).count).toBe(WIDTH * HEIGHT)
  })

  test('begins anew with Shift after the preview was accepted', async () => {
    const story = startOnPhoto('wand').click(20, 20)
    await settled(story)
    story.accept().undo().click(2, 2, { shift: true })
    await settled(story)
    expect(labelled(story.accept(), 1).count).toBe(WIDTH * HEIGHT - BOX_PIXELS)
  })

  test('subtracts with Alt', async () => {
    const story = startOnPhoto('wand')
    story.session.labelMap.data.fill(1)
    story.click(20, 20, { alt: true })
    await settled(story)
    expect(labelled(story.accept(), 0).isBox).toBe(true)
  })

  test('of many tolerances works on the first and the last, while the hand drags', async () => {
    const story = startOnPhoto('wand')
    const tolerances: number[] = []
    const ask = story.photo?.ask
    story.photo = {
      ask: ((kind: 'wand', request: { picks: WandPicks }) => {
        tolerances.push(...request.picks.map(({ tolerance }) => tolerance))
        return ask?.(kind, request)
      }) as AskPhoto,
    }
    story.press(20, 20)
    for (const x of [21, 22, 23, 24]) story.drag([x, 20])
    story.release(24, 20)
    await settled(story)
    expect(tolerances).toEqual([10, 18])
    expect(story.pending()).not.toBeNull()
  })

  test('leaves no trace when cancelled, nor without a photo', async () => {
    const story = startOnPhoto('wand').press(20, 20)
    story.tool.cancel()
    await settled(story)
    expect([story.pending(), story.tool.state()]).toEqual([null, 'wand.idle'])
    story.photo = null
    expect(story.click(20, 20).pending()).toBeNull()
    expect(story.session.history().canUndo).toBe(false)
  })
})

describe('the smart edge', () => {
  test('follows the box from corner to corner and fills it on Enter', async () => {
    const story = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26).click(12, 26)
    expect(story.tool.state()).toBe('scissors.placing')
    await settled(story)
    expect(story.tool.preview()).toMatchObject({ kind: 'path', isOpen: true })
    story.tool.key('Enter')
    expect(story.tool.state()).toBe('scissors.working')
    await settled(story)
    expect(story.tool.state()).toBe('scissors.idle')
    const { count } = labelled(story, 1)
    // The path runs along pixel centres: up to a pixel's width around the box is in doubt.
    expect(Math.abs(count - BOX_PIXELS)).toBeLessThan(90)
    expect(labelled(story.undo(), 1).count).toBe(0)
  })

  test('shows the way to the pointer, and another one for another threshold', async () => {
    const story = startOnPhoto('scissors').click(12, 9).drag([30, 20], [35, 26])
    await settled(story)
    const along = lengthOf(story)
    // Along two sides of the box; straight across when its edges count as flat.
    expect(along).toBeGreaterThan(35)
    story.settings = { ...story.settings, edgeThreshold: 256 }
    story.tool.resized?.()
    await settled(story)
    expect(lengthOf(story)).toBeLessThan(along)
  })

  test('waits for its paths, however fast it is closed, and fills nothing when it is put away', async () => {
    const fast = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26)
    fast.tool.key('Enter')
    fast.settings = { ...fast.settings, activeClass: 2 }
    fast.tool.doublePress(pointer(35, 26))
    await settled(fast)
    expect(fast.session.history().position).toBe(1)
    expect(fast.session.labelMap.data).not.toContain(2)
    const left = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26)
    left.tool.key('Enter')
    left.tool.cancel()
    await settled(left)
    expect(left.session.history().canUndo).toBe(false)
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

  test('closes by a click on its first anchor', async () => {
    const story = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26).click(12, 9)
    await settled(story)
    expect(story.tool.state()).toBe('scissors.idle')
    expect(labelled(story, 1).count).toBeGreaterThan(0)
  })

  /** Points of the path that is shown. */
  function lengthOf(story: PaintStory): number {
    const preview = story.tool.preview()
    return preview.kind === 'path' ? preview.points.length : 0
  }
})

describe('the watershed', () => {
  test('draws no line over what was moved past in the middle of a scribble', () => {
    const story = startOnPhoto('watershed').press(10, 10).drag([12, 10])
    story.tool.lift?.()
    story.drag([30, 20], [32, 20]).release(32, 20)
    const preview = story.tool.preview()
    const ways =
      preview.kind === 'scribbles' ? preview.scribbles.map(({ points }) => points.length) : []
    expect(ways).toEqual([2, 2])
  })

  test('lets scribbles flow to the edges between them, inside their box', async () => {
    const story = startOnPhoto('watershed').press(20, 12).drag([30, 24]).release(30, 24)
    expect(story.tool.state()).toBe('watershed.marked')
    story.settings = { ...story.settings, activeClass: 5 }
    story.press(4, 4).drag([44, 32]).release(44, 32)
    story.tool.key('Backspace')
    story.press(4, 4).drag([44, 4], [44, 32], [4, 32]).release(4, 32)
    expect(story.tool.key('Enter')).toBe(true)
    expect(story.tool.state()).toBe('watershed.working')
    await settled(story)
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

  /** A line across the left side of the box, half of it in either class, and one across the right side. */
  test('shows the box of each group of scribbles, and changes nothing between them', async () => {
    const story = scribbleTwice(startOnPhoto('watershed'))
    expect(story.tool.preview()).toMatchObject({
      boxes: [
        { x: 7, y: 12, width: 11, height: 13 },
        { x: 30, y: 12, width: 12, height: 13 },
      ],
    })
    story.tool.key('Enter')
    await settled(story)
    story.accept()
    expect(story.picture()[18]).toBe('.......55555111111............111111555555......')
    expect(story.picture()[11]).not.toMatch(/[15]/)
    expect(story.session.history().position).toBe(1)
  })

  test('forgets an answer to scribbles that were changed meanwhile, and one that is shown', async () => {
    const story = scribbleTwice(startOnPhoto('watershed'))
    story.tool.key('Enter')
    story.tool.key('Backspace')
    await settled(story)
    expect([story.tool.state(), story.pending()]).toEqual(['watershed.marked', null])
    story.tool.key('Enter')
    await settled(story)
    expect(story.tool.state()).toBe('watershed.proposed')
    story.tool.key('Backspace')
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
    await settled(story)
    expect(story.tool.state()).toBe('grabcut.idle')
    story.click(13, 10)
    expect(labelled(story, 3).isBox).toBe(true)
    expect(labelled(story.undo(), 3).count).toBe(20 * 14)
  })

  test('answers nothing after it was cancelled', async () => {
    const story = roughBox().click(20, 20)
    story.tool.cancel()
    await settled(story)
    expect(story.pending()).toBeNull()
  })
})
