// The header of numpy's .npy format: a Python dict literal, read by a grammar of exactly its three
// keys (numpy/lib/format.py). Nothing of it is evaluated.

import type { Shape } from '../../../engine/graph/types.ts'
import { ByteReader } from './byte-reader.ts'
import type { ByteOrder, ElementType } from './element-data.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'

export interface NpyHeader {
  readonly elementType: ElementType
  readonly byteOrder: ByteOrder
  readonly isFortranOrder: boolean
  readonly shape: Shape
}

const MAGIC = '\x93NUMPY'
/** By numpy's kind and size. Without uint64, which no signed type can hold. */
const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ['f2', 'float16'],
  ['f4', 'float32'],
  ['f8', 'float64'],
  ['b1', 'bool'],
  ['u1', 'uint8'],
  ['u2', 'uint16'],
  ['u4', 'uint32'],
  ['i1', 'int8'],
  ['i2', 'int16'],
  ['i4', 'int32'],
  ['i8', 'int64'],
])
/** Objects, texts and bytes: no tensors. */
const TEXT_KINDS = ['O', 'U', 'S']
/** As numpy's own max_header_size. */
const LONGEST_HEADER = 10_000
const ENTRY =
  /\s*'(descr|fortran_order|shape)'\s*:\s*('[^']*'|True|False|\([\d,\sL]*\))\s*(,\s*|$)/y
const SHAPE = /^\(\s*(?:(\d+)L?\s*(?:,\s*\d+L?\s*)*,?\s*)?\)$/

/** Leaves `reader` at the first element. Null when the array holds texts or objects. */
export function readNpyHeader(reader: ByteReader, place: string): NpyHeader | null {
  if (String.fromCharCode(...reader.take(MAGIC.length)) !== MAGIC) {
    throw damaged(place, 'it does not start like an .npy file')
  }
  const version = reader.uint8()
  reader.take(1)
  if (version < 1 || version > 3) {
    throw unsupported(place, `.npy version ${version} is unknown; save it with numpy 1 or 2`)
  }
  const length = version === 1 ? reader.uint16() : reader.uint32()
  if (length > LONGEST_HEADER) throw damaged(place, `its header has ${length} bytes`)
  const header = reader.text(length).trim()
  const entries = parseEntries(header, place)
  const [, byteOrder = '', type = ''] = /^'([<>|=])(\w+)'$/.exec(entries.descr) ?? []
  if (TEXT_KINDS.includes(type.charAt(0))) return null
  const elementType = ELEMENT_TYPES.get(type)
  if (elementType === undefined) {
    throw unsupported(
      place,
      `its elements are ${quoted(entries.descr)}; convert it to float32 before saving`,
    )
  }
  return {
    elementType,
    byteOrder: byteOrder === '>' ? 'big' : 'little',
    isFortranOrder: entries.fortranOrder === 'True',
    shape: parseShape(entries.shape, place),
  }
}

interface Entries {
  readonly descr: string
  readonly fortranOrder: string
  readonly shape: string
}

function parseEntries(header: string, place: string): Entries {
  if (!header.startsWith('{') || !header.endsWith('}')) throw noHeader(header, place)
  const body = header.slice(1, -1).trimEnd()
  const values = new Map<string, string>()
  ENTRY.lastIndex = 0
  while (ENTRY.lastIndex < body.length) {
    const [, key, value] = ENTRY.exec(body) ?? []
    if (key === undefined || value === undefined || values.has(key)) throw noHeader(header, place)
    values.set(key, value)
  }
  const descr = values.get('descr')
  const fortranOrder = values.get('fortran_order')
  const shape = values.get('shape')
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    throw noHeader(header, place)
  }
  return { descr, fortranOrder, shape }
}

function parseShape(text: string, place: string): number[] {
  if (!SHAPE.test(text)) throw damaged(place, `${quoted(text)} is no shape`)
  return [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
}

function noHeader(header: string, place: string): Error {
  return damaged(place, `${quoted(header)} is no .npy header of one number type`)
}
