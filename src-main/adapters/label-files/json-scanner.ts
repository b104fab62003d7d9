// Finds the parts of a large JSON text, so that each is parsed alone: no text of 512 MiB can be held (V8), and what is
// parsed takes several times its room. What lies inside of a part is checked by whoever parses it.

import { notJson, parseJson } from './read-json.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const [OPENING_BRACKET, CLOSING_BRACKET] = [0x5b, 0x5d]
const [OPENING_BRACE, CLOSING_BRACE] = [0x7b, 0x7d]
const SPACES: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d])
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/** Front to back. Every method can end with the error corrupt, naming `place`. */
export class JsonScanner {
  readonly #bytes: Uint8Array
  readonly #place: string
  #at = 0

  constructor(bytes: Uint8Array, place: string) {
    this.#bytes = bytes
    this.#place = place
    if (BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte)) this.#at = BYTE_ORDER_MARK.length
  }

  /** Names of an object that is all of the text. Before the next one, its value is taken by `value` or `elements`. */
  *members(): Generator<string, void, undefined> {
    this.#require(OPENING_BRACE)
    if (!this.#takes(CLOSING_BRACE)) {
      do {
        const name = parseJson(this.value(), this.#place)
        if (typeof name !== 'string') throw notJson(this.#place)
        this.#require(COLON)
        yield name
      } while (this.#takes(COMMA))
      this.#require(CLOSING_BRACE)
    }
    if (this.#next() !== undefined) throw notJson(this.#place)
  }

  isAtArray(): boolean {
    return this.#next() === OPENING_BRACKET
  }

  /** Views of the text. */
  *elements(): Generator<Uint8Array, void, undefined> {
    this.#require(OPENING_BRACKET)
    if (this.#takes(CLOSING_BRACKET)) return
    do yield this.value()
    while (this.#takes(COMMA))
    this.#require(CLOSING_BRACKET)
  }

  /** A view of the text. */
  value(): Uint8Array {
    let depth = 0
    let byte = this.#next()
    const from = this.#at
    do {
      if (byte === undefined) throw notJson(this.#place)
      if (byte === QUOTE) this.#at = this.#endOfString()
      else this.#at++
      if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth++
      if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) depth--
      byte = this.#bytes[this.#at]
    } while (depth > 0 || (byte !== undefined && !this.#isEnd(byte)))
    return this.#bytes.subarray(from, this.#at)
  }

  #isEnd(byte: number): boolean {
    const isSeparator = byte === COMMA || byte === COLON
    return isSeparator || byte === CLOSING_BRACE || byte === CLOSING_BRACKET || SPACES.has(byte)
  }

  /** A quote behind an odd number of backslashes is one of the string's own. */
  #endOfString(): number {
    for (let from = this.#at + 1; ;) {
      const quote = this.#bytes.indexOf(QUOTE, from)
      if (quote < 0) throw notJson(this.#place)
      let backslash = quote
      while (backslash > from && this.#bytes[backslash - 1] === BACKSLASH) backslash--
      if ((quote - backslash) % 2 === 0) return quote + 1
      from = quote + 1
    }
  }

  /** The next byte that is no space. */
  #next(): number | undefined {
    while (SPACES.has(this.#bytes[this.#at])) this.#at++
    return this.#bytes[this.#at]
  }

  #takes(byte: number): boolean {
    if (this.#next() !== byte) return false
    this.#at++
    return true
  }

  #require(byte: number): void {
    if (!this.#takes(byte)) throw notJson(this.#place)
  }
}
