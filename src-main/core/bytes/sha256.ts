// SHA-256 (FIPS 180-4) of text or bytes, so that pure code can name a split or a label map by its
// content. The digest equals `sha256sum` of the same bytes.

import { encodeUtf8 } from './utf8.ts'

/** 64 hexadecimal digits; text is hashed as UTF-8. */
export function sha256(input: string | Uint8Array): string {
  const message = typeof input === 'string' ? encodeUtf8(input) : input
  const state = Uint32Array.from(primeRootBits(8, 1 / 2))
  const rounds = Uint32Array.from(primeRootBits(64, 1 / 3))
  const whole = message.length - (message.length % 64)
  const schedule = new Uint32Array(64)
  for (let at = 0; at < whole; at += 64) compress(state, rounds, schedule, message, at)
  const tail = paddedTail(message, whole)
  for (let at = 0; at < tail.length; at += 64) compress(state, rounds, schedule, tail, at)
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
}

function paddedTail(message: Uint8Array, whole: number): Uint8Array {
  const rest = message.subarray(whole)
  const tail = new Uint8Array(rest.length < 56 ? 64 : 128)
  tail.set(rest)
  tail[rest.length] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(message.length / 0x2000_0000))
  view.setUint32(tail.length - 4, (message.length * 8) >>> 0)
  return tail
}

function compress(
  state: Uint32Array,
  rounds: Uint32Array,
  w: Uint32Array,
  bytes: Uint8Array,
  at: number,
): void {
  for (let i = 0; i < 16; i++) {
    const b = at + i * 4
    w[i] = (bytes[b]! << 24) | (bytes[b + 1]! << 16) | (bytes[b + 2]! << 8) | bytes[b + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const early = w[i - 15]!
    const late = w[i - 2]!
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
  }
  let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!]
  let [e, f, g, h] = [state[4]!, state[5]!, state[6]!, state[7]!]
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i]! + w[i]!) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const added = [a, b, c, d, e, f, g, h]
  added.forEach((word, i) => (state[i] = (state[i]! + word) | 0))
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}

/** The first 32 fractional bits of a root of the first `count` primes: the standard's constants. */
function primeRootBits(count: number, exponent: number): number[] {
  const bits: number[] = []
  for (let n = 2; bits.length < count; n++) {
    let isPrime = true
    for (let factor = 2; factor * factor <= n; factor++) isPrime &&= n % factor !== 0
    if (!isPrime) continue
    const root = n ** exponent
    bits.push(Math.floor((root - Math.floor(root)) * 0x1_0000_0000))
  }
  return bits
}
