// Learns a photo's size and orientation from its header and notices what is wrong with the file.

import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import sharp from 'sharp'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { formatName, formatOfBytes, formatOfName } from '../images/image-format.ts'
import type { ImageFormat } from '../images/image-format.ts'
import { readJpegHeader } from '../images/jpeg-header.ts'
import type { ImageHeader, ReadAt } from '../images/jpeg-header.ts'
import { verifyPhoto } from '../images/photo.ts'
import type { Finding, PhotoRecord } from './catalogue.ts'
import type { FileStamp } from './file-stamps.ts'
import { findingOf } from './finding.ts'

/** Covers the header of most photos in one read. */
const WINDOW_BYTES = 16_384

/** Never throws for a bad photo: the record then carries the finding and no size. */
export async function examinePhoto(
  path: string,
  stamp: FileStamp,
  label: string,
): Promise<PhotoRecord> {
  let file: FileHandle | null = null
  try {
    file = await open(path, 'r')
    const readAt = windowed(file)
    const format = formatOfBytes(await readAt(0, WINDOW_BYTES))
    if (format === null || format === 'heic') throw notReadable(format, label)
    const header =
      format === 'jpeg'
        ? await readJpegHeader(readAt, label)
        : await readOtherHeader(await file.readFile(), label)
    if (format === 'jpeg' && !(await endsLikeJpeg(file, stamp.byteSize))) {
      // Some cameras append data after the image: only decoding tells a cut file from those.
      await verifyPhoto((await file.readFile()).subarray(0), label)
    }
    const finding = mislabelled(stamp.file, format)
    return { ...stamp, ...header, format, finding, sha256: null }
  } catch (error) {
    const unknown = { width: 0, height: 0, orientation: 1, format: null }
    return { ...stamp, ...unknown, finding: findingOf(error, label, path), sha256: null }
  } finally {
    await file?.close()
  }
}

function windowed(file: FileHandle): ReadAt {
  let start = 0
  let bytes: Uint8Array = new Uint8Array()
  return async (position, length) => {
    const isInside = position >= start && position + length <= start + bytes.length
    if (!isInside) {
      const buffer = Buffer.allocUnsafe(Math.max(WINDOW_BYTES, length))
      const { bytesRead } = await file.read({ buffer, position })
      start = position
      bytes = buffer.subarray(0, bytesRead)
    }
    return bytes.subarray(position - start, position - start + length)
  }
}

async function readOtherHeader(bytes: Uint8Array, label: string): Promise<ImageHeader> {
  try {
    const { width, height, orientation } = await sharp(bytes).metadata()
    return { width, height, orientation: orientation ?? 1 }
  } catch (cause) {
    throw new StudioError(
      'corrupt',
      said`${label}: expected a complete image, but it has no size; replace it by an intact copy`,
      { cause },
    )
  }
}

async function endsLikeJpeg(file: FileHandle, byteSize: number): Promise<boolean> {
  if (byteSize < 2) return false
  const { buffer } = await file.read({ buffer: Buffer.alloc(2), position: byteSize - 2 })
  return buffer[0] === 0xff && buffer[1] === 0xd9
}

function notReadable(format: ImageFormat | null, label: string): StudioError {
  const found = format === null ? said`other data` : formatName(format)
  const advice =
    format === null
      ? said`replace it by an intact copy`
      : said`import the folder as a new user to convert it`
  return new StudioError(
    'corrupt',
    said`${label}: expected a JPEG image, found ${found}; ${advice}`,
  )
}

function mislabelled(fileName: string, format: ImageFormat): Finding | null {
  const promised = formatOfName(fileName)
  if (promised === format) return null
  return {
    kind: 'invalidInput',
    words: said`expected ${formatName(promised)} as its name says, found ${formatName(format)};
      it is used, but other programs may refuse it: save it again as JPEG`,
  }
}
