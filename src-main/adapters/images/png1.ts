// Grey PNG images of one bit a pixel: masks. Reading them is png8.ts's, which takes all depths up to eight.

import { deflateRows } from './deflate-rows.ts'
import { writePngChunks } from './png-chunks.ts'
import type { Size } from './orientation.ts'

export interface BitImage extends Size {
  /** Rows of whole bytes, the first pixel in the highest bit. */
  readonly bits: Uint8Array
}

export async function encodePng1({ width, height, bits }: BitImage): Promise<Uint8Array> {
  const rowBytes = Math.ceil(width / 8)
  return writePngChunks({
    header: { width, height, bitDepth: 1, colourType: 0, isInterlaced: false },
    palette: null,
    compressed: await deflateRows({ rowBytes, height, data: bits }, 'runs'),
  })
}
