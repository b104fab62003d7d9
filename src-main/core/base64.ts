// Base64 (RFC 4648, with padding) without Node or DOM, for bytes inside JSON.

import { StudioError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const PADDING_CODE = 0x3d
/** Groups of three bytes; their letters must fit into one call. */
const CHUNK = 2048

export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let start = 0; start < bytes.length; start += CHUNK * 3) {
    parts.push(encodeChunk(bytes.subarray(start, start + CHUNK * 3)))
  }
  return parts.join('')
}

/** Codes first, then one string: a string that grows letter by letter takes about ten times as long. */
function encodeChunk(bytes: Uint8Array): string {
  const codes: number[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    codes.push(CODES[word >>> 18]!)
    codes.push(CODES[(word >>> 12) & 63]!)
    codes.push(i + 1 < bytes.length ? CODES[(word >>> 6) & 63]! : PADDING_CODE)
    codes.push(i + 2 < bytes.length ? CODES[word & 63]! : PADDING_CODE)
  }
  return String.fromCharCode(...codes)
}

/** Throws `invalidInput` on a character outside the alphabet, a wrong length or misplaced padding. */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) {
    throw new StudioError(
      'invalidInput',
      `base64: the length must be a multiple of 4, got ${text.length}`,
    )
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const last = text.length - padding
  let write = 0
  for (let i = 0; i < text.length; i += 4) {
    let word = 0
    for (let k = i; k < i + 4; k++) word = (word << 6) | (k < last ? digitAt(text, k) : 0)
    if (write < bytes.length) bytes[write++] = word >>> 16
    if (write < bytes.length) bytes[write++] = (word >>> 8) & 255
    if (write < bytes.length) bytes[write++] = word & 255
  }
  return bytes
}

function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (code >= 65 && code <= 90) return code - 65
  if (code >= 97 && code <= 122) return code - 71
  if (code >= 48 && code <= 57) return code + 4
  if (code === 43) return 62
  if (code === 47) return 63
  throw new StudioError('invalidInput', `base64: unexpected character at position ${index}`)
}
