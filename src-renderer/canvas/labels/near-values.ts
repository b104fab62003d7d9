// Which pixels have another value near, straight on, four of them at a time: they lie in words of WORD bytes, rows of
// `stride` words, the first of them in the lowest byte. All that is looked at lies inside.

import { WORD } from './label-sampling.ts'

/**
 * True when the four pixels of a word have one value, and so has all that is one or one of `reaches` pixels away.
 */
export function isAlone(
  words: Int32Array,
  at: number,
  stride: number,
  reaches: readonly number[],
): boolean {
  const word = words[at]!
  if (word !== ((word << 8) | (word >>> 24))) return false
  if (words[at - 1] !== word || words[at + 1] !== word) return false
  if (words[at - stride] !== word || words[at + stride] !== word) return false
  for (let i = 0; i < reaches.length; i++) {
    const reach = reaches[i]!
    if (words[at - reach * stride] !== word || words[at + reach * stride] !== word) return false
    // Words next to this one were seen.
    if (reach <= WORD) continue
    if (wordAt(words, at, reach) !== word || wordAt(words, at, -reach) !== word) return false
  }
  return true
}

/** A byte a pixel of a word: 1 where a pixel `reach` away to any of four sides has another value, else 0. */
export function unlikeAt(words: Int32Array, at: number, stride: number, reach: number): number {
  const word = words[at]!
  const far = reach * stride
  const unlike =
    (words[at - far]! ^ word) |
    (words[at + far]! ^ word) |
    (wordAt(words, at, reach) ^ word) |
    (wordAt(words, at, -reach) ^ word)
  // The highest bit of each byte that is not 0, with no carry into the next.
  return ((unlike | ((unlike & 0x7f7f7f7f) + 0x7f7f7f7f)) >>> 7) & 0x01010101
}

/** Four pixels that begin `by` pixels after those of a word. */
function wordAt(words: Int32Array, at: number, by: number): number {
  const first = at + (by >> 2)
  const shift = 8 * (by & 3)
  if (shift === 0) return words[first]!
  return (words[first]! >>> shift) | (words[first + 1]! << (32 - shift))
}
