// What a gesture is recorded on: the label map and who labelled its pixels, in tiles and rows of tiles.

import type { ByteWriter } from '../bytes/byte-stream.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { ProvenancePlane } from '../labels/provenance.ts'
import type { Rect } from '../geometry/rect.ts'

export const TILE_SIZE = 256

export type Plane = LabelMap | ProvenancePlane

/** The pixels of planes as they were, where they were recorded. */
export interface Recording {
  /** Where pixels differ from those of now. */
  changes(): readonly TileChange[]
  /** Appends the run-length code of a part, as it was and as it is; `at`: of the plane. What changed lies inside. */
  encodePart(part: Rect, at: number, before: ByteWriter, after: ByteWriter): void
  /** Puts the pixels back; returns the rectangle to repaint. */
  restore(): Rect
}

export interface TileChange {
  /** In tiles. */
  readonly column: number
  readonly row: number
  /** What changed of each plane; empty when nothing did. */
  readonly changed: readonly Rect[]
}

/** The rectangle cut where rows of tiles meet. */
export function tileRows(rect: Rect): Rect[] {
  const bands: Rect[] = []
  const end = rect.y + rect.height
  for (let y = rect.y; y < end;) {
    const next = Math.min(end, (Math.floor(y / TILE_SIZE) + 1) * TILE_SIZE)
    bands.push({ ...rect, y, height: next - y })
    y = next
  }
  return bands
}

export function readRect(source: Plane, rect: Rect, pixels: Uint8Array): void {
  for (let row = 0; row < rect.height; row++) {
    const start = (rect.y + row) * source.width + rect.x
    pixels.set(source.data.subarray(start, start + rect.width), row * rect.width)
  }
}

export function writeRect(target: Plane, rect: Rect, pixels: Uint8Array): void {
  for (let row = 0; row < rect.height; row++) {
    const values = pixels.subarray(row * rect.width, (row + 1) * rect.width)
    target.data.set(values, (rect.y + row) * target.width + rect.x)
  }
}
