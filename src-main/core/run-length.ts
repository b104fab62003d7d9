// Run-length coding of bytes: small for label maps, never much larger than the input for noise.
// Tokens: varint 2n+0, byte = n copies of the byte; varint 2n+1, n bytes = those bytes as they are.

import { endOfRun, wordsOf } from './byte-runs.ts'
import { createByteWriter } from './byte-stream.ts'
import type { ByteWriter } from './byte-stream.ts'
import { StudioError } from './errors.ts'

const MIN_RUN = 4

/** Encodes any bytes, empty ones too. At most a few bytes and about 2 % longer than the input. */
export function encodeRuns(bytes: Uint8Array): Uint8Array {
  const writer = createByteWriter()
  const length = bytes.length
  const words = wordsOf(bytes)
  let literalStart = 0
  let at = 0
  while (at < length) {
    const end = endOfRun(bytes, words, at)
    if (end - at >= MIN_RUN) {
      if (literalStart < at) writeLiteral(writer, bytes.subarray(literalStart, at))
      writeRun(writer, bytes[at]!, end - at)
      literalStart = end
    }
    at = end
  }
  if (literalStart < length) writeLiteral(writer, bytes.subarray(literalStart, length))
  return writer.finish()
}

/** What encodeRuns gives for `count` times the same byte, without the bytes. */
export function encodeRun(value: number, count: number): Uint8Array {
  if (count < MIN_RUN) return encodeRuns(new Uint8Array(count).fill(value))
  const writer = createByteWriter()
  writeRun(writer, value, count)
  return writer.finish()
}

/**
 * Decodes into `length` bytes. Throws `corrupt` when the tokens give another number of bytes,
 * end early or go on after the last byte.
 */
export function decodeRuns(encoded: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let read = 0
  let write = 0
  while (read < encoded.length) {
    let header = 0
    let scale = 1
    let more = true
    while (more) {
      if (read >= encoded.length || scale > 2 ** 42) throw truncated(length, write)
      const byte = encoded[read++]!
      header += (byte & 0x7f) * scale
      scale *= 128
      more = byte >= 0x80
    }
    const count = Math.floor(header / 2)
    const isLiteral = header % 2 === 1
    const needed = isLiteral ? count : 1
    if (write + count > length || read + needed > encoded.length) throw truncated(length, write)
    if (isLiteral) bytes.set(encoded.subarray(read, read + count), write)
    else bytes.fill(encoded[read]!, write, write + count)
    read += needed
    write += count
  }
  if (write !== length) throw truncated(length, write)
  return bytes
}

function truncated(expected: number, received: number): StudioError {
  return new StudioError(
    'corrupt',
    `run-length data: expected exactly ${expected} bytes, but the data breaks at byte ${received}; ` +
      'it was damaged or belongs to an image of another size',
  )
}

function writeRun(writer: ByteWriter, value: number, count: number): void {
  writer.number(count * 2)
  writer.byte(value)
}

function writeLiteral(writer: ByteWriter, bytes: Uint8Array): void {
  writer.number(bytes.length * 2 + 1)
  writer.raw(bytes)
}
