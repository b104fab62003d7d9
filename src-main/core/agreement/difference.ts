// Prediction against labels, pixel by pixel, as the values of an indexed image.

import { runPairsOf } from '../bytes/byte-runs.ts'
import { IGNORE_INDEX } from '../labels/classes.ts'
import { invariant } from '../errors.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { createLabelMap } from '../labels/label-map.ts'
import { UNLABELLED } from '../labels/provenance.ts'
import type { Rect } from '../geometry/rect.ts'

export const DIFFERENCE = {
  agreeBackground: 0,
  agreeForeground: 1,
  wrongClass: 2,
  missed: 3,
  invented: 4,
  void: 255,
} as const
export type DifferenceKind = keyof typeof DIFFERENCE

/** Pixels of `labels` that are 255 are void, and those nobody has labelled count as agreed, whatever was predicted. */
export function differenceImage(labels: LabelMap, prediction: LabelMap): LabelMap {
  const { width, height } = labels
  const image = createLabelMap(width, height)
  compareLabels({ labels, prediction, image }, { x: 0, y: 0, width, height })
  return image
}

export interface Comparison {
  readonly labels: LabelMap
  readonly prediction: LabelMap
  /** Written: values of DIFFERENCE. */
  readonly image: LabelMap
}

/** Compares the pixels of `rect`, which lies inside; the three have the same size. Costs what its shapes do. */
export function compareLabels({ labels, prediction, image }: Comparison, rect: Rect): void {
  const { width, height } = labels
  invariant(
    prediction.width === width && prediction.height === height,
    `difference: labels are ${width}x${height}, prediction ${prediction.width}x${prediction.height}`,
  )
  const [expected, predicted] = [labels.data, prediction.data]
  const eachRun = runPairsOf(expected, predicted)
  const compare = (at: number, until: number): void => {
    image.data.fill(DIFFERENCE[kindOf(expected[at]!, predicted[at]!)], at, until)
  }
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const start = y * width + rect.x
    eachRun(start, start + rect.width, compare)
  }
}

function kindOf(expected: number, predicted: number): DifferenceKind {
  if (expected === IGNORE_INDEX) return 'void'
  if (expected === UNLABELLED) return 'agreeBackground'
  if (expected === predicted) return expected === 0 ? 'agreeBackground' : 'agreeForeground'
  if (expected === 0) return 'invented'
  return predicted === 0 ? 'missed' : 'wrongClass'
}
