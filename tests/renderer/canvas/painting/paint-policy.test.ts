import { expect, test } from 'vitest'
import { UNLABELLED } from '../../../../src-main/core/labels/provenance.ts'
import {
  isFree,
  mayPaintBy,
  nextPaintMode,
} from '../../../../src-renderer/canvas/painting/paint-policy.ts'
import type { PaintPolicy } from '../../../../src-renderer/canvas/painting/paint-policy.ts'

const free: PaintPolicy = { paintMode: 'all', overClass: 0, locked: [] }

/** Which of background, class 1, class 2, unlabelled and void may become `value`. */
function paintable(policy: PaintPolicy, value: number, isCareful = false): number[] {
  const mayPaint = mayPaintBy(policy, isCareful)
  return [0, 1, 2, UNLABELLED, 255].filter((existing) => mayPaint(value, existing))
}

test('everything may be painted when nothing is locked', () => {
  expect(paintable(free, 1)).toEqual([0, 1, 2, UNLABELLED, 255])
  expect([isFree(free, false), isFree(free, true)]).toEqual([true, false])
})

test('locked classes keep their pixels from erasing too; unlabelled ones are in no class', () => {
  const locked = { ...free, locked: [2, 0] }
  expect(paintable(locked, 1)).toEqual([1, UNLABELLED, 255])
  expect(paintable(locked, 0)).toEqual([1, UNLABELLED, 255])
  expect(isFree(locked, false)).toBe(false)
})

test('only labelled background may be painted over, but everything erased', () => {
  const background = { ...free, paintMode: 'background' } as const
  expect(paintable(background, 1)).toEqual([0])
  expect(paintable(background, 0)).toEqual([0, 1, 2, UNLABELLED, 255])
})

test('behind labels only what no object and no void covers is painted over, but everything erased', () => {
  const behind = { ...free, paintMode: 'behind' } as const
  expect(paintable(behind, 1)).toEqual([0, UNLABELLED])
  expect(paintable(behind, 0)).toEqual([0, 1, 2, UNLABELLED, 255])
  expect(paintable(behind, UNLABELLED)).toEqual([0, 1, 2, UNLABELLED, 255])
})

test('only what nobody has labelled may be painted over, but everything erased to unlabelled', () => {
  const fresh = { ...free, paintMode: 'unlabelled' } as const
  expect(paintable(fresh, 1)).toEqual([UNLABELLED])
  expect(paintable(fresh, 0)).toEqual([UNLABELLED])
  expect(paintable(fresh, UNLABELLED)).toEqual([0, 1, 2, UNLABELLED, 255])
  expect(paintable({ ...fresh, locked: [2] }, UNLABELLED)).toEqual([0, 1, UNLABELLED, 255])
})

test('only one class may be painted over or erased', () => {
  const over = { ...free, paintMode: 'class', overClass: 2 } as const
  expect(paintable(over, 1)).toEqual([2])
  expect(paintable(over, 0)).toEqual([2])
})

test('a careful gesture never cuts into labels, whatever the mode', () => {
  expect(paintable(free, 1, true)).toEqual([0, UNLABELLED])
  expect(paintable({ ...free, paintMode: 'class', overClass: 2 }, 1, true)).toEqual([])
})

test('one key goes through all modes, over the class at hand last, and round again', () => {
  expect(nextPaintMode('all', 7)).toBe('unlabelled')
  expect(nextPaintMode('unlabelled', 7)).toBe('background')
  expect(nextPaintMode('background', 7)).toBe('behind')
  expect(nextPaintMode('behind', 7)).toBe(7)
  expect(nextPaintMode('behind', null)).toBe('all')
  expect(nextPaintMode('class', 7)).toBe('all')
})
