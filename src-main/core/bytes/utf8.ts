// UTF-8 without Node or DOM: core and services compile without TextEncoder.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

/** Lone surrogates become U+FFFD, as everywhere else. */
export function encodeUtf8(text: string): Uint8Array {
  const wellFormed = text.toWellFormed()
  const bytes = new Uint8Array(wellFormed.length * 3)
  let write = 0
  for (let i = 0; i < wellFormed.length; i++) {
    const point = wellFormed.codePointAt(i)!
    if (point < 0x80) {
      bytes[write++] = point
    } else if (point < 0x800) {
      bytes[write++] = 0xc0 | (point >>> 6)
      bytes[write++] = continuation(point)
    } else if (point < 0x10000) {
      bytes[write++] = 0xe0 | (point >>> 12)
      bytes[write++] = continuation(point >>> 6)
      bytes[write++] = continuation(point)
    } else {
      i++
      bytes[write++] = 0xf0 | (point >>> 18)
      bytes[write++] = continuation(point >>> 12)
      bytes[write++] = continuation(point >>> 6)
      bytes[write++] = continuation(point)
    }
  }
  return bytes.slice(0, write)
}

function continuation(value: number): number {
  return 0x80 | (value & 0x3f)
}

/** Throws `corrupt` on bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = []
  let units: number[] = []
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!
    const length =
      lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
    let point = length === 1 ? lead : lead & (0x7f >>> length)
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k] ?? 0
      if (next >>> 6 !== 2) throw notUtf8(i)
      point = (point << 6) | (next & 0x3f)
    }
    const isOverlong = (length === 3 && point < 0x800) || (length === 4 && point < 0x10000)
    const isSurrogate = point >= 0xd800 && point < 0xe000
    if (length === 0 || isOverlong || isSurrogate || point > 0x10ffff) throw notUtf8(i)
    units.push(point)
    i += length
    if (units.length >= 4096) {
      parts.push(String.fromCodePoint(...units))
      units = []
    }
  }
  parts.push(String.fromCodePoint(...units))
  return parts.join('')
}

function notUtf8(position: number): StudioError {
  return new StudioError(
    'corrupt',
    said`text: expected UTF-8, the bytes break at position ${position}`,
  )
}
