import { describe, expect, test } from 'vitest'
import { startPainting } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'

describe('the brush', () => {
  test('paints without gaps between distant pointer positions, as one undo step', () => {
    const story = startPainting('brush', 8, 3)
    story.press(0, 1)
    expect(story.tool.state()).toBe('brush.painting')
    story.drag([7, 1]).release(7, 1)
    expect(story.tool.state()).toBe('brush.idle')
    expect(story.picture()).toEqual(['........', '11111111', '........'])
    expect(story.session.history().position).toBe(1)
    expect(story.undo().picture()).toEqual(['........', '........', '........'])
    expect(story.redo().picture()).toEqual(['........', '11111111', '........'])
  })

  test('leaves no trace when cancelled in the middle of a stroke', () => {
    const story = startPainting('brush', 4, 1).press(0, 0).drag([3, 0])
    story.tool.cancel()
    expect(story.tool.state()).toBe('brush.idle')
    expect(story.picture()).toEqual(['....'])
    expect(story.session.history().canUndo).toBe(false)
  })

  test('joins the last point by a straight line with Shift', () => {
    const story = startPainting('brush', 6, 1).click(0, 0).click(4, 0, { shift: true })
    expect(story.picture()).toEqual(['11111.'])
  })

  test('starts a new place without Shift', () => {
    expect(startPainting('brush', 6, 1).click(0, 0).click(4, 0).picture()).toEqual(['1...1.'])
  })

  test('erases to background with Alt and spares labels with Ctrl', () => {
    const story = startPainting('brush', 5, 1).press(0, 0).drag([2, 0]).release(2, 0)
    story.click(1, 0, { alt: true })
    expect(story.picture()).toEqual(['1.1..'])
    story.settings = { ...story.settings, activeClass: 2 }
    story.press(0, 0, { ctrl: true }).drag([4, 0]).release(4, 0)
    expect(story.picture()).toEqual(['12122'])
  })

  test('spares labels while Ctrl is held, and not before or after', () => {
    const story = startPainting('brush', 8, 1)
    story.session.labelMap.data.fill(2)
    story.press(0, 0).drag([1, 0]).hold({ ctrl: true }).drag([3, 0])
    story.hold({}).drag([4, 0], [6, 0]).hold({ ctrl: true }).drag([7, 0]).release(7, 0)
    expect(story.picture()).toEqual(['11221112'])
    expect(story.press(7, 0, { shift: true }).release(7, 0).picture()).toEqual(['11221111'])
  })

  test('is as wide as a pen is pressed, when that is wanted', () => {
    const story = startPainting('brush', 9, 1)
    story.settings = { ...story.settings, brushRadius: 3.5 }
    expect(story.click(4, 0, { pressure: 0.4 }).picture()).toEqual(['.1111111.'])
    story.undo().settings = { ...story.settings, isPressureSize: true }
    expect(story.click(4, 0, { pressure: 0.45 }).picture()).toEqual(['...111...'])
  })

  test('makes no undo step of a stroke that changes nothing', () => {
    const story = startPainting('brush', 3, 1).click(0, 0).click(0, 0)
    expect(story.session.history().position).toBe(1)
  })

  test('does nothing while the pointer moves without being pressed', () => {
    expect(startPainting('brush', 3, 1).drag([0, 0], [2, 0]).picture()).toEqual(['...'])
  })
})

test('the eraser paints background with a size of its own', () => {
  const story = startPainting('eraser', 5, 1)
  story.session.labelMap.data.fill(3)
  story.settings = { ...story.settings, eraserRadius: 1.5 }
  expect(story.click(2, 0).picture()).toEqual(['3...3'])
})

test('the eraser to unlabelled takes labels away, with a size of its own', () => {
  const story = startPainting('unlabel', 5, 1)
  story.session.labelMap.data.fill(3)
  story.settings = { ...story.settings, unlabelRadius: 1.5 }
  story.click(2, 0)
  expect([...story.picture(), ...story.sources()]).toEqual(['3___3', '10001'])
  story.undo()
  expect([...story.picture(), ...story.sources()]).toEqual(['33333', '11111'])
})

describe('the lasso', () => {
  test('fills what was circled when released', () => {
    const story = startPainting('lasso').press(1, 1).drag([5, 1], [5, 4], [1, 4])
    expect(story.tool.state()).toBe('lasso.drawing')
    story.release(1, 4)
    expect(story.picture()[2]).toBe('.1111...')
    expect(story.tool.state()).toBe('lasso.idle')
  })

  test('drops the outline when cancelled, and a click fills nothing', () => {
    const story = startPainting('lasso').press(1, 1).drag([5, 1], [5, 4])
    story.tool.cancel()
    story.release(5, 4).click(2, 2)
    expect(story.session.history().canUndo).toBe(false)
  })
})

describe('fill', () => {
  test('relabels the connected region under the press', () => {
    const story = startPainting('fill', 5, 2)
    story.session.labelMap.data.set([0, 0, 2, 0, 0, 0, 0, 2, 0, 0])
    expect(story.click(0, 0).picture()).toEqual(['112..', '112..'])
  })

  test('relabels every region of the class with Shift', () => {
    const story = startPainting('fill', 5, 1)
    story.session.labelMap.data.set([2, 2, 0, 2, 0])
    expect(story.click(0, 0, { shift: true }).picture()).toEqual(['11.1.'])
  })

  test('spares labels with Ctrl', () => {
    const story = startPainting('fill', 4, 1)
    story.session.labelMap.data.set([2, 2, 0, 0])
    expect(story.click(0, 0, { ctrl: true }).picture()).toEqual(['22..'])
    expect(story.click(3, 0, { ctrl: true }).picture()).toEqual(['2211'])
  })

  describe('dragged', () => {
    const row = (...values: readonly number[]): PaintStory => {
      const story = startPainting('fill', values.length, 2)
      story.session.labelMap.data.set([...values, ...values])
      return story
    }

    test('relabels each region of the class it began on that it passes through, as one undo step', () => {
      const story = row(2, 0, 2, 3, 2, 2).press(0, 0).drag([5, 0])
      expect(story.tool.state()).toBe('fill.painting')
      expect(story.release(5, 0).picture()).toEqual(['1.1311', '1.1311'])
      expect(story.session.history().position).toBe(1)
      expect(story.undo().picture()).toEqual(['2.2322', '2.2322'])
    })

    test('skips no region however fast the hand is, and leaves those beside the way alone', () => {
      const story = startPainting('fill', 5, 5)
      const { data } = story.session.labelMap
      // A chessboard of regions of one pixel.
      data.forEach((_, i) => (data[i] = i % 2 === 0 ? 2 : 3))
      story.press(0, 0).drag([4, 4], [4, 0]).release(4, 0)
      expect(story.picture()).toEqual(['13231', '31323', '23131', '32313', '23231'])
    })

    test('leaves no trace when cancelled, and changes nothing while it is not pressed', () => {
      const story = row(2, 0, 2).press(0, 0).drag([2, 0])
      story.tool.cancel()
      expect(story.drag([0, 0]).release(0, 0).picture()).toEqual(['2.2', '2.2'])
      expect([story.session.history().canUndo, story.tool.state()]).toEqual([false, 'fill.idle'])
    })
  })

  test('ignores a press outside the photo and one on the same class', () => {
    const story = startPainting('fill', 2, 1).click(9, 9).click(0, 0)
    story.click(1, 0)
    expect(story.session.history().position).toBe(1)
  })
})

describe('select', () => {
  const withRegions = (): PaintStory => {
    const story = startPainting('select', 5, 2)
    story.session.labelMap.data.set([2, 2, 0, 2, 2, 0, 0, 0, 0, 0])
    return story
  }

  test('takes one connected region and gives it the active class on Enter, as one undo step', () => {
    const story = withRegions().click(0, 0)
    expect(story.tool.state()).toBe('select.selected')
    story.tool.key('Enter')
    expect(story.picture()).toEqual(['11.22', '.....'])
    expect(story.undo().picture()).toEqual(['22.22', '.....'])
  })

  test('makes the region background on Backspace', () => {
    const story = withRegions().click(4, 0)
    story.tool.key('Backspace')
    expect(story.picture()).toEqual(['22...', '.....'])
  })

  test('lets go on Escape and beside the photo, and leaves keys alone without a region', () => {
    const story = withRegions()
    expect(story.tool.key('Backspace')).toBe(false)
    expect(story.click(0, 0).tool.key('Escape')).toBe(true)
    expect(story.tool.state()).toBe('select.idle')
    expect(story.click(0, 0).click(9, 9).tool.state()).toBe('select.idle')
    expect(story.session.history().canUndo).toBe(false)
  })
})
