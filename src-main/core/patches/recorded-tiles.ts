// Copies of the tiles that a gesture paints on: for a hand, which goes over the same place again and again. Their cost
// follows what is painted, not the photo.

import type { ByteWriter } from '../bytes/byte-stream.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, clipRect, intersectRect, unionRect } from '../geometry/rect.ts'
import { TILE_SIZE, readRect, tileRows, writeRect } from './recorded-planes.ts'
import type { Plane, Recording, TileChange } from './recorded-planes.ts'
import { encodeRuns } from '../bytes/run-length.ts'

export interface RecordedTiles extends Recording {
  /** Copies the tiles under the rectangle, which lies inside, unless they are there. */
  record(rect: Rect): void
  /** The pixels of a plane were others already when their tiles were copied. */
  lay(rect: Rect, at: number, pixels: Uint8Array): void
}

/** The pixels of a tile as they were, one copy for each plane. */
interface Tile {
  readonly rect: Rect
  readonly contents: readonly Uint8Array[]
}

export function createRecordedTiles(planes: readonly Plane[]): RecordedTiles {
  const tiles = new Map<number, Tile>()
  const { width, height } = planes[0]!
  const columns = Math.ceil(width / TILE_SIZE)

  function copyTile(tx: number, ty: number): Tile {
    const whole = { x: tx * TILE_SIZE, y: ty * TILE_SIZE, width: TILE_SIZE, height: TILE_SIZE }
    const rect = clipRect(whole, width, height)
    const contents = planes.map((plane) => {
      const pixels = new Uint8Array(rect.width * rect.height)
      readRect(plane, rect, pixels)
      return pixels
    })
    return { rect, contents }
  }

  return {
    record({ x, y, width: across, height: down }) {
      const lastX = Math.floor((x + across - 1) / TILE_SIZE)
      const lastY = Math.floor((y + down - 1) / TILE_SIZE)
      for (let ty = Math.floor(y / TILE_SIZE); ty <= lastY; ty++) {
        for (let tx = Math.floor(x / TILE_SIZE); tx <= lastX; tx++) {
          const key = ty * columns + tx
          if (!tiles.has(key)) tiles.set(key, copyTile(tx, ty))
        }
      }
    },
    lay(rect, at, pixels) {
      for (const tile of tiles.values())
        overlay({ rect: tile.rect, pixels: tile.contents[at]! }, { rect, pixels })
    },
    changes: () =>
      [...tiles.values()].map(({ rect, contents }): TileChange => ({
        column: Math.floor(rect.x / TILE_SIZE),
        row: Math.floor(rect.y / TILE_SIZE),
        changed: planes.map((plane, at) => changedRect(rect, contents[at]!, plane)),
      })),
    encodePart: (part, at, before, after) =>
      encodeBands(part, { tiles: [...tiles.values()], plane: planes[at]!, at }, before, after),
    restore() {
      let dirty = EMPTY_RECT
      for (const { rect, contents } of tiles.values()) {
        contents.forEach((pixels, at) => writeRect(planes[at]!, rect, pixels))
        dirty = unionRect(dirty, rect)
      }
      return dirty
    },
  }
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
function encodeBands(
  part: Rect,
  { tiles, plane, at }: RecordedPlane,
  before: ByteWriter,
  after: ByteWriter,
): void {
  const most = part.width * Math.min(TILE_SIZE, part.height)
  const [old, present] = [new Uint8Array(most), new Uint8Array(most)]
  for (const rect of tileRows(part)) {
    const count = rect.width * rect.height
    const [oldBand, presentBand] = [old.subarray(0, count), present.subarray(0, count)]
    readRect(plane, rect, presentBand)
    oldBand.set(presentBand)
    for (const tile of tiles)
      overlay({ rect, pixels: oldBand }, { rect: tile.rect, pixels: tile.contents[at]! })
    before.raw(encodeRuns(oldBand))
    after.raw(encodeRuns(presentBand))
  }
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

interface Piece {
  readonly rect: Rect
  readonly pixels: Uint8Array
}

/** Lays what both have in common over the pixels of the first. */
function overlay(under: Piece, over: Piece): void {
  const common = intersectRect(under.rect, over.rect)
  for (let y = common.y; y < common.y + common.height; y++) {
    const from = (y - over.rect.y) * over.rect.width + common.x - over.rect.x
    const to = (y - under.rect.y) * under.rect.width + common.x - under.rect.x
    under.pixels.set(over.pixels.subarray(from, from + common.width), to)
  }
}
