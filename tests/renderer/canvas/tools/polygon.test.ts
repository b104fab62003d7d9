// The polygon: corners, freehand parts, further rings and holes.

import { describe, expect, test } from 'vitest'
import { fc } from '../../../core/arbitraries.ts'
import { isInside } from '../../../core/geometry/even-odd.ts'
import { startPainting } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'

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

  describe('with further rings', () => {
    const outer = [[0, 0], [7, 0], [7, 6], [0, 6]] as const // prettier-ignore
    const inner = [[2, 2], [5, 2], [5, 4], [2, 4]] as const // prettier-ignore
    const withHole = ['1111111.', '1111111.', '11...11.', '11...11.', '1111111.', '1111111.']

    function clickRings(...rings: readonly (readonly (readonly [number, number])[])[]): PaintStory {
      const story = startPainting('polygon', 8, 6)
      for (const ring of rings)
        ring.forEach(([x, y], at) => story.click(x, y, { shift: at === 0, reach: 0 }))
      return story
    }

    test('leaves a hole where one lies in another, and what was labelled there', () => {
      const story = clickRings(outer, inner)
      expect(story.tool.preview()).toMatchObject({ kind: 'path', rings: [{ length: 4 }] })
      story.session.labelMap.data.fill(2, 2 * 8 + 3, 2 * 8 + 4)
      story.tool.key('Enter')
      expect(story.picture()).toEqual(withHole.with(2, '11.2.11.'))
      expect(story.session.history().position).toBe(1)
      expect(story.undo().picture().join('')).not.toContain('1')
    })

    test('closes a ring by Shift and a click on its first corner, and begins the next anywhere', () => {
      const story = startPainting('polygon', 8, 6)
      for (const [x, y] of outer) story.click(x, y)
      story.click(0, 0, { shift: true })
      expect(story.tool.preview()).toMatchObject({ points: [], rings: [{ length: 4 }] })
      for (const [x, y] of inner) story.click(x, y)
      expect(story.click(2, 2).picture()).toEqual(withHole)
    })

    test('takes corners back across rings', () => {
      const story = clickRings(outer, inner)
      for (let corner = 0; corner < inner.length; corner++) story.tool.key('Backspace')
      expect(story.tool.preview()).toMatchObject({ kind: 'path', rings: [] })
      story.tool.key('Backspace')
      story.click(0, 6, { reach: 0 }).click(2, 2, { shift: true })
      for (const [x, y] of inner.slice(1)) story.click(x, y)
      story.tool.key('Enter')
      expect(story.picture()).toEqual(withHole)
      clickRings(outer, inner).tool.key('Escape')
      expect(clickRings().tool.key('Backspace')).toBe(false)
    })

    test('goes on with a ring of too few corners, and drops it when filled', () => {
      const story = clickRings(outer, [[2, 2], [5, 2]]).click(4, 1, { shift: true }) // prettier-ignore
      expect(story.tool.preview()).toMatchObject({ rings: [{ length: 4 }] })
      story.tool.key('Backspace')
      story.tool.key('Enter')
      expect(story.picture()).toEqual(Array.from({ length: 6 }, () => '1111111.'))
    })

    test('fills whatever lies in an odd number of them, with detours taken back', () => {
      const corner = fc.tuple(fc.integer({ min: -2, max: 12 }), fc.integer({ min: -2, max: 12 }))
      const ring = fc.record({
        corners: fc.array(corner, { minLength: 3, maxLength: 6 }),
        detour: fc.array(corner, { maxLength: 3 }),
      })
      fc.assert(
        fc.property(fc.array(ring, { minLength: 1, maxLength: 4 }), (rings) => {
          const story = startPainting('polygon', 11, 9)
          for (const { corners, detour } of rings) {
            corners.forEach(([x, y], at) => story.click(x, y, { shift: at === 0, reach: 0 }))
            detour.forEach(([x, y]) => story.click(x, y, { shift: true, reach: 0 }))
            detour.forEach(() => story.tool.key('Backspace'))
          }
          story.tool.key('Enter')
          const vertices = rings.map(({ corners }) =>
            corners.map(([x, y]) => ({ x: x + 0.5, y: y + 0.5 })),
          )
          const expected = story.session.labelMap.data.map((_, i) =>
            isInside((i % 11) + 0.5, Math.floor(i / 11) + 0.5, vertices) ? 1 : 0,
          )
          expect(story.session.labelMap.data).toEqual(expected)
        }),
      )
    })
  })

  test('draws freehand while dragged', () => {
    const story = startPainting('polygon').press(1, 1)
    expect(story.tool.state()).toBe('polygon.drawing')
    story.drag([5, 1], [5, 4], [1, 4]).release(1, 4)
    story.tool.key('Enter')
    expect(story.picture()[2]).toBe('.1111...')
  })
})
