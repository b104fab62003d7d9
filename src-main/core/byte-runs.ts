// Runs of equal bytes, which label maps are made of: found four bytes at a time, so that a pass over a map costs what
// its shapes cost more than what its pixels do.

/** The bytes as words, for `endOfRun`; empty where they do not lie on whole words. */
export function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  if (byteOffset % 4 !== 0) return new Uint32Array(0)
  return new Uint32Array(buffer, byteOffset, length >>> 2)
}

/** The place after the last byte that equals the one at `from`, without a gap. `words`: `wordsOf(bytes)`. */
export function endOfRun(bytes: Uint8Array, words: Uint32Array, from: number): number {
  const value = bytes[from]!
  let at = from + 1
  while (at % 4 !== 0 && bytes[at] === value) at++
  if (at % 4 === 0) {
    const alike = Math.imul(value, 0x01010101) >>> 0
    let word = at / 4
    while (words[word] === alike) word++
    at = Math.max(at, 4 * word)
  }
  while (at < bytes.length && bytes[at] === value) at++
  return at
}
