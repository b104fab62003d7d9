// The container of a PNG file: signature, chunks and their checksums. Pixels are elsewhere.

import { crc32 } from 'node:zlib'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const HEADER_BYTES = 13

export interface PngHeader {
  readonly width: number
  readonly height: number
  readonly bitDepth: number
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA. */
  readonly colourType: number
  readonly isInterlaced: boolean
}

export interface PngChunks {
  readonly header: PngHeader
  /** RGB triples, up to 256; null when there is no palette. */
  readonly palette: Uint8Array | null
  /** The zlib stream of the pixels. */
  readonly compressed: Uint8Array
  /** Latin-1 texts by keyword (tEXt); left out when there are none. */
  readonly texts?: ReadonlyMap<string, string>
}

/** Error: corrupt, naming `file`, on a wrong signature, checksum or end. */
export function readPngChunks(bytes: Uint8Array, file: string): PngChunks {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw damaged(file, said`it does not start like a PNG`)
  let header: PngHeader | null = null
  let palette: Uint8Array | null = null
  const pixels: Buffer[] = []
  const texts = new Map<string, string>()
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    if (at + 12 + length > png.length) throw damaged(file, said`it ends inside its ${type} part`)
    const sum = crc32(png.subarray(at + 4, at + 8 + length))
    if (sum !== png.readUInt32BE(at + 8 + length))
      throw damaged(file, said`${type} checksum differs`)
    if (type === 'IHDR' && length !== HEADER_BYTES) throw damaged(file, said`its header is cut`)
    if (type === 'IHDR') header = parseHeader(data)
    else if (type === 'PLTE') palette = data
    else if (type === 'IDAT') pixels.push(data)
    else if (type === 'tEXt') addText(texts, data)
    else if (type === 'IEND' && header !== null) {
      return { header, palette, compressed: Buffer.concat(pixels), texts }
    }
    at += 12 + length
  }
  throw damaged(file, said`its end is missing`)
}

export function writePngChunks(chunks: PngChunks): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32BE(chunks.header.width, 0)
  header.writeUInt32BE(chunks.header.height, 4)
  header.set([chunks.header.bitDepth, chunks.header.colourType, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...(chunks.palette === null ? [] : [chunk('PLTE', chunks.palette)]),
    ...[...(chunks.texts ?? [])].map(([key, text]) => chunk('tEXt', encodeText(key, text))),
    chunk('IDAT', chunks.compressed),
    chunk('IEND', new Uint8Array()),
  ])
}

export function damaged(file: string, reason: Words): StudioError {
  return new StudioError(
    'corrupt',
    said`${file}: expected a complete PNG image, but ${reason}; restore it from a backup or delete it`,
  )
}

/** A keyword, a zero byte, a text (PNG specification, section 11.3.4.3). */
function addText(texts: Map<string, string>, data: Buffer): void {
  const end = data.indexOf(0)
  if (end > 0) texts.set(data.toString('latin1', 0, end), data.toString('latin1', end + 1))
}

function encodeText(key: string, text: string): Uint8Array {
  return Buffer.from(`${key}\0${text}`, 'latin1')
}

function parseHeader(data: Buffer): PngHeader {
  return {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    bitDepth: data[8]!,
    colourType: data[9]!,
    isInterlaced: data[12] !== 0,
  }
}

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}
