// PASCAL VOC segmentation: SegmentationClass/<name>.png with the VOC palette, 255 = void, JPEGImages and list files
// (VOC 2012 development kit, section 4.3). Masks that store the colours themselves are read by them.

import { isLabelValue, VOC_PALETTE } from '../../core/labels/classes.ts'
import { nameOfValue } from '../../core/label-files/class-table.ts'
import { countValues } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { encodeLabelPng } from '../images/label-png.ts'
import type { LabelCodec } from './label-codec.ts'
import { MASK_FOLDER, maskEntries } from './mask-folder.ts'
import { colourAt, colourName } from './mask-names.ts'
import type { MaskNaming } from './mask-names.ts'

const PHOTO_FOLDER = 'JPEGImages'
const LIST = 'ImageSets/Segmentation/trainval.txt'

export const voc: LabelCodec = {
  format: 'voc',
  open: (source) => maskEntries(source, VOC_NAMING),
  async *write(images) {
    const names: string[] = []
    for await (const { name, labelMap, photo } of images) {
      if (photo !== null) yield { name: `${PHOTO_FOLDER}/${name}.jpg`, bytes: photo }
      yield { name: `${MASK_FOLDER}/${name}.png`, bytes: await encodeLabelPng(labelMap) }
      names.push(name)
    }
    yield { name: LIST, bytes: Buffer.from(names.map((name) => `${name}\n`).join('')) }
  },
}

const VALUE_OF_COLOUR: ReadonlyMap<number, number> = new Map(
  Array.from({ length: 256 }, (_, value) => value)
    .filter(isLabelValue)
    .map((value) => [colourAt(VOC_PALETTE, value * 3), value]),
)

export const VOC_NAMING: MaskNaming = {
  hasColours: false,
  ofValue: nameOfValue,
  ofColour(colour) {
    const value = VALUE_OF_COLOUR.get(colour)
    return value === undefined ? colourName(colour) : nameOfValue(value)
  },
  usesPalette: isReordered,
}

/** The VOC colours at other places than the VOC palette has them: some program sorted its palette. */
function isReordered(image: LabelMap, palette: Uint8Array): boolean {
  let isInOrder = true
  for (const [value, count] of countValues(image).entries()) {
    if (count === 0) continue
    const colour = colourAt(palette, value * 3)
    if (value * 3 + 2 >= palette.length || !VALUE_OF_COLOUR.has(colour)) return false
    if (colour !== colourAt(VOC_PALETTE, value * 3)) isInOrder = false
  }
  return !isInOrder
}
