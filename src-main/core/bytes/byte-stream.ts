// Bytes written and read in order: whole numbers of any size, texts, and bytes behind their length.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Words } from '../said.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

export interface ByteWriter {
  /** A whole number from 0 on, in seven bits a byte. */
  number(value: number): void
  /** One byte, 0..255. */
  byte(value: number): void
  /** As they are: whoever reads them must know how many. */
  raw(bytes: Uint8Array): void
  /** Behind their length. */
  bytes(bytes: Uint8Array): void
  text(text: string): void
  finish(): Uint8Array
}

export interface ByteReader {
  number(): number
  /** Shares the bytes that are read. */
  bytes(): Uint8Array
  text(): string
  /** Passes over so many bytes. */
  skip(count: number): void
  /** Bytes read or passed over. */
  position(): number
  isAtEnd(): boolean
}

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256)
  let size = 0

  function reserve(extra: number): void {
    if (size + extra <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, size + extra))
    larger.set(buffer)
    buffer = larger
  }

  function number(value: number): void {
    reserve(8)
    let rest = value
    while (rest >= 128) {
      buffer[size++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    buffer[size++] = rest
  }

  function raw(piece: Uint8Array): void {
    reserve(piece.length)
    buffer.set(piece, size)
    size += piece.length
  }

  function bytes(piece: Uint8Array): void {
    number(piece.length)
    raw(piece)
  }

  return {
    number,
    byte(value) {
      reserve(1)
      buffer[size++] = value
    },
    raw,
    bytes,
    text: (text) => bytes(encodeUtf8(text)),
    finish: () => buffer.slice(0, size),
  }
}

/** Every read throws `corrupt` when the bytes end too early; `what` names them. */
export function createByteReader(source: Uint8Array, what: Words): ByteReader {
  let at = 0

  function endsEarly(): StudioError {
    return new StudioError(
      'corrupt',
      said`${what}: expected more after byte ${at} of ${source.length}; it was damaged`,
    )
  }

  function number(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = source[at]
      if (byte === undefined || scale > 2 ** 42) throw endsEarly()
      at += 1
      value += (byte & 0x7f) * scale
      scale *= 128
      if (byte < 0x80) return value
    }
  }

  function skip(count: number): void {
    if (at + count > source.length) throw endsEarly()
    at += count
  }

  function bytes(): Uint8Array {
    const length = number()
    skip(length)
    return source.subarray(at - length, at)
  }

  return {
    number,
    bytes,
    text: () => decodeUtf8(bytes()),
    skip,
    position: () => at,
    isAtEnd: () => at === source.length,
  }
}
