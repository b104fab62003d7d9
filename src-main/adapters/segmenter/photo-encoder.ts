// The encoder half of a promptable segmenter: a photo becomes an embedding, once, and lies in the cache from then on.

import { imagenetNormalisation } from '../../core/images/augmentation.ts'
import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { ImageSize } from '../../core/geometry/pixel-mask.ts'
import { SEGMENTER_SIDE, sizeInSquare } from '../../core/segmenter/prompts.ts'
import type { RgbImage } from '../../services/ports.ts'
import type { RuntimeChoice } from '../onnxruntime/session-options.ts'
import { embeddingKey } from './embedding-cache.ts'
import type { EmbeddingCache } from './embedding-cache.ts'
import { EMBEDDING_SHAPE, readEncoder } from './segmenter-model.ts'
import { openSegmenterSession } from './segmenter-session.ts'
import type { FloatTensor } from './segmenter-session.ts'
import { sha256Of } from '../files/sha256.ts'

/** A photo's file and the way to its upright pixels. */
export interface PhotoToEncode {
  readonly bytes: Uint8Array
  readonly size: ImageSize
  pixels(size: ImageSize): Promise<RgbImage>
}

export interface PhotoEncoder {
  /** The key of the photo's embedding in the cache. Errors: those of reading it, io, outOfMemory. */
  encode(photo: PhotoToEncode): Promise<string>
  dispose(): Promise<void>
}

/** Errors: corrupt, unsupported. */
export async function openPhotoEncoder(
  model: Uint8Array,
  cache: EmbeddingCache,
  choice: RuntimeChoice,
): Promise<PhotoEncoder> {
  const { input, output } = readEncoder(model, 'the encoder of smart click')
  const id = sha256Of(model)
  const session = await openSegmenterSession(model, choice)
  return {
    async encode(photo) {
      const key = embeddingKey(photo.bytes, id)
      if (await cache.has(key)) return key
      const square = squareOf(await photo.pixels(sizeInSquare(photo.size)))
      const [embedding] = await session.run({ [input]: square }, [output])
      await cache.write(key, { photo: photo.size, values: wholeEmbedding(embedding) })
      return key
    },
    dispose: session.dispose,
  }
}

/** The photo at the top left, ImageNet normalised; 0 where there is none. */
function squareOf({ width, height, data }: RgbImage): FloatTensor {
  const side = SEGMENTER_SIDE
  invariant(width <= side && height <= side, `segmenter: ${width}x${height} is too large`)
  const table = imagenetNormalisation()
  const area = side * side
  const pixels = new Float32Array(3 * area)
  for (let y = 0, read = 0; y < height; y++) {
    for (let write = y * side, end = write + width; write < end; write++, read += 3) {
      pixels[write] = table[data[read]!]!
      pixels[area + write] = table[256 + data[read + 1]!]!
      pixels[2 * area + write] = table[512 + data[read + 2]!]!
    }
  }
  return { shape: [1, 3, side, side], data: pixels }
}

function wholeEmbedding(embedding: FloatTensor | undefined): Float32Array {
  const expected = EMBEDDING_SHAPE.join('x')
  const found = embedding?.shape.join('x') ?? said`nothing`
  if (embedding !== undefined && found === expected) return embedding.data
  throw new StudioError(
    'corrupt',
    said`the encoder of smart click gave ${found}, expected ${expected}; add another model with: pss weights add`,
  )
}
