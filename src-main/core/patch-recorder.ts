// Records one gesture: copies 256x256 tiles before they are painted, and turns the difference into a
// patch at commit or puts the tiles back at abort. Cost follows the painted area, not the photo.

import { createByteWriter } from './byte-stream.ts'
import type { ByteWriter } from './byte-stream.ts'
import { invariant } from './errors.ts'
import { farParts } from './far-parts.ts'
import type { LabelMap } from './label-map.ts'
import type { Patch, PlaneChange } from './patch.ts'
import type { ProvenancePlane } from './provenance.ts'
import type { Rect } from './rect.ts'
import { EMPTY_RECT, clipRect, intersectRect, isEmptyRect, unionRect } from './rect.ts'
import { encodeRuns } from './run-length.ts'

export const TILE_SIZE = 256

export interface PatchRecorder {
  /** Must be called before pixels of `rect` change; fits `PaintRule.beforePaint`. */
  beforePaint(rect: Rect): void
  /** Ends the gesture. Undefined when no label and no provenance changed. */
  commit(): Patch | undefined
  /** Ends the gesture and restores every pixel; returns the rectangle to repaint. */
  abort(): Rect
}

type Plane = LabelMap | ProvenancePlane

/** The pixels of a tile as they were, one copy for each plane. */
interface Tile {
  readonly rect: Rect
  readonly contents: readonly Uint8Array[]
}

/** One recorder serves one gesture on one label map (and its provenance). */
export function startPatchRecorder(
  labelMap: LabelMap,
  provenance?: ProvenancePlane,
): PatchRecorder {
  const planes = provenance === undefined ? [labelMap] : [labelMap, provenance]
  const tiles = new Map<number, Tile>()
  const columns = Math.ceil(labelMap.width / TILE_SIZE)
  let isOpen = true

  function close(): void {
    invariant(isOpen, 'patch recorder: the gesture has already ended')
    isOpen = false
  }

  return {
    beforePaint(rect) {
      invariant(isOpen, 'patch recorder: the gesture has already ended')
      const inside = clipRect(rect, labelMap.width, labelMap.height)
      if (isEmptyRect(inside)) return
      const lastX = Math.floor((inside.x + inside.width - 1) / TILE_SIZE)
      const lastY = Math.floor((inside.y + inside.height - 1) / TILE_SIZE)
      for (let ty = Math.floor(inside.y / TILE_SIZE); ty <= lastY; ty++) {
        for (let tx = Math.floor(inside.x / TILE_SIZE); tx <= lastX; tx++) {
          const key = ty * columns + tx
          if (!tiles.has(key)) tiles.set(key, copyTile(planes, tx, ty))
        }
      }
    },
    commit() {
      close()
      return patchFromTiles([...tiles.values()], planes)
    },
    abort() {
      close()
      let dirty = EMPTY_RECT
      for (const tile of tiles.values()) {
        tile.contents.forEach((pixels, at) => restoreTile(tile.rect, pixels, planes[at]!))
        dirty = unionRect(dirty, tile.rect)
      }
      return dirty
    },
  }
}

function copyTile(planes: readonly Plane[], tx: number, ty: number): Tile {
  const { width, height } = planes[0]!
  const rect = clipRect(
    { x: tx * TILE_SIZE, y: ty * TILE_SIZE, width: TILE_SIZE, height: TILE_SIZE },
    width,
    height,
  )
  const contents = planes.map((plane) => {
    const pixels = new Uint8Array(rect.width * rect.height)
    readRect(plane, rect, pixels)
    return pixels
  })
  return { rect, contents }
}

function readRect(source: Plane, rect: Rect, pixels: Uint8Array): void {
  for (let row = 0; row < rect.height; row++) {
    const start = (rect.y + row) * source.width + rect.x
    pixels.set(source.data.subarray(start, start + rect.width), row * rect.width)
  }
}

function restoreTile(rect: Rect, pixels: Uint8Array, plane: Plane): void {
  for (let row = 0; row < rect.height; row++) {
    const values = pixels.subarray(row * rect.width, (row + 1) * rect.width)
    plane.data.set(values, (rect.y + row) * plane.width + rect.x)
  }
}

function patchFromTiles(tiles: readonly Tile[], planes: readonly Plane[]): Patch | undefined {
  const changed = tiles.map((tile) =>
    planes.map((plane, at) => changedRect(tile.rect, tile.contents[at]!, plane)),
  )
  const parts = farParts(
    tiles.map(({ rect: { x, y } }, at) => ({
      column: Math.floor(x / TILE_SIZE),
      row: Math.floor(y / TILE_SIZE),
      rect: changed[at]!.reduce(unionRect),
    })),
  )
  if (parts.length === 0) return undefined
  const rect = parts.reduce(unionRect)
  const labels = planeChange(parts, tiles, planes, 0)
  const hasProvenance = changed.some(([, provenance = EMPTY_RECT]) => !isEmptyRect(provenance))
  if (!hasProvenance) return { rect, ...labels }
  return { rect, ...labels, provenance: planeChange(parts, tiles, planes, 1) }
}

function planeChange(
  parts: readonly Rect[],
  tiles: readonly Tile[],
  planes: readonly Plane[],
  at: number,
): PlaneChange {
  const [before, after] = [createByteWriter(), createByteWriter()]
  for (const part of parts) encodePart(part, { tiles, plane: planes[at]!, at }, before, after)
  const change = { before: before.finish(), after: after.finish() }
  return parts.length === 1 ? change : { ...change, parts }
}

interface RecordedPlane {
  readonly tiles: readonly Tile[]
  readonly plane: Plane
  /** Of the plane among the contents of a tile. */
  readonly at: number
}

/**
 * A band of rows at a time, over and over in the same memory: to have two more planes of 12 megapixels given takes
 * longer than to encode them. A run may be told in two parts where bands meet.
 */
function encodePart(
  rect: Rect,
  { tiles, plane, at }: RecordedPlane,
  before: ByteWriter,
  after: ByteWriter,
): void {
  const [old, present] = [rectBuffer(rect), rectBuffer(rect)]
  for (let y = rect.y; y < rect.y + rect.height; y += TILE_SIZE) {
    const band = { ...rect, y, height: Math.min(TILE_SIZE, rect.y + rect.height - y) }
    const pixelCount = band.width * band.height
    const [oldBand, presentBand] = [old.subarray(0, pixelCount), present.subarray(0, pixelCount)]
    readRect(plane, band, presentBand)
    oldBand.set(presentBand)
    for (const tile of tiles) overlayTile(oldBand, band, tile.rect, tile.contents[at]!)
    before.raw(encodeRuns(oldBand))
    after.raw(encodeRuns(presentBand))
  }
}

function rectBuffer({ width, height }: Rect): Uint8Array {
  return new Uint8Array(width * Math.min(TILE_SIZE, height))
}

/** The smallest rectangle that holds every pixel of the plane that differs from what the tile had. */
function changedRect(tile: Rect, pixels: Uint8Array, plane: Plane): Rect {
  const { x, y, width, height } = tile
  let left = width
  let right = -1
  let top = height
  let bottom = -1
  for (let row = 0; row < height; row++) {
    const start = (y + row) * plane.width + x
    const isSame = (column: number): boolean =>
      plane.data[start + column] === pixels[row * width + column]
    let first = 0
    while (first < width && isSame(first)) first++
    if (first === width) continue
    let last = width - 1
    while (isSame(last)) last--
    left = Math.min(left, first)
    right = Math.max(right, last)
    top = Math.min(top, row)
    bottom = row
  }
  if (right < 0) return EMPTY_RECT
  return { x: x + left, y: y + top, width: right - left + 1, height: bottom - top + 1 }
}

/** Lays the old content of a tile over the pixels of `rect`. */
function overlayTile(pixels: Uint8Array, rect: Rect, tile: Rect, content: Uint8Array): void {
  const common = intersectRect(rect, tile)
  for (let y = common.y; y < common.y + common.height; y++) {
    const from = (y - tile.y) * tile.width + common.x - tile.x
    const to = (y - rect.y) * rect.width + common.x - rect.x
    pixels.set(content.subarray(from, from + common.width), to)
  }
}
