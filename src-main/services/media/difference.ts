// Prediction against truth, pixel by pixel, as an indexed image with the colours of the contract's legend.

import { DIFFERENCE_LEGEND } from '../../contract/media.ts'
import { IGNORE_INDEX } from '../../core/classes.ts'
import { invariant } from '../../core/errors.ts'
import { createLabelMap } from '../../core/label-map.ts'
import type { LabelMap } from '../../core/label-map.ts'

type DifferenceKind = (typeof DIFFERENCE_LEGEND)[number]['kind']

/** Both maps have the same size; pixels of `truth` that are 255 are void, whatever was predicted. */
export function differenceImage(truth: LabelMap, prediction: LabelMap): LabelMap {
  invariant(
    truth.width === prediction.width && truth.height === prediction.height,
    `difference: truth is ${truth.width}x${truth.height}, prediction ${prediction.width}x${prediction.height}`,
  )
  const value = valuesByKind()
  const image = createLabelMap(truth.width, truth.height)
  truth.data.forEach((expected, i) => {
    image.data[i] = value[kindOf(expected, prediction.data[i] ?? 0)]
  })
  return image
}

function kindOf(expected: number, predicted: number): DifferenceKind {
  if (expected === IGNORE_INDEX) return 'void'
  if (expected === predicted) return expected === 0 ? 'agreeBackground' : 'agreeForeground'
  if (expected === 0) return 'invented'
  return predicted === 0 ? 'missed' : 'wrongClass'
}

function valuesByKind(): Record<DifferenceKind, number> {
  return Object.fromEntries(DIFFERENCE_LEGEND.map(({ kind, value }) => [kind, value])) as Record<
    DifferenceKind,
    number
  >
}

/** 256 x RGB for the values above. */
export function differencePalette(): Uint8Array {
  const palette = new Uint8Array(256 * 3)
  for (const { value, rgb } of DIFFERENCE_LEGEND) palette.set(rgb, value * 3)
  return palette
}
