// Run-length coding of bytes: small for label maps, never much larger than the input for noise.
// Tokens: varint 2n+0, byte = n copies of the byte; varint 2n+1, n bytes = those bytes as they are.

import { endOfRun, wordsOf } from './byte-runs.ts'
import { createByteReader, createByteWriter } from './byte-stream.ts'
import type { ByteReader } from './byte-stream.ts'
import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

const MIN_RUN = 4

/** Encodes any bytes, empty ones too. At most a few bytes and about 2 % longer than the input. */
export function encodeRuns(bytes: Uint8Array): Uint8Array {
  const writer = createRunWriter()
  const words = wordsOf(bytes)
  const length = bytes.length
  for (let at = 0; at < length;) {
    const end = endOfRun(bytes, words, at)
    writer.add(bytes[at]!, end - at)
    at = end
  }
  return writer.finish()
}

/** What encodeRuns gives for `count` times the same byte. */
export function encodeRun(value: number, count: number): Uint8Array {
  const writer = createRunWriter()
  writer.add(value, count)
  return writer.finish()
}

/** What encodeRuns gives for bytes that nobody needs to lay out: their runs are known. */
export interface RunWriter {
  /** `count` times the same byte; the same one again makes the run longer. */
  add(value: number, count: number): void
  finish(): Uint8Array
}

export function createRunWriter(): RunWriter {
  const writer = createByteWriter()
  let literal = new Uint8Array(64)
  let literalLength = 0
  let value = 0
  let count = 0

  function endLiteral(): void {
    if (literalLength === 0) return
    writer.number(literalLength * 2 + 1)
    writer.raw(literal.subarray(0, literalLength))
    literalLength = 0
  }

  function endRun(): void {
    if (count >= MIN_RUN) {
      endLiteral()
      writer.number(count * 2)
      writer.byte(value)
      return
    }
    if (literalLength + MIN_RUN > literal.length) {
      const larger = new Uint8Array(literal.length * 2)
      larger.set(literal)
      literal = larger
    }
    const end = literalLength + count
    for (let i = literalLength; i < end; i++) literal[i] = value
    literalLength = end
  }

  return {
    add(next, more) {
      if (next !== value && more > 0) {
        endRun()
        value = next
        count = 0
      }
      count += more
    },
    finish() {
      endRun()
      endLiteral()
      return writer.finish()
    },
  }
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

/** Goes through the runs of coded bytes, which it trusts to be whole. Equal bytes may come as several runs. */
export class RunCursor {
  value = 0
  /** The place of the first byte behind the run; 0 before the first one. */
  end = 0
  readonly #encoded: Uint8Array
  #read = 0
  /** Bytes of a literal that are still to come. */
  #literal = 0

  constructor(encoded: Uint8Array) {
    this.#encoded = encoded
  }

  /** To the next run; to one without an end behind the last. */
  step(): void {
    if (this.#literal === 0) {
      const header = this.#header()
      const count = Math.floor(header / 2)
      if (header % 2 === 0) {
        this.value = this.#encoded[this.#read++] ?? 0
        this.end = count === 0 ? Infinity : this.end + count
        return
      }
      this.#literal = count
    }
    this.#literal--
    this.value = this.#encoded[this.#read++]!
    this.end++
  }

  #header(): number {
    let header = 0
    let scale = 1
    for (;;) {
      const byte = this.#encoded[this.#read++] ?? 0
      header += (byte & 0x7f) * scale
      if (byte < 0x80) return header
      scale *= 128
    }
  }
}

/**
 * The codes of pieces that were coded one after the other, by the length of each. Shares the bytes. Throws `corrupt`
 * when a piece does not end where one code does.
 */
export function splitRuns(encoded: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const reader = createByteReader(encoded, said`run-length data`)
  const pieces: Uint8Array[] = []
  let start = 0
  for (const length of lengths) {
    let count = 0
    while (count < length) count += skipToken(reader)
    if (count > length) throw truncated(length, count)
    pieces.push(encoded.subarray(start, reader.position()))
    start = reader.position()
  }
  return pieces
}

/** Gives how many bytes it stands for. */
function skipToken(reader: ByteReader): number {
  const header = reader.number()
  const count = Math.floor(header / 2)
  reader.skip(header % 2 === 1 ? count : 1)
  return count
}

function truncated(expected: number, received: number): StudioError {
  return new StudioError(
    'corrupt',
    said`run-length data: expected exactly ${expected} bytes, but the data breaks at byte ${received};
      it was damaged or belongs to an image of another size`,
  )
}
