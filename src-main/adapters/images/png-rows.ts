// The pixels of a PNG with eight bits a channel: unpacked, and its row filters undone (PNG specification, section 9).

import { inflate, inflateSync } from 'node:zlib'
import { promisify } from 'node:util'
import { damaged } from './png-chunks.ts'
import type { PngChunks } from './png-chunks.ts'
import { said } from '../../core/said.ts'

/** Above this a header is taken for damaged rather than obeyed. */
const MAXIMUM_PIXELS = 400_000_000
/** A deflate stream cannot grow more. */
const MAXIMUM_GROWTH = 1032

/** Unpacked at once: handing so little to another thread takes longer. */
const SMALL_BYTES = 2 ** 16

const inflateAsync = promisify(inflate)

/** Error: corrupt, naming `file`, on a size that no image has. */
export function checkPngSize({ header }: PngChunks, file: string): void {
  const pixels = header.width * header.height
  if (pixels > 0 && pixels <= MAXIMUM_PIXELS) return
  throw damaged(file, said`its size is ${header.width}x${header.height}`)
}

/** Row by row, each of whole bytes; `channels` of at most eight bits. Not for interlaced images. Error: corrupt. */
export async function readPngRows(
  chunks: PngChunks,
  channels: number,
  file: string,
): Promise<Uint8Array> {
  checkPngSize(chunks, file)
  const { width, height, bitDepth } = chunks.header
  const rowBytes = Math.ceil((width * channels * bitDepth) / 8)
  const expected = height * (rowBytes + 1)
  if (expected > chunks.compressed.length * MAXIMUM_GROWTH) {
    throw damaged(file, said`some of its rows are missing`)
  }
  const rows = await inflateRows(chunks.compressed, expected, file)
  // In place: what is read of a row always lies behind what is written of it.
  for (let y = 0; y < height; y++) {
    const from = y * (rowBytes + 1)
    const filter = rows[from]!
    if (filter > 4) throw damaged(file, said`row ${y} has the unknown filter ${filter}`)
    if (filter === 0) rows.copyWithin(y * rowBytes, from + 1, from + 1 + rowBytes)
    else undoFilter(rows, filter, { from: from + 1, at: y * rowBytes, rowBytes, channels })
  }
  return rows.subarray(0, height * rowBytes)
}

async function inflateRows(
  compressed: Uint8Array,
  expected: number,
  file: string,
): Promise<Uint8Array> {
  let rows: Uint8Array
  try {
    const options = {
      chunkSize: Math.max(1024, expected + 64),
      maxOutputLength: expected + 1024,
    }
    rows =
      expected <= SMALL_BYTES
        ? inflateSync(compressed, options)
        : await inflateAsync(compressed, options)
  } catch {
    throw damaged(file, said`its pixels cannot be unpacked`)
  }
  if (rows.length < expected) throw damaged(file, said`some of its rows are missing`)
  // No Buffer, whose slice is no copy.
  return new Uint8Array(rows.buffer, rows.byteOffset, rows.length)
}

interface RowPlace {
  /** Where the row is read, and where it is written. */
  readonly from: number
  readonly at: number
  readonly rowBytes: number
  readonly channels: number
}

function undoFilter(pixels: Uint8Array, filter: number, place: RowPlace): void {
  const { from, at, rowBytes, channels } = place
  const hasUp = at > 0
  for (let x = 0; x < rowBytes; x++) {
    const left = x >= channels ? pixels[at + x - channels]! : 0
    const up = hasUp ? pixels[at - rowBytes + x]! : 0
    const upLeft = hasUp && x >= channels ? pixels[at - rowBytes + x - channels]! : 0
    pixels[at + x] = pixels[from + x]! + predict(filter, left, up, upLeft)
  }
}

function predict(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const estimate = left + up - upLeft
  const toLeft = Math.abs(estimate - left)
  const toUp = Math.abs(estimate - up)
  const toUpLeft = Math.abs(estimate - upLeft)
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}
