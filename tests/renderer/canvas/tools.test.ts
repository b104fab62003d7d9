import { describe, expect, test } from 'vitest'
import { paintSegment } from '../../../src-main/core/brush.ts'
import { paintProposal } from '../../../src-main/core/proposal.ts'
import { PROVENANCE, UNLABELLED } from '../../../src-main/core/provenance.ts'
import { fc } from '../../core/arbitraries.ts'
import { pointer, startPainting } from './paint-story.ts'
import type { PaintStory } from './paint-story.ts'

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

describe('the polygon', () => {
  const square = [
    [1, 1],
    [5, 1],
    [5, 4],
    [1, 4],
  ] as const

  test('fills between the clicked corners on Enter', () => {
    const story = startPainting('polygon')
    for (const [x, y] of square) story.click(x, y)
    expect(story.tool.state()).toBe('polygon.placing')
    expect(story.tool.key('Enter')).toBe(true)
    expect(story.tool.state()).toBe('polygon.idle')
    expect(story.picture()).toEqual([
      '........',
      '.1111...',
      '.1111...',
      '.1111...',
      '........',
      '........',
    ])
    expect(story.undo().picture().join('')).not.toContain('1')
  })

  test('closes by a click on its first corner and shows its path until then', () => {
    const story = startPainting('polygon')
    for (const [x, y] of square) story.click(x, y)
    expect(story.tool.preview()).toMatchObject({ kind: 'path', isOpen: true })
    story.click(1, 1)
    expect(story.tool.preview()).toEqual({ kind: 'none' })
    expect(story.session.history().position).toBe(1)
  })

  test('takes the last corner back with Backspace and everything with Escape', () => {
    const story = startPainting('polygon').click(1, 1).click(5, 1)
    story.tool.key('Backspace')
    story.tool.key('Backspace')
    expect(story.tool.state()).toBe('polygon.idle')
    expect(story.tool.key('Backspace')).toBe(false)
    story.click(1, 1).tool.key('Escape')
    expect(story.tool.state()).toBe('polygon.idle')
    expect(story.session.history().canUndo).toBe(false)
  })

  test('subtracts when Alt is held at the last corner', () => {
    const story = startPainting('polygon')
    story.session.labelMap.data.fill(1)
    for (const [x, y] of square) story.click(x, y, { alt: true })
    story.tool.key('Enter')
    expect(story.picture()[2]).toBe('1....111')
  })

  test('draws freehand while dragged', () => {
    const story = startPainting('polygon').press(1, 1)
    expect(story.tool.state()).toBe('polygon.drawing')
    story.drag([5, 1], [5, 4], [1, 4]).release(1, 4)
    story.tool.key('Enter')
    expect(story.picture()[2]).toBe('.1111...')
  })
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

test('pick takes the class under the press and follows the drag', () => {
  const story = startPainting('pick', 4, 1)
  story.session.labelMap.data.set([4, 0, 255, UNLABELLED])
  story.press(0, 0).drag([1, 0]).drag([2, 0]).drag([3, 0]).release(3, 0)
  story.drag([0, 0])
  expect(story.picked).toEqual([4, 0, 255])
  story.tool.press(pointer(-3, 0))
  expect(story.picked).toHaveLength(3)
})

describe('who labelled a pixel', () => {
  test('is a person for a stroke, and undo brings back who it was', () => {
    const story = startPainting('brush', 4, 1)
    story.session.provenance.data.fill(PROVENANCE.copied)
    expect(story.click(1, 0).sources()).toEqual(['3133'])
    expect(story.undo().sources()).toEqual(['3333'])
    expect(story.redo().sources()).toEqual(['3133'])
  })

  test('changes with a stroke that leaves the class as it is', () => {
    const story = startPainting('brush', 3, 1)
    story.session.labelMap.data.fill(1)
    story.session.provenance.data.fill(PROVENANCE.copied)
    expect(story.click(0, 0).sources()).toEqual(['133'])
    expect(story.session.history().canUndo).toBe(true)
  })

  test('is the assist that a person accepted, but only where the class changes', () => {
    const session = startPainting('brush', 4, 1).session
    session.labelMap.data.set([1, 0, 0, 1])
    session.begin(PROVENANCE.assist)
    const whole = { rect: { x: 0, y: 0, width: 4, height: 1 }, values: Uint8Array.of(1, 1, 1, 1) }
    paintProposal(session.labelMap, whole, (value) => session.rule(value))
    session.commit('test')
    expect([...session.labelMap.data]).toEqual([1, 1, 1, 1])
    expect([...session.provenance.data]).toEqual([1, 2, 2, 1])
  })

  test('is nobody where a tool makes a pixel unlabelled', () => {
    const session = startPainting('brush', 3, 1).session
    session.begin()
    const some = { rect: { x: 0, y: 0, width: 2, height: 1 }, values: Uint8Array.of(UNLABELLED, 5) }
    paintProposal(session.labelMap, some, (value) => session.rule(value))
    session.commit('test')
    expect([...session.provenance.data]).toEqual([0, 1, 1])
  })

  test('comes back with the labels through any gestures, undone and redone', () => {
    const gestures = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 11 }),
        y: fc.integer({ min: 0, max: 8 }),
        alt: fc.boolean(),
        activeClass: fc.constantFrom(0, 3, 15, 255),
        source: fc.constantFrom(1 as const, 2 as const, 3 as const),
        isUndone: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(gestures, (wishes) => {
        const { session } = startPainting('brush', 12, 9)
        const state = () => [session.labelMap.data.slice(), session.provenance.data.slice()]
        const states = [state()]
        for (const { x, y, alt, activeClass, source, isUndone } of wishes) {
          session.begin(source)
          const rule = session.rule(alt ? UNLABELLED : activeClass)
          const at = { x, y }
          paintSegment(session.labelMap, { from: at, to: at, radius: 2.5, tip: 'round' }, rule)
          if (isUndone) session.abort()
          else if (session.commit('dab')) states.push(state())
          expect(state()).toEqual(states.at(-1))
          expect(session.labelMap.data.map((value) => (value === UNLABELLED ? 1 : 0))).toEqual(
            session.provenance.data.map((value) => (value === 0 ? 1 : 0)),
          )
        }
        for (const before of states.slice(0, -1).reverse()) {
          session.undo()
          expect(state()).toEqual(before)
        }
        for (const after of states.slice(1)) {
          session.redo()
          expect(state()).toEqual(after)
        }
      }),
      { numRuns: 60 },
    )
  })
})
