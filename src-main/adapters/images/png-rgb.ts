// PNG images of three bytes a pixel, for masks whose colours are what counts.

import { deflate } from 'node:zlib'
import { promisify } from 'node:util'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { RgbImage } from '../../services/ports.ts'
import { writePngChunks } from './png-chunks.ts'
import type { PngChunks, PngHeader } from './png-chunks.ts'
import { readPngRows } from './png-rows.ts'

const RGB = 2
const RGBA = 6

const deflateAsync = promisify(deflate)

export async function encodeRgbPng({ width, height, data }: RgbImage): Promise<Uint8Array> {
  const rowBytes = width * 3
  const rows = new Uint8Array(height * (rowBytes + 1))
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1)
  }
  return writePngChunks({
    header: { width, height, bitDepth: 8, colourType: RGB, isInterlaced: false },
    palette: null,
    compressed: await deflateAsync(rows, { level: 6 }),
  })
}

export function isRgbPng(header: PngHeader): boolean {
  return header.colourType === RGB || header.colourType === RGBA
}

/** Alpha is dropped. Errors: corrupt, unsupported (interlaced, 16 bits). Call only where isRgbPng holds. */
export async function decodeRgbPng(chunks: PngChunks, file: string): Promise<RgbImage> {
  const { width, height, bitDepth, colourType, isInterlaced } = chunks.header
  if (bitDepth !== 8 || isInterlaced) {
    const found = isInterlaced ? said`an interlaced one` : said`${bitDepth} bits`
    throw new StudioError(
      'unsupported',
      said`${file}: expected a plain colour PNG of 8 bits a channel, found ${found}; save it again without that`,
    )
  }
  const channels = colourType === RGBA ? 4 : 3
  const pixels = await readPngRows(chunks, channels, file)
  return { width, height, data: channels === 3 ? pixels : withoutAlpha(pixels) }
}

function withoutAlpha(pixels: Uint8Array): Uint8Array {
  const data = new Uint8Array((pixels.length / 4) * 3)
  for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
    data[to] = pixels[from]!
    data[to + 1] = pixels[from + 1]!
    data[to + 2] = pixels[from + 2]!
  }
  return data
}
