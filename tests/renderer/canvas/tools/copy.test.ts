// Copying from a prediction: two boats (4) on the left and right of a person (15).

import { expect, test } from 'vitest'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { createPredictedLabels } from '../../../../src-renderer/canvas/results/predicted-labels.ts'
import { classesOfColors } from '../../../../src-renderer/canvas/results/prediction-colors.ts'
import { keptInMemory, startPainting } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'

const ROWS = [
  [4, 4, 0, 5, 5, 0, 4],
  [4, 4, 0, 5, 5, 0, 4],
  [0, 0, 0, 0, 0, 0, 0],
]
const PREDICTION = createLabelMap(
  7,
  3,
  Uint8Array.from(ROWS.flat(), (value) => (value === 5 ? 15 : value)),
)

function startCopying(rejected = keptInMemory()): PaintStory {
  const story = startPainting('copy', 7, 3)
  story.prediction = createPredictedLabels(PREDICTION, rejected)
  return story
}

test('a click copies the region under it, marks it as copied, and is one undo step', () => {
  const story = startCopying().click(1, 0)
  expect(story.picture()).toEqual(['44.....', '44.....', '.......'])
  expect(story.sources()).toEqual(['3311111', '3311111', '1111111'])
  story.undo()
  expect([...story.picture(), ...story.sources()].join('')).not.toMatch(/[34]/)
})

test('with Shift all of its class is copied', () => {
  const story = startCopying().click(6, 1, { shift: true })
  expect(story.picture()).toEqual(['44....4', '44....4', '.......'])
  expect(story.session.history().position).toBe(1)
})

test('what a person labelled the same stays theirs', () => {
  const story = startCopying()
  story.session.labelMap.data.fill(4, 0, 1)
  expect(story.click(1, 0).sources()[0]).toBe('1311111')
})

test('Ctrl does not cut into labels', () => {
  const story = startCopying()
  story.session.labelMap.data.fill(9, 7, 8)
  expect(story.click(1, 0, { ctrl: true }).picture()).toEqual(['44.....', '94.....', '.......'])
  story.click(6, 1, { ctrl: true, shift: true })
  expect(story.picture()).toEqual(['44....4', '94....4', '.......'])
})

test('a rejected region is remembered and never copied, until the rejection is taken back', () => {
  const rejected = keptInMemory()
  startCopying(rejected).click(0, 1, { alt: true })
  const story = startCopying(rejected).click(1, 1)
  expect(story.tool.preview()).toMatchObject({ kind: 'region', isRejected: true })
  story.click(6, 0, { shift: true })
  expect(story.picture()).toEqual(['......4', '......4', '.......'])
  story.click(1, 1, { alt: true }).click(1, 1)
  expect(story.picture()).toEqual(['44....4', '44....4', '.......'])
})

test('moving inside a region shows the same, and nothing is shown without a prediction', () => {
  const story = startCopying().drag([3, 0])
  const shown = story.tool.preview()
  expect(shown).toMatchObject({ kind: 'region', region: { value: 15, pixelCount: 4 } })
  expect(story.drag([4, 1]).tool.preview()).toBe(shown)
  expect(story.drag([0, 2]).tool.preview()).not.toBe(shown)
  expect(story.drag([-4, 0]).tool.preview()).toEqual({ kind: 'none' })
  story.prediction = null
  expect(story.drag([3, 0]).click(3, 0).tool.preview()).toEqual({ kind: 'none' })
  expect(story.session.history().canUndo).toBe(false)
})

test('where nobody has labelled, the predicted class is picked', () => {
  const story = startPainting('pick', 7, 3)
  story.session.labelMap.data.set([253, 9, 253])
  story.prediction = createPredictedLabels(PREDICTION, keptInMemory())
  story.click(0, 0).click(1, 0)
  expect(story.picked).toEqual([4, 9])
})

test('a prediction is read by its colours; one of no class is refused', () => {
  const data = Uint8ClampedArray.from([0, 0, 0, 255, 192, 128, 128, 255, 192, 128, 128, 255])
  expect([...classesOfColors({ width: 3, height: 1, data }).data]).toEqual([0, 15, 15])
  data[4] = 193
  expect(() => classesOfColors({ width: 3, height: 1, data })).toThrow('#c18080 at 1, 0')
})
