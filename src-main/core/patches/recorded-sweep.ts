// What a gesture sweeps over, recorded at once as run lengths: for proposals and commands that change much of a photo.
// Copied tile by tile that is 24 MB for 12 megapixels, whose memory takes longer to have than the pixels to encode. What
// changed is told by the runs, and its patch is made of them.

import type { Rect } from '../geometry/rect.ts'
import {
  EMPTY_RECT,
  intersectRect,
  isEmptyRect,
  isSameRect,
  rectFromCorners,
} from '../geometry/rect.ts'
import { TILE_SIZE, readRect, tileRows, writeRect } from './recorded-planes.ts'
import type { Plane, Recording, TileChange } from './recorded-planes.ts'
import type { RecordedTiles } from './recorded-tiles.ts'
import { RunCursor, createRunWriter, decodeRuns, encodeRuns } from '../bytes/run-length.ts'

export interface RecordedSweep extends Recording {
  readonly rect: Rect
  /** Puts what was recorded into tiles. */
  moveTo(tiles: RecordedTiles): void
}

/** A row of tiles: the code of each plane. */
interface Band {
  readonly rect: Rect
  readonly codes: readonly Uint8Array[]
}

/** `rect` lies inside. */
export function recordSweep(planes: readonly Plane[], rect: Rect): RecordedSweep {
  const before = encodeBands(planes, rect)
  let after: readonly Band[] = []

  /** The pixels of each plane as they were, band by band. */
  function decode(use: (rect: Rect, at: number, pixels: Uint8Array) => void): void {
    for (const { rect: band, codes } of before)
      codes.forEach((code, at) => use(band, at, decodeRuns(code, band.width * band.height)))
  }

  return {
    rect,
    moveTo(tiles) {
      tiles.record(rect)
      decode(tiles.lay)
    },
    changes() {
      after = encodeBands(planes, rect)
      return before.flatMap((band, i) => changesOf(band, after[i]!))
    },
    encodePart(part, at, old, present) {
      before.forEach((band, i) => {
        const cut = intersectRect(band.rect, part)
        if (isEmptyRect(cut)) return
        old.raw(cutRuns(band.codes[at]!, band.rect, cut))
        present.raw(cutRuns(after[i]!.codes[at]!, band.rect, cut))
      })
    },
    restore() {
      decode((band, at, pixels) => writeRect(planes[at]!, band, pixels))
      return rect
    },
  }
}

function encodeBands(planes: readonly Plane[], whole: Rect): Band[] {
  const room = new Uint8Array(whole.width * Math.min(TILE_SIZE, whole.height))
  return tileRows(whole).map((rect) => ({
    rect,
    codes: planes.map((plane) => {
      const count = rect.width * rect.height
      const start = rect.y * plane.width
      if (rect.width === plane.width) return encodeRuns(plane.data.subarray(start, start + count))
      readRect(plane, rect, room)
      return encodeRuns(room.subarray(0, count))
    }),
  }))
}

function changesOf(before: Band, after: Band): TileChange[] {
  const { rect } = before
  const [row, first] = [Math.floor(rect.y / TILE_SIZE), Math.floor(rect.x / TILE_SIZE)]
  const byPlane = before.codes.map((code, at) => changedByTile(rect, code, after.codes[at]!))
  return byPlane[0]!.map((_, tile) => ({
    column: first + tile,
    row,
    changed: byPlane.map((rects) => rects[tile]!),
  }))
}

/** What differs in each tile of a band, from left to right. */
function changedByTile(rect: Rect, before: Uint8Array, after: Uint8Array): Rect[] {
  const { width } = rect
  const first = Math.floor(rect.x / TILE_SIZE)
  const count = Math.floor((rect.x + width - 1) / TILE_SIZE) - first + 1
  /** By tile: left, top, right and bottom, inclusive. */
  const edges = Int32Array.from({ length: 4 * count }, (_, i) => (i % 4 < 2 ? 2 ** 30 : -1))

  /** Columns `from`..`to` of rows `top`..`bottom` of the band. */
  function note(top: number, bottom: number, from: number, to: number): void {
    const end = rect.x + to
    for (let x = rect.x + from; x <= end;) {
      const tile = Math.floor(x / TILE_SIZE)
      const last = Math.min(end, (tile + 1) * TILE_SIZE - 1)
      const at = 4 * (tile - first)
      if (x < edges[at]!) edges[at] = x
      if (rect.y + top < edges[at + 1]!) edges[at + 1] = rect.y + top
      if (last > edges[at + 2]!) edges[at + 2] = last
      edges[at + 3] = rect.y + bottom
      x = last + 1
    }
  }

  eachDifference(before, after, width * rect.height, (start, end) => {
    const [top, bottom] = [Math.floor(start / width), Math.floor((end - 1) / width)]
    const [from, to] = [start - top * width, end - 1 - bottom * width]
    if (top === bottom) return note(top, top, from, to)
    note(top, top, from, width - 1)
    if (bottom - top > 1) note(top + 1, bottom - 1, 0, width - 1)
    note(bottom, bottom, 0, to)
  })
  return Array.from({ length: count }, (_, tile) => {
    const [left, top, right, bottom] = edges.subarray(4 * tile, 4 * tile + 4)
    return right! < 0 ? EMPTY_RECT : rectFromCorners(left!, top!, right!, bottom!)
  })
}

/** Tells where two codes of `length` bytes differ, from each first byte to behind the last. */
function eachDifference(
  before: Uint8Array,
  after: Uint8Array,
  length: number,
  tell: (start: number, end: number) => void,
): void {
  const [old, present] = [new RunCursor(before), new RunCursor(after)]
  let start = -1
  for (let at = 0; at < length; at = Math.min(old.end, present.end)) {
    if (old.end <= at) old.step()
    if (present.end <= at) present.step()
    const isSame = old.value === present.value
    if (!isSame && start < 0) start = at
    if (!isSame || start < 0) continue
    tell(start, at)
    start = -1
  }
  if (start >= 0) tell(start, length)
}

/** The code of a part of a rectangle. */
function cutRuns(code: Uint8Array, rect: Rect, part: Rect): Uint8Array {
  if (isSameRect(rect, part)) return code
  const writer = createRunWriter()
  const runs = new RunCursor(code)
  for (let y = part.y; y < part.y + part.height; y++) {
    let at = (y - rect.y) * rect.width + part.x - rect.x
    const end = at + part.width
    while (at < end) {
      while (runs.end <= at) runs.step()
      const until = Math.min(runs.end, end)
      writer.add(runs.value, until - at)
      at = until
    }
  }
  return writer.finish()
}
