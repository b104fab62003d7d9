// Photos to upright 8-bit RGB and back to files, over sharp. Every failure names the file; a damaged
// image is an error, never half a picture.

import sharp from 'sharp'
import type { Sharp } from 'sharp'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { RgbImage } from '../../services/ports.ts'
import { decodeHeic } from './heic.ts'
import { formatOfBytes } from './image-format.ts'
import type { Size } from './orientation.ts'

/**
 * Upright RGB; grey, CMYK and palette photos become RGB, alpha is dropped. With `size`: resized to
 * exactly that size with the bicubic kernel. Errors: corrupt, unsupported; they start with `file`.
 */
export async function decodePhoto(bytes: Uint8Array, file: string, size?: Size): Promise<RgbImage> {
  let image = toRgb(await openPhoto(bytes, file))
  if (size !== undefined) {
    image = image.resize(size.width, size.height, {
      fit: 'fill',
      kernel: 'cubic',
      fastShrinkOnLoad: false,
    })
  }
  const { data, info } = await decoding(file, image.raw().toBuffer({ resolveWithObject: true }))
  return { width: info.width, height: info.height, data: asBytes(data) }
}

/** WebP with the given long side, never enlarged. Errors as decodePhoto. */
export async function encodeThumbnail(
  bytes: Uint8Array,
  file: string,
  longSidePx: number,
): Promise<Uint8Array> {
  const image = toRgb(await openPhoto(bytes, file))
    .resize(longSidePx, longSidePx, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 2 })
  return asBytes(await decoding(file, image.toBuffer()))
}

/** Upright JPEG without metadata. Errors as decodePhoto. */
export async function reencodeAsJpeg(
  bytes: Uint8Array,
  file: string,
  quality: number,
): Promise<Uint8Array> {
  const image = toRgb(await openPhoto(bytes, file)).jpeg(jpegOptions(quality))
  return asBytes(await decoding(file, image.toBuffer()))
}

/** `quality` 1..100. */
export async function encodeJpeg(image: RgbImage, quality: number): Promise<Uint8Array> {
  return asBytes(await fromRgb(image).jpeg(jpegOptions(quality)).toBuffer())
}

/** Decodes everything: finds damage (stats() lets a third of it pass when it looks at several). Errors as decodePhoto. */
export async function verifyPhoto(bytes: Uint8Array, file: string): Promise<void> {
  await decoding(file, (await openPhoto(bytes, file)).greyscale().raw().toBuffer())
}

/** Full chroma from quality 90 on, because masks are drawn along colour edges. */
function jpegOptions(quality: number): { quality: number; chromaSubsampling: string } {
  return { quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' }
}

async function openPhoto(bytes: Uint8Array, file: string): Promise<Sharp> {
  const format = formatOfBytes(bytes)
  if (format === null) {
    throw new StudioError(
      'corrupt',
      said`${file}: expected a JPEG, PNG, WebP or HEIC image, found other data; replace it by an intact copy`,
    )
  }
  if (format === 'heic') return fromRgb(await decodeHeic(bytes, file))
  return sharp(bytes, { failOn: 'error' }).autoOrient()
}

function fromRgb(image: RgbImage): Sharp {
  return sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: 3 },
  })
}

function toRgb(image: Sharp): Sharp {
  return image.toColourspace('srgb').removeAlpha()
}

async function decoding<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    throw new StudioError(
      'corrupt',
      said`${file}: expected a complete image, but it cannot be decoded (${reason});
        replace it by an intact copy`,
      { cause: error },
    )
  }
}

function asBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}
