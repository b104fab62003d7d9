// A mask as it lies on the disk, read by a decoder that is not the studio's own.
import { decode } from 'fast-png'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'

export interface MaskFile extends LabelMap {
  readonly isIndexed: boolean
  /** The first 21 colours as RGB. */
  readonly palette: readonly (readonly number[])[]
}

export function readMask(root: string, user: string, name: string): MaskFile {
  const png = decode(readFileSync(join(root, 'personal', user, 'SegmentationClass', `${name}.png`)))
  return {
    width: png.width,
    height: png.height,
    data: Uint8Array.from(png.data),
    isIndexed: png.palette !== undefined && png.depth === 8 && png.channels === 1,
    palette: (png.palette ?? []).slice(0, 21).map((color) => color.slice(0, 3)),
  }
}

/** Indices of the pixels where two maps of one size differ. */
export function changedPixels(before: LabelMap, after: LabelMap): readonly number[] {
  return [...after.data.keys()].filter((index) => before.data[index] !== after.data[index])
}
