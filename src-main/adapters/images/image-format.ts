// Tells what an image file really holds, from its first bytes, and what its name promises.

import { extname } from 'node:path'

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'heic'

/** Bytes needed to recognise a format. */
export const SIGNATURE_LENGTH = 12

const EXTENSIONS: Record<string, ImageFormat> = {
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.png': 'png',
  '.webp': 'webp',
  '.heic': 'heic',
  '.heif': 'heic',
}

const FORMAT_NAMES: Record<ImageFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  heic: 'HEIC',
}

/** Images that the studio cannot read. */
const OTHER_IMAGES = [
  '.avif',
  '.bmp',
  '.gif',
  '.tif',
  '.tiff',
  '.dng',
  '.cr2',
  '.cr3',
  '.nef',
  '.arw',
]

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']

export function formatName(format: ImageFormat | null): string {
  return format === null ? 'no known image' : FORMAT_NAMES[format]
}

/** What the file name promises; null for files that are no photos. */
export function formatOfName(fileName: string): ImageFormat | null {
  return EXTENSIONS[extname(fileName).toLowerCase()] ?? null
}

/** True for images of any kind, by their name. */
export function isImageName(fileName: string): boolean {
  return formatOfName(fileName) !== null || OTHER_IMAGES.includes(extname(fileName).toLowerCase())
}

/** What the first bytes say; null when they are none of the four formats. */
export function formatOfBytes(bytes: Uint8Array): ImageFormat | null {
  const text = Buffer.from(bytes.subarray(0, SIGNATURE_LENGTH)).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp'
  if (text.slice(4, 8) === 'ftyp' && HEIC_BRANDS.includes(text.slice(8, 12))) return 'heic'
  return null
}
