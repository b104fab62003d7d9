// One photo for the user's folder: a JPEG that is upright as stored, so that photo and mask pixels agree
// in every program. JPEG files that already are stay as they are, byte for byte.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { ConvertedPhoto } from '../../services/ports/converted-photo.ts'
import { formatOfBytes } from '../images/image-format.ts'
import { readJpegHeader } from '../images/jpeg-header.ts'
import { reencodeAsJpeg, verifyPhoto } from '../images/photo.ts'

export const CONVERTED_QUALITY = 95

/** Errors: corrupt, naming `file`. */
export async function convertPhoto(bytes: Uint8Array, file: string): Promise<ConvertedPhoto> {
  if (bytes.length === 0) {
    throw new StudioError(
      'corrupt',
      said`${file}: the file is empty; copy it from the camera again`,
    )
  }
  if (formatOfBytes(bytes) === 'jpeg' && (await isUpright(bytes, file))) {
    await verifyPhoto(bytes, file)
    return { bytes, isUnchanged: true }
  }
  return { bytes: await reencodeAsJpeg(bytes, file, CONVERTED_QUALITY), isUnchanged: false }
}

async function isUpright(bytes: Uint8Array, file: string): Promise<boolean> {
  const readAt = (position: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(bytes.subarray(position, position + length))
  return (await readJpegHeader(readAt, file)).orientation === 1
}
