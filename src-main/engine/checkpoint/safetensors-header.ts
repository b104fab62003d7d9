// Strict reading of a safetensors header. Nothing of an unknown file is believed before it is checked.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { elementCount } from '../graph/shape.ts'
import type { DataType, Shape } from '../graph/types.ts'
import { decodeUtf8 } from '../../core/bytes/utf8.ts'

export interface HeaderEntry {
  readonly name: string
  readonly dataType: DataType
  readonly shape: Shape
  /** Bytes [begin, end) of the data section. */
  readonly begin: number
  readonly end: number
}

export interface Header {
  readonly entries: readonly HeaderEntry[]
  readonly metadata: Readonly<Record<string, string>>
}

const DATA_TYPES: ReadonlyMap<string, readonly [DataType, number]> = new Map([
  ['F32', ['float32', 4]],
  ['I64', ['int64', 8]],
  ['I32', ['int32', 4]],
  ['BOOL', ['bool', 1]],
  ['U8', ['uint8', 1]],
])

export function parseHeader(bytes: Uint8Array, place: string): Header {
  const header = parseJson(bytes, place)
  const entries: HeaderEntry[] = []
  let metadata: Record<string, string> = {}
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') metadata = parseMetadata(value, place)
    else entries.push(parseEntry(name, value, place))
  }
  return { entries, metadata }
}

function parseJson(bytes: Uint8Array, place: string): Record<string, unknown> {
  let header: unknown
  try {
    header = JSON.parse(decodeUtf8(bytes))
  } catch (cause) {
    throw corrupt(place, said`the header is not JSON, so this is no safetensors file`, cause)
  }
  if (!isRecord(header)) throw corrupt(place, said`the header is not an object`)
  return header
}

function parseMetadata(value: unknown, place: string): Record<string, string> {
  if (!isRecord(value)) throw corrupt(place, said`__metadata__ is not an object`)
  const metadata: Record<string, string> = {}
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw corrupt(place, said`metadata ${key} is not a text`)
    metadata[key] = text
  }
  return metadata
}

function parseEntry(name: string, value: unknown, place: string): HeaderEntry {
  if (!isRecord(value)) throw corrupt(place, said`the entry of tensor ${name} is not an object`)
  const { dtype, shape, data_offsets: offsets } = value
  if (!isSizes(shape)) throw corrupt(place, said`tensor ${name} has no valid shape`)
  if (!isSizes(offsets) || offsets.length !== 2) {
    throw corrupt(place, said`tensor ${name} has no valid data_offsets`)
  }
  const type = typeof dtype === 'string' ? DATA_TYPES.get(dtype) : undefined
  if (type === undefined) {
    throw new StudioError(
      'unsupported',
      said`${place}: tensor ${name} is stored as ${String(dtype)};
        convert it to one of ${[...DATA_TYPES.keys()].join(', ')}`,
    )
  }
  const [dataType, elementBytes] = type
  const [begin = 0, end = 0] = offsets
  const expected = elementCount(shape) * elementBytes
  if (end - begin !== expected) {
    throw corrupt(place, said`tensor ${name} needs ${expected} bytes, but has ${end - begin}`)
  }
  return { name, dataType, shape, begin, end }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}

function corrupt(place: string, problem: Said, cause?: unknown): StudioError {
  return new StudioError('corrupt', said`${place}: ${problem}; copy or download the file again`, {
    cause,
  })
}
