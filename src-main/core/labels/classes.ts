// The 21 PASCAL VOC classes, the ignore index and the VOC colour map. The index is the class value
// stored in a mask; the order must never change.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

export const VOC_CLASSES = [
  'background',
  'aeroplane',
  'bicycle',
  'bird',
  'boat',
  'bottle',
  'bus',
  'car',
  'cat',
  'chair',
  'cow',
  'diningtable',
  'dog',
  'horse',
  'motorbike',
  'person',
  'pottedplant',
  'sheep',
  'sofa',
  'train',
  'tvmonitor',
] as const

/** 0 background, 1..20 the VOC objects. */
export type ClassIndex =
  0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20

export const CLASS_COUNT = 21

/** Pixels of this value belong to no class and count in no loss and no IoU. */
export const IGNORE_INDEX = 255

/** Index of a class name, exact spelling. Throws `invalidInput` with the list of names. */
export function classIndexOf(name: string): ClassIndex {
  const index = VOC_CLASSES.findIndex((known) => known === name)
  if (index < 0) {
    throw new StudioError(
      'invalidInput',
      said`class "${name}" is not known; expected one of ${VOC_CLASSES.join(', ')}`,
    )
  }
  return index as ClassIndex
}

export function isClassIndex(value: number): value is ClassIndex {
  return Number.isInteger(value) && value >= 0 && value < CLASS_COUNT
}

/** True for the values a mask may hold: 0..20 and 255. */
export function isLabelValue(value: number): boolean {
  return isClassIndex(value) || value === IGNORE_INDEX
}

/** 256 x RGB. Bit k of the class index goes to the channels in turn, most significant bits first. */
export const VOC_PALETTE: Uint8Array = vocPalette()

function vocPalette(): Uint8Array {
  const palette = new Uint8Array(256 * 3)
  for (let index = 0; index < 256; index++) {
    for (let bit = 0; bit < 8; bit++) {
      const channel = bit % 3
      const at = index * 3 + channel
      palette[at] = palette[at]! | (((index >> bit) & 1) << (7 - Math.floor(bit / 3)))
    }
  }
  return palette
}
