// Base64 (RFC 4648, with padding) without Node or DOM, for bytes inside JSON.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const PADDING_CODE = 0x3d

/** Bytes of letters first, then one string of them. */
export function encodeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  const whole = bytes.length - (bytes.length % 3)
  let write = 0
  for (let i = 0; i < whole; i += 3) {
    const word = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    codes[write++] = CODES[word >>> 18]!
    codes[write++] = CODES[(word >>> 12) & 63]!
    codes[write++] = CODES[(word >>> 6) & 63]!
    codes[write++] = CODES[word & 63]!
  }
  if (whole < bytes.length) {
    const word = (bytes[whole]! << 16) | ((bytes[whole + 1] ?? 0) << 8)
    codes[write++] = CODES[word >>> 18]!
    codes[write++] = CODES[(word >>> 12) & 63]!
    codes[write++] = whole + 1 < bytes.length ? CODES[(word >>> 6) & 63]! : PADDING_CODE
    codes[write++] = PADDING_CODE
  }
  return textOf(codes)
}

/** Arguments of one call. */
const CHUNK = 8192

function textOf(codes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < codes.length; start += CHUNK) {
    text += String.fromCharCode.apply(
      null,
      codes.subarray(start, start + CHUNK) as unknown as number[],
    )
  }
  return text
}

/** Throws `invalidInput` on a character outside the alphabet, a wrong length or misplaced padding. */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) {
    throw new StudioError(
      'invalidInput',
      said`base64: the length must be a multiple of 4, got ${text.length}`,
    )
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const whole = text.length - (padding > 0 ? 4 : 0)
  let write = 0
  for (let i = 0; i < whole; i += 4) {
    const word =
      (digitAt(text, i) << 18) |
      (digitAt(text, i + 1) << 12) |
      (digitAt(text, i + 2) << 6) |
      digitAt(text, i + 3)
    bytes[write++] = word >>> 16
    bytes[write++] = word >>> 8
    bytes[write++] = word
  }
  if (padding > 0) {
    const word = (digitAt(text, whole) << 18) | (digitAt(text, whole + 1) << 12)
    bytes[write++] = word >>> 16
    if (padding === 1) bytes[write] = (word | (digitAt(text, whole + 2) << 6)) >>> 8
  }
  return bytes
}

const NO_DIGIT = 255
/** The value of each character code; NO_DIGIT for what is none. */
const DIGITS = new Uint8Array(128).fill(NO_DIGIT)
CODES.forEach((code, value) => (DIGITS[code] = value))

function digitAt(text: string, index: number): number {
  const digit = DIGITS[text.charCodeAt(index)] ?? NO_DIGIT
  if (digit !== NO_DIGIT) return digit
  throw new StudioError('invalidInput', said`base64: unexpected character at position ${index}`)
}
