// Paints what a view shows of a label map, in bands of rows.

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { colorize } from './label-pixels.ts'
import type { PixelLook } from './label-pixels.ts'
import type { Placement } from './label-sampling.ts'
import { lookUp } from './seen-labels.ts'
import type { SeenLabels } from './seen-labels.ts'

export interface ShownLabels {
  readonly labelMap: LabelMap
  readonly look: PixelLook
  readonly placement: Placement
}

/** Rows that are looked up and coloured at a time, in memory that stays near. */
export const BAND_ROWS = 64
/** One for every picture of the page: the memory stays when an editor goes, and what the engine compiled for it. */
let band: SeenLabels | null = null

/** `part`: device pixels of the view; `target`: little-endian RGBA words of them, row by row. */
export function paintBands(
  { labelMap, look, placement }: ShownLabels,
  part: Rect,
  target: Int32Array,
): void {
  for (let top = 0; top < part.height; top += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, part.height - top)
    band = lookUp(labelMap, placement, { ...part, y: part.y + top, height }, { room: band })
    colorize(band, look, target.subarray(top * part.width, (top + height) * part.width))
  }
}
