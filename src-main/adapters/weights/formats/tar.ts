// Reads tar archives: POSIX ustar with pax records, and GNU long names. Files alone: links, folders and
// devices are left out, and nothing is ever written to a disk.

import { ByteReader } from './byte-reader.ts'
import { damaged } from './weights-file.ts'

interface Header {
  readonly name: string
  readonly byteSize: number
  readonly type: string
}

/** What records before an entry say about it. */
interface Extension {
  readonly name?: string
  readonly byteSize?: number
}

const BLOCK = 512
const CHECKSUM = { at: 148, length: 8 }
const FILE_TYPES = ['0', '\0', '7']
const GNU_LONG_NAME = 'L'
const PAX = 'x'

/** Views of `bytes`, by name. Of two entries of one name the last counts, as for tar itself. */
export function readTar(bytes: Uint8Array, place: string): ReadonlyMap<string, Uint8Array> {
  const reader = new ByteReader(bytes, place)
  const files = new Map<string, Uint8Array>()
  let extension: Extension = {}
  while (reader.left >= BLOCK) {
    const at = reader.at
    const block = reader.take(BLOCK)
    if (block.every((byte) => byte === 0)) break
    const header = readHeader(block, `${place}: the entry at byte ${at}`)
    const byteSize = extension.byteSize ?? header.byteSize
    const content = reader.take(byteSize)
    reader.take(Math.min(reader.left, (BLOCK - (byteSize % BLOCK)) % BLOCK))
    if (header.type === GNU_LONG_NAME) extension = { ...extension, name: textOf(content) }
    else if (header.type === PAX) extension = { ...extension, ...readPax(content, place) }
    else {
      if (FILE_TYPES.includes(header.type)) files.set(extension.name ?? header.name, content)
      extension = {}
    }
  }
  return files
}

function readHeader(block: Uint8Array, place: string): Header {
  requireChecksum(block, place)
  const field = (at: number, length: number): Uint8Array => block.subarray(at, at + length)
  const isUstar = textOf(field(257, 6)) === 'ustar'
  // GNU's magic is "ustar  "; it has other fields where POSIX has the prefix.
  const prefix = isUstar ? textOf(field(345, 155)) : ''
  const name = textOf(field(0, 100))
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    byteSize: octal(field(124, 12), place),
    type: String.fromCharCode(block[156]!),
  }
}

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function requireChecksum(block: Uint8Array, place: string): void {
  const { at, length } = CHECKSUM
  const expected = octal(block.subarray(at, at + length), place)
  const sum = block.reduce(
    (total, byte, i) => total + (i >= at && i < at + length ? 0x20 : byte),
    0,
  )
  if (sum !== expected) throw damaged(place, `expected the checksum ${expected}, found ${sum}`)
}

function octal(field: Uint8Array, place: string): number {
  const text = textOf(field).trim()
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  throw damaged(place, 'expected a number of octal digits')
}

/** "LENGTH KEY=VALUE\n", one after the other; LENGTH counts all of its record. */
function readPax(bytes: Uint8Array, place: string): Extension {
  const reader = new ByteReader(bytes, `${place}: a pax record`)
  let extension: Extension = {}
  while (reader.left > 0) {
    const digits = /^(\d{1,10}) /.exec(textOf(bytes.subarray(reader.at, reader.at + 11)))?.[1]
    if (digits === undefined || Number(digits) <= digits.length + 1) {
      throw damaged(place, 'a pax record does not begin with its length')
    }
    const record = reader.text(Number(digits)).slice(digits.length + 1, -1)
    const [key = ''] = record.split('=', 1)
    const value = record.slice(key.length + 1)
    if (key === 'path') extension = { ...extension, name: value }
    if (key === 'size') extension = { ...extension, byteSize: paxSize(value, place) }
  }
  return extension
}

function paxSize(value: string, place: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value)
  throw damaged(place, 'the size in a pax record is no number')
}

/** Up to the first zero byte. */
function textOf(field: Uint8Array): string {
  const end = field.indexOf(0)
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8')
}
