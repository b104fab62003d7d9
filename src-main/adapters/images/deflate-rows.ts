// The pixels of a PNG, compressed without row filter, some rows at a time: a copy of the whole image with filter bytes
// takes longer to get than to compress.

import { buffer } from 'node:stream/consumers'
import { constants, createDeflate } from 'node:zlib'

/** What is compressed at once. */
const BLOCK_BYTES = 2 ** 18

export interface PackedRows {
  readonly rowBytes: number
  readonly height: number
  readonly data: Uint8Array
}

/** `runs`: label maps, whose repeats lie beside each other. The search for distant ones costs 6 times more and gains them nothing. */
export type Texture = 'runs' | 'shades'

export async function deflateRows(
  { rowBytes, height, data }: PackedRows,
  texture: Texture,
): Promise<Uint8Array> {
  const stride = rowBytes + 1
  const rowsAtOnce = Math.min(height, Math.max(1, Math.floor(BLOCK_BYTES / stride)))
  const block = new Uint8Array(rowsAtOnce * stride)
  const deflater = createDeflate({
    level: 6,
    memLevel: 9,
    strategy: texture === 'runs' ? constants.Z_RLE : constants.Z_DEFAULT_STRATEGY,
    chunkSize: BLOCK_BYTES,
  })

  async function write(): Promise<void> {
    for (let top = 0; top < height; top += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, height - top)
      for (let row = 0; row < count; row++) {
        const from = (top + row) * rowBytes
        block.set(data.subarray(from, from + rowBytes), row * stride + 1)
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
