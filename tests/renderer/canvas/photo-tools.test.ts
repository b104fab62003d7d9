// The tools that look at the photo: a red box on a blue ground, and what each of them makes of it.

import { describe, expect, test } from 'vitest'
import { BOX_PIXELS, HEIGHT, WIDTH, labelled, startOnPhoto } from './photo-story.ts'
import type { PaintStory } from './paint-story.ts'

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
  test('lets scribbles flow to the edges between them, inside their box', async () => {
    const story = startOnPhoto('watershed').press(20, 12).drag([30, 24]).release(30, 24)
    expect(story.tool.state()).toBe('watershed.marked')
    story.settings = { ...story.settings, activeClass: 5 }
    story.press(4, 4).drag([44, 32]).release(44, 32)
    story.tool.key('Backspace')
    story.press(4, 4).drag([44, 4], [44, 32], [4, 32]).release(4, 32)
    expect(story.tool.key('Enter')).toBe(true)
    expect(story.tool.state()).toBe('watershed.working')
    await Promise.all(story.waiting)
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
  function scribbleTwice(story: PaintStory): PaintStory {
    for (const [from, to, activeClass] of [
      [14, 17, 1],
      [7, 10, 5],
      [30, 33, 1],
      [38, 41, 5],
    ] as const) {
      story.settings = { ...story.settings, activeClass }
      story.press(from, 12).drag([to, 24]).release(to, 24)
    }
    return story
  }

  test('shows the box of each group of scribbles, and changes nothing between them', async () => {
    const story = scribbleTwice(startOnPhoto('watershed'))
    expect(story.tool.preview()).toMatchObject({
      boxes: [
        { x: 7, y: 12, width: 11, height: 13 },
        { x: 30, y: 12, width: 12, height: 13 },
      ],
    })
    story.tool.key('Enter')
    await Promise.all(story.waiting)
    story.accept()
    expect(story.picture()[18]).toBe('.......55555111111............111111555555......')
    expect(story.picture()[11]).not.toMatch(/[15]/)
    expect(story.session.history().position).toBe(1)
  })

  test('forgets an answer to scribbles that were changed meanwhile, and one that is shown', async () => {
    const story = scribbleTwice(startOnPhoto('watershed'))
    story.tool.key('Enter')
    story.tool.key('Backspace')
    await Promise.all(story.waiting)
    expect([story.tool.state(), story.pending()]).toEqual(['watershed.marked', null])
    story.tool.key('Enter')
    await Promise.all(story.waiting)
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
