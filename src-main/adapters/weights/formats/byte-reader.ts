// Reads little-endian numbers, texts and pieces from bytes, front to back. Going past the end is an
// error that names the place; a piece is a view, so a wrong length never allocates.

import { damaged } from './weights-file.ts'

export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #place: string
  #at: number

  constructor(bytes: Uint8Array, place: string, at = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#place = place
    this.#at = at
    this.#require(0)
  }

  get at(): number {
    return this.#at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1))
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true)
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true)
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true)
  }

  float64BigEndian(): number {
    return this.#view.getFloat64(this.#advance(8), false)
  }

  /** 64 bits that must be a size: beyond 2^53 it could not be one of this file. */
  uint64(): number {
    const at = this.#advance(8)
    const value = Number(this.#view.getBigUint64(at, true))
    if (Number.isSafeInteger(value)) return value
    throw damaged(this.#place, `the size ${value} at byte ${at} is impossible`)
  }

  /** The next bytes as a view of the file. */
  take(length: number): Uint8Array {
    const at = this.#advance(length)
    return this.#bytes.subarray(at, at + length)
  }

  text(length: number): string {
    const at = this.#at
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(length))
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      throw damaged(this.#place, `the text at byte ${at} is not UTF-8`, cause)
    }
  }

  /** Up to the next line feed, which is skipped. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at)
    if (end < 0) throw damaged(this.#place, `the line at byte ${this.#at} has no end`)
    const line = this.text(end - this.#at)
    this.#at++
    return line
  }

  #advance(length: number): number {
    this.#require(length)
    const at = this.#at
    this.#at += length
    return at
  }

  #require(length: number): void {
    if (length >= 0 && length <= this.left) return
    throw damaged(
      this.#place,
      `expected ${length} bytes at byte ${this.#at}, but ${Math.max(0, this.left)} follow`,
    )
  }
}
