// The connected regions of a prediction, found as a person points at them and remembered: moving inside one
// costs nothing.

import { invariant } from '../errors.ts'
import { findRegion } from './flood-fill.ts'
import type { Region } from './flood-fill.ts'
import type { LabelMap } from '../labels/label-map.ts'

export interface PredictedRegion extends Region {
  /** The first of its pixels, row by row: the same however it was found. */
  readonly key: number
}

export interface PredictionRegions {
  /** The region of pixel (x, y), which must be inside: the same object for each of its pixels. */
  at(x: number, y: number): PredictedRegion
}

/** Regions are numbered in 16 bits; 0 is a pixel that nobody has pointed at. */
const MOST_REGIONS = 65_535

export function createPredictionRegions(prediction: LabelMap): PredictionRegions {
  const { width, height } = prediction
  const numbers = new Uint16Array(width * height)
  const regions: PredictedRegion[] = []

  function find(x: number, y: number): PredictedRegion {
    const region = findRegion(prediction, x, y)
    if (regions.length === MOST_REGIONS) {
      regions.length = 0
      numbers.fill(0)
    }
    const found = { ...region, key: firstPixel(region, width) }
    const number = regions.push(found)
    for (let i = 0; i < region.spans.length; i += 3) {
      const row = region.spans[i]! * width
      numbers.fill(number, row + region.spans[i + 1]!, row + region.spans[i + 2]! + 1)
    }
    return found
  }

  return {
    at(x, y) {
      invariant(
        x >= 0 && y >= 0 && x < width && y < height,
        `prediction: pixel (${x}, ${y}) is outside ${width}x${height}`,
      )
      return regions[numbers[y * width + x]! - 1] ?? find(x, y)
    },
  }
}

function firstPixel({ spans }: Region, width: number): number {
  let first = Infinity
  for (let i = 0; i < spans.length; i += 3) {
    first = Math.min(first, spans[i]! * width + spans[i + 1]!)
  }
  return first
}
