// Records one gesture: copies 256x256 tiles before they are painted, and turns the difference into a
// patch at commit or puts the tiles back at abort. Cost follows the painted area, not the photo.

import type { BitPlane } from './bit-plane.ts'
import { readBitRect } from './bit-plane.ts'
import { invariant } from './errors.ts'
import type { LabelMap } from './label-map.ts'
import type { Patch } from './patch.ts'
import type { Rect } from './rect.ts'
import { EMPTY_RECT, clipRect, intersectRect, isEmptyRect, unionRect } from './rect.ts'
import { encodeRuns } from './run-length.ts'

export const TILE_SIZE = 256

export interface PatchRecorder {
  /** Must be called before pixels of `rect` change; fits `PaintRule.beforePaint`. */
  beforePaint(rect: Rect): void
  /** Ends the gesture. Undefined when no pixel and no touched bit changed. */
  commit(): Patch | undefined
  /** Ends the gesture and restores every pixel; returns the rectangle to repaint. */
  abort(): Rect
}

interface Tile {
  readonly rect: Rect
  readonly labels: Uint8Array
  readonly bits: Uint8Array | undefined
}

/** One recorder serves one gesture on one label map (and its touched plane). */
export function startPatchRecorder(labelMap: LabelMap, touched?: BitPlane): PatchRecorder {
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
          if (!tiles.has(key)) tiles.set(key, copyTile(labelMap, touched, tx, ty))
        }
      }
    },
    commit() {
      close()
      return patchFromTiles([...tiles.values()], labelMap, touched)
    },
    abort() {
      close()
      let dirty = EMPTY_RECT
      for (const tile of tiles.values()) {
        restoreTile(tile, labelMap, touched)
        dirty = unionRect(dirty, tile.rect)
      }
      return dirty
    },
  }
}

function copyTile(labelMap: LabelMap, touched: BitPlane | undefined, tx: number, ty: number): Tile {
  const rect = clipRect(
    { x: tx * TILE_SIZE, y: ty * TILE_SIZE, width: TILE_SIZE, height: TILE_SIZE },
    labelMap.width,
    labelMap.height,
  )
  const bits = touched === undefined ? undefined : readBitRows(touched, rect)
  return { rect, labels: readRect(labelMap, rect), bits }
}

/** Tiles start at multiples of 8 pixels, so their bits are whole bytes of each row. */
function readBitRows(plane: BitPlane, rect: Rect): Uint8Array {
  const byteRect = { ...rect, x: rect.x >> 3, width: Math.ceil(rect.width / 8) }
  return readRect({ width: plane.stride, height: plane.height, data: plane.data }, byteRect)
}

function readRect(source: LabelMap, rect: Rect): Uint8Array {
  const pixels = new Uint8Array(rect.width * rect.height)
  for (let row = 0; row < rect.height; row++) {
    const start = (rect.y + row) * source.width + rect.x
    pixels.set(source.data.subarray(start, start + rect.width), row * rect.width)
  }
  return pixels
}

function restoreTile(tile: Tile, labelMap: LabelMap, touched: BitPlane | undefined): void {
  const { rect, labels, bits } = tile
  const bitWidth = Math.ceil(rect.width / 8)
  for (let row = 0; row < rect.height; row++) {
    const y = rect.y + row
    const values = labels.subarray(row * rect.width, (row + 1) * rect.width)
    labelMap.data.set(values, y * labelMap.width + rect.x)
    if (touched === undefined || bits === undefined) continue
    const packed = bits.subarray(row * bitWidth, (row + 1) * bitWidth)
    touched.data.set(packed, y * touched.stride + (rect.x >> 3))
  }
}

function patchFromTiles(
  tiles: readonly Tile[],
  labelMap: LabelMap,
  touched: BitPlane | undefined,
): Patch | undefined {
  let labelRect = EMPTY_RECT
  let bitRect = EMPTY_RECT
  for (const tile of tiles) {
    labelRect = unionRect(labelRect, changedLabels(tile, labelMap))
    if (touched !== undefined) bitRect = unionRect(bitRect, changedBits(tile, touched))
  }
  const rect = unionRect(labelRect, bitRect)
  if (isEmptyRect(rect)) return undefined
  const after = readRect(labelMap, rect)
  const before = overlayTiles(after, rect, tiles, (tile) => tile.labels)
  const patch = { rect, before: encodeRuns(before), after: encodeRuns(after) }
  if (touched === undefined || isEmptyRect(bitRect)) return patch
  const bitsAfter = readBitRect(touched, rect)
  const bitsBefore = overlayTiles(bitsAfter, rect, tiles, unpackTileBits)
  return { ...patch, touched: { before: encodeRuns(bitsBefore), after: encodeRuns(bitsAfter) } }
}

function changedLabels(tile: Tile, labelMap: LabelMap): Rect {
  const { x, y, width, height } = tile.rect
  let left = width
  let right = -1
  let top = height
  let bottom = -1
  for (let row = 0; row < height; row++) {
    const start = (y + row) * labelMap.width + x
    for (let column = 0; column < width; column++) {
      if (labelMap.data[start + column] === tile.labels[row * width + column]) continue
      if (column < left) left = column
      if (column > right) right = column
      if (row < top) top = row
      bottom = row
    }
  }
  if (right < 0) return EMPTY_RECT
  return { x: x + left, y: y + top, width: right - left + 1, height: bottom - top + 1 }
}

/** Like `changedLabels`, but by whole bytes: the rectangle may be up to 7 pixels too wide. */
function changedBits(tile: Tile, plane: BitPlane): Rect {
  invariant(
    tile.bits !== undefined,
    'patch recorder: the touched plane appeared during the gesture',
  )
  const byteTile = {
    rect: { ...tile.rect, x: tile.rect.x >> 3, width: Math.ceil(tile.rect.width / 8) },
    labels: tile.bits,
    bits: undefined,
  }
  const changed = changedLabels(byteTile, { ...plane, width: plane.stride })
  const wide = { ...changed, x: changed.x * 8, width: changed.width * 8 }
  return clipRect(wide, plane.width, plane.height)
}

function unpackTileBits(tile: Tile): Uint8Array {
  invariant(
    tile.bits !== undefined,
    'patch recorder: the touched plane appeared during the gesture',
  )
  const { width, height } = tile.rect
  const plane = { width, height, stride: Math.ceil(width / 8), data: tile.bits }
  return readBitRect(plane, { x: 0, y: 0, width, height })
}

/** `pixels` of `rect`, with the old content of the copied tiles laid over. */
function overlayTiles(
  pixels: Uint8Array,
  rect: Rect,
  tiles: readonly Tile[],
  contentOf: (tile: Tile) => Uint8Array,
): Uint8Array {
  const result = pixels.slice()
  for (const tile of tiles) {
    const common = intersectRect(rect, tile.rect)
    if (isEmptyRect(common)) continue
    const content = contentOf(tile)
    for (let y = common.y; y < common.y + common.height; y++) {
      const from = (y - tile.rect.y) * tile.rect.width + common.x - tile.rect.x
      const to = (y - rect.y) * rect.width + common.x - rect.x
      result.set(content.subarray(from, from + common.width), to)
    }
  }
  return result
}
