// Size and EXIF orientation of a JPEG from its markers, reading a few kilobytes instead of the file.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'

/** Bytes at a position; fewer at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Uint8Array>

export interface ImageHeader {
  /** Size as stored, before the EXIF orientation is applied. */
  readonly width: number
  readonly height: number
  /** EXIF orientation 1..8; 1 when there is none. */
  readonly orientation: number
}

const APP1 = 0xe1
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
/** No camera puts so many segments before the frame; a damaged file might. */
const MAXIMUM_SEGMENTS = 1000

/** Error: corrupt when there is no frame header; the message starts with `file`. */
export async function readJpegHeader(readAt: ReadAt, file: string): Promise<ImageHeader> {
  let position = 2
  let orientation = 1
  for (let segment = 0; segment < MAXIMUM_SEGMENTS; segment++) {
    const head = await readAt(position, 9)
    if (head.length < 4 || head[0] !== 0xff) break
    const marker = head[1]!
    if (marker === 0xff) {
      position += 1
      continue
    }
    if (isStartOfFrame(marker) && head.length === 9) {
      return { width: word(head, 7), height: word(head, 5), orientation }
    }
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) break
    const length = word(head, 2)
    if (marker === APP1) {
      orientation = exifOrientation(await readAt(position + 4, length - 2)) ?? orientation
    }
    position += 2 + length
  }
  throw new StudioError(
    'corrupt',
    said`${file}: expected a complete JPEG image, but it has no size; replace it by an intact copy`,
  )
}

/** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}

/** Tag 0x0112 of the first image directory of an APP1 payload; null when absent. */
function exifOrientation(payload: Uint8Array): number | null {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  if (bytes.length < 14 || bytes.toString('latin1', 0, 6) !== 'Exif\0\0') return null
  const tiff = bytes.subarray(6)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number): number => {
    if (at + 2 > tiff.length) return 0
    return isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  }
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const count = u16(directory)
  for (let entry = 0; entry < count; entry++) {
    const at = directory + 2 + entry * 12
    if (u16(at) !== 0x0112) continue
    const value = u16(at + 8)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}
