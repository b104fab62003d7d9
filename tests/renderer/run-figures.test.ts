import { expect, test } from 'vitest'
import type { ImageScore, RunEvent } from '../../src-main/contract/runs.ts'
import { lossSeries } from '../../src-renderer/charts/loss-series.ts'
import { bestColumns } from '../../src-renderer/results/compare-panes.ts'
import { deviceChoices, deviceNote } from '../../src-renderer/runs/devices.ts'
import { durationParts, percentText } from '../../src-renderer/page/format.ts'
import { summarizeGroups } from '../../src-renderer/results/group-summary.ts'
import {
  WORST_FIRST,
  nextOrder,
  sortScores,
  withClasses,
} from '../../src-renderer/results/image-scores.ts'
import { applyRunEvent, createLiveRun, mergeLosses } from '../../src-renderer/stores/live-run.ts'
import { createLosses } from './run-figures-fixture.ts'
import { createImages } from './studio-fixture.ts'

function score(name: string, fiou: number, entropy: number, classes: number[]): ImageScore {
  const shares = { fiou, miou: fiou, pixelAccuracy: fiou, entropy }
  return { name, group: 0, ...shares, trueClasses: classes, predictedClasses: [0] }
}

const scores = [
  score('b', 0.5, 0.1, [7]),
  score('a', 0.1, 0.3, [15]),
  score('c', 0.9, 0.2, [7, 15]),
]

test('results come worst first, and a column turns round at the second click', () => {
  expect(sortScores(scores, WORST_FIRST).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  const turned = nextOrder(WORST_FIRST, 'fiou')
  expect(sortScores(scores, turned).map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  expect(nextOrder(turned, 'entropy')).toEqual({ column: 'entropy', isDescending: true })
})

test('results are narrowed to classes in truth or prediction', () => {
  expect(withClasses(scores, [15]).map(({ name }) => name)).toEqual(['a', 'c'])
  expect(withClasses(scores, [])).toBe(scores)
})

test('the worst group comes first and groups without scores last', () => {
  const images = createImages(6)
  const groups = [
    { index: 0, images: ['photo00', 'photo01'] },
    { index: 1, images: ['photo02'] },
    { index: 2, images: ['photo03', 'photo04', 'photo05'] },
  ]
  const found = [score('photo00', 0.8, 0, []), score('photo03', 0.2, 0, [])]
  const summaries = summarizeGroups(groups, images, found, 'worst')
  expect(summaries.map(({ index, meanFiou }) => [index, meanFiou])).toEqual([
    [2, 0.2],
    [0, 0.8],
    [1, null],
  ])
  expect(summarizeGroups(groups, images, found, 'size')[0]?.index).toBe(2)
})

test('events of a run add up to its progress, notes and losses', () => {
  const live = createLiveRun()
  const events: RunEvent[] = [
    { type: 'phaseStarted', phase: 'stage1', total: 40 },
    { type: 'progress', phase: 'stage1', done: 4, total: 40, imagesPerSecond: 3, secondsLeft: 60 },
    { type: 'note', message: 'K clamped' },
    {
      type: 'loss',
      point: { stage: 'stage1', iteration: 4, losses: { total: 1 }, learningRate: 1 },
    },
  ]
  for (const event of events) applyRunEvent(live, event)
  expect(live.progress).toMatchObject({ phase: 'stage1', done: 4, secondsLeft: 60 })
  expect(live.notes).toMatchObject([{ message: 'K clamped' }])
  expect(live.losses).toHaveLength(1)
})

test('fetched losses and those that arrived meanwhile make one list without doubles', () => {
  const live = createLiveRun()
  const all = createLosses()
  applyRunEvent(live, { type: 'loss', point: all[0]! })
  const later = { stage: 'stage2', iteration: 99, losses: {}, learningRate: 1 } as const
  applyRunEvent(live, { type: 'loss', point: later })
  mergeLosses(live, all)
  expect(live.losses).toHaveLength(all.length + 1)
  expect(live.losses.at(-1)).toEqual(later)
})

test('a stage has one curve for each of its losses', () => {
  const names = lossSeries(createLosses(), 'stage1').map(({ name, points }) => [
    name,
    points.length,
  ])
  expect(names).toEqual([
    ['segmentation', 40],
    ['adversarial', 40],
  ])
})

test('panes are arranged so that each is as large as it can be', () => {
  const wide = { width: 400, height: 300 }
  expect(bestColumns(5, wide, { width: 1200, height: 700 })).toBe(3)
  expect(bestColumns(2, wide, { width: 1200, height: 400 })).toBe(2)
  expect(bestColumns(1, wide, { width: 1200, height: 400 })).toBe(1)
})

test('durations have two units at most, shares two digits where they matter', () => {
  expect(durationParts(59.6)).toEqual({ key: 'minutes', first: 1, second: 0 })
  expect(durationParts(3 * 3600 + 61)).toEqual({ key: 'hours', first: 3, second: 1 })
  expect(durationParts(50 * 3600)).toEqual({ key: 'days', first: 2, second: 2 })
  expect(durationParts(-3)).toEqual({ key: 'seconds', first: 0, second: 0 })
  expect([percentText(0.4267, 2), percentText(null)]).toEqual(['42.67', '–'])
})

test('devices are those the doctor knows, with what it found', () => {
  const choices = deviceChoices([
    { name: { message: 'Node' }, status: 'ok', detail: { message: '' } },
    { name: { message: 'onnxruntime cuda' }, status: 'missing', detail: { message: 'no library' } },
    { name: { message: 'onnxruntime cpu' }, status: 'ok', detail: { message: '2 threads' } },
  ])
  expect(choices).toEqual([
    { device: 'cpu', status: 'ok', detail: { message: '2 threads' } },
    { device: 'cuda', status: 'missing', detail: { message: 'no library' } },
  ])
  expect(choices.map(deviceNote)).toEqual(['cpu', 'missing'])
})
