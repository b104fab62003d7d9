// The difference to a prediction, band by band, on a photo of more than one band. No clock: the timers are the test's.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isSameBytes } from '../../../../src-main/core/bytes/byte-runs.ts'
import { DIFFERENCE, differenceImage } from '../../../../src-main/core/agreement/difference.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../../src-main/core/geometry/rect.ts'
import {
  BAND_PIXELS,
  createDifferencePlane,
} from '../../../../src-renderer/canvas/results/difference-plane.ts'

const SIZE = { width: 2000, height: 1700 }
const DOG = 12

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A dog on the left of the labels, and one lower down in the prediction. */
function photo(): { labels: LabelMap; prediction: LabelMap } {
  const [labels, prediction] = [
    createLabelMap(SIZE.width, SIZE.height),
    createLabelMap(SIZE.width, SIZE.height),
  ]
  paint(labels, { x: 100, y: 50, width: 900, height: 1200 })
  paint(prediction, { x: 300, y: 400, width: 900, height: 1200 })
  return { labels, prediction }
}

function paint({ data, width }: LabelMap, { x, y, width: across, height }: Rect): void {
  for (let row = y; row < y + height; row++)
    data.fill(DOG, row * width + x, row * width + x + across)
}

test('each band is compared in a task of its own, and together they are the whole', () => {
  const { labels, prediction } = photo()
  const { image, complete } = createDifferencePlane(labels, prediction)
  const bands: Rect[] = []
  complete((band) => bands.push(band))
  expect(bands).toEqual([])
  while (vi.getTimerCount() > 0) {
    const before = bands.length
    vi.runOnlyPendingTimers()
    expect(bands.length).toBe(before + 1)
  }
  expect(bands.length).toBeGreaterThan(1)
  for (const { width, height } of bands) expect(width * height).toBeLessThanOrEqual(BAND_PIXELS)
  expect(isSameBytes(image.data, differenceImage(labels, prediction).data)).toBe(true)
})

test('what is painted before all is compared is right, below and above', () => {
  const { labels, prediction } = photo()
  const { image, follow, complete } = createDifferencePlane(labels, prediction)
  complete(() => undefined)
  vi.runOnlyPendingTimers()
  for (const y of [10, 1500]) {
    const stroke = { x: 1500, y, width: 40, height: 40 }
    paint(labels, stroke)
    follow(stroke)
    expect(image.data[(y + 5) * SIZE.width + 1505]).toBe(DIFFERENCE.missed)
  }
  vi.runAllTimers()
  expect(isSameBytes(image.data, differenceImage(labels, prediction).data)).toBe(true)
})

test('nothing is compared any more when nobody looks', () => {
  const { labels, prediction } = photo()
  const bands: Rect[] = []
  createDifferencePlane(labels, prediction).complete((band) => bands.push(band))()
  vi.runAllTimers()
  expect(bands).toEqual([])
})
