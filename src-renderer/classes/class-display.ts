// How a class looks on the screen: by default in the colours of the VOC colour map, the same as in saved masks.

import {
  CLASS_COUNT,
  IGNORE_INDEX,
  VOC_CLASSES,
  VOC_PALETTE,
} from '../../src-main/core/labels/classes.ts'
import { UNLABELLED } from '../../src-main/core/labels/provenance.ts'
import type { Palette } from './class-palettes.ts'

/** Every value a label may have, in the order of the palette: background, the objects, void. */
export const LABEL_VALUES: readonly number[] = [
  ...Array.from({ length: CLASS_COUNT }, (_, index) => index),
  IGNORE_INDEX,
]

/** `rgb(r g b)` of a class index 0..255. */
export function classColor(index: number, palette: Palette = VOC_PALETTE): string {
  const at = index * 3
  const [red, green, blue] = palette.subarray(at, at + 3)
  return `rgb(${red ?? 0} ${green ?? 0} ${blue ?? 0})`
}

/** Locale key of a value in a label map: a name of VOC_CLASSES, `void` or `unlabelled`. */
export function classKey(index: number): string {
  return `classes.${VOC_CLASSES[index] ?? (index === UNLABELLED ? 'unlabelled' : 'void')}`
}
