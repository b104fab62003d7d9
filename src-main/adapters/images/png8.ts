// PNG images of one byte a pixel: palette or grey. Ours are written without row filter and with
// run-length deflate, some rows at a time: 12 megapixels in about 18 ms. The filtered form is 3 % smaller and slower to make.

import { buffer } from 'node:stream/consumers'
import { constants, createDeflate } from 'node:zlib'
import type { ZlibOptions } from 'node:zlib'
import { decode } from 'fast-png'
import { createLabelMap } from '../../core/label-map.ts'
import type { LabelMap } from '../../core/label-map.ts'
import { damaged, readPngChunks, writePngChunks } from './png-chunks.ts'
import type { PngChunks, PngHeader } from './png-chunks.ts'
import { checkPngSize, readPngRows } from './png-rows.ts'

const GREY = 0
const PALETTE = 3

/** What is compressed at once. */
const BLOCK_BYTES = 2 ** 18

export interface Png8 {
  readonly image: LabelMap
  readonly palette: Uint8Array | null
}

/** `palette`: RGB triples, up to 256, or null for a grey image. */
export async function encodePng8(image: LabelMap, palette: Uint8Array | null): Promise<Uint8Array> {
  return (await compressPng8(image, palette))(new Map())
}

/** A PNG whose texts, by keyword, may be known later than its pixels. */
export type CompressedPng8 = (texts: ReadonlyMap<string, string>) => Uint8Array

export async function compressPng8(
  image: LabelMap,
  palette: Uint8Array | null,
): Promise<CompressedPng8> {
  const { width, height } = image
  const compressed = await deflateRows(image, {
    level: 6,
    memLevel: 9,
    // Label maps are long runs; the search for distant repeats costs 6 times more and gains nothing.
    strategy: palette === null ? constants.Z_DEFAULT_STRATEGY : constants.Z_RLE,
  })
  const colourType = palette === null ? GREY : PALETTE
  const header = { width, height, bitDepth: 8, colourType, isInterlaced: false }
  return (texts) => writePngChunks({ header, palette, compressed, texts })
}

/** Palette or grey image up to 8 bits. Error: corrupt. Call only where isPng8 holds. */
export async function decodePng8(
  bytes: Uint8Array,
  chunks: PngChunks,
  file: string,
): Promise<Png8> {
  const { header, palette } = chunks
  checkPngSize(chunks, file)
  if (header.isInterlaced || header.bitDepth !== 8) {
    return { image: decodeRare(bytes, header, file), palette }
  }
  const data = await readPngRows(chunks, 1, file)
  return { image: createLabelMap(header.width, header.height, data), palette }
}

export function isPng8(header: PngHeader): boolean {
  return (header.colourType === GREY || header.colourType === PALETTE) && header.bitDepth <= 8
}

export function readPng(bytes: Uint8Array, file: string): PngChunks {
  return readPngChunks(bytes, file)
}

/** Some rows at a time, each after its filter byte: a copy of the whole image takes longer to get than to compress. */
async function deflateRows(
  { width, height, data }: LabelMap,
  options: ZlibOptions,
): Promise<Uint8Array> {
  const stride = width + 1
  const rowsAtOnce = Math.max(1, Math.floor(BLOCK_BYTES / stride))
  const block = new Uint8Array(rowsAtOnce * stride)
  const deflater = createDeflate({ ...options, chunkSize: BLOCK_BYTES })

  async function write(): Promise<void> {
    for (let top = 0; top < height; top += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, height - top)
      for (let row = 0; row < count; row++) {
        const from = (top + row) * width
        block.set(data.subarray(from, from + width), row * stride + 1)
      }
      // The block is free again when it has been taken in.
      await new Promise<void>((resolve, reject) =>
        deflater.write(block.subarray(0, count * stride), (error) => {
          if (error) reject(error)
          else resolve()
        }),
      )
    }
    deflater.end()
  }

  const [compressed] = await Promise.all([buffer(deflater), write()])
  return compressed
}

/** Interlaced images and 1, 2 or 4 bits a pixel: slower, by fast-png. */
function decodeRare(bytes: Uint8Array, header: PngHeader, file: string): LabelMap {
  const { width, height, bitDepth } = header
  const packed = decodeByFastPng(bytes, file)
  if (bitDepth === 8) return createLabelMap(width, height, packed)
  const image = createLabelMap(width, height)
  const rowBytes = Math.ceil((width * bitDepth) / 8)
  const mask = (1 << bitDepth) - 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * bitDepth
      const byte = packed[y * rowBytes + (bit >> 3)]!
      image.data[y * width + x] = (byte >> (8 - bitDepth - (bit & 7))) & mask
    }
  }
  return image
}

function decodeByFastPng(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return Uint8Array.from(decode(bytes).data)
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error))
  }
}
