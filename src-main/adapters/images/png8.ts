// PNG images of one byte a pixel: palette or grey. Ours are written without row filter and with
// run-length deflate, some rows at a time: 12 megapixels in about 18 ms. The filtered form is 3 % smaller and slower to make.

import { decode } from 'fast-png'
import { createLabelMap } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { deflateRows } from './deflate-rows.ts'
import type { Texture } from './deflate-rows.ts'
import { damaged, readPngChunks, writePngChunks } from './png-chunks.ts'
import type { PngChunks, PngHeader } from './png-chunks.ts'
import { checkPngSize, readPngRows } from './png-rows.ts'

const GREY = 0
const PALETTE = 3

export interface Png8 {
  readonly image: LabelMap
  readonly palette: Uint8Array | null
}

/** `palette`: RGB triples, up to 256, or null for a grey image. */
export async function encodePng8(
  image: LabelMap,
  palette: Uint8Array | null,
  texture: Texture = 'runs',
): Promise<Uint8Array> {
  return (await compressPng8(image, palette, texture))(new Map())
}

/** A PNG whose texts, by keyword, may be known later than its pixels. */
export type CompressedPng8 = (texts: ReadonlyMap<string, string>) => Uint8Array

export async function compressPng8(
  image: LabelMap,
  palette: Uint8Array | null,
  texture: Texture = 'runs',
): Promise<CompressedPng8> {
  const { width, height, data } = image
  const compressed = await deflateRows({ rowBytes: width, height, data }, texture)
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
  const rows = header.isInterlaced
    ? decodeByFastPng(bytes, file)
    : await readPngRows(chunks, 1, file)
  return { image: unpack(rows, header), palette }
}

export function isPng8(header: PngHeader): boolean {
  return (header.colourType === GREY || header.colourType === PALETTE) && header.bitDepth <= 8
}

export function readPng(bytes: Uint8Array, file: string): PngChunks {
  return readPngChunks(bytes, file)
}

/** Rows of 1, 2, 4 or 8 bits a pixel. */
function unpack(packed: Uint8Array, { width, height, bitDepth }: PngHeader): LabelMap {
  if (bitDepth === 8) return createLabelMap(width, height, packed)
  const image = createLabelMap(width, height)
  const rowBytes = Math.ceil((width * bitDepth) / 8)
  const atOnce = 8 / bitDepth
  const mask = (1 << bitDepth) - 1
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < rowBytes; column++) {
      const byte = packed[y * rowBytes + column]!
      // Most of a mask.
      if (byte === 0) continue
      const left = column * atOnce
      const right = Math.min(width, left + atOnce)
      for (let x = left; x < right; x++) {
        image.data[y * width + x] = (byte >> (8 - bitDepth * (x - left + 1))) & mask
      }
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
