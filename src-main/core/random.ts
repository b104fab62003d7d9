// Seeded random numbers whose state can be saved: the same seed gives the same run, and a resumed
// run continues the same sequence. xoshiro128** by Blackman and Vigna, seeded by splitmix32.

export type RandomState = readonly [number, number, number, number]

export interface Random {
  /** Uniform in [0, 1) with 32 bits of resolution. */
  uniform(): number
  /** Uniform integer in [0, limit). */
  integer(limit: number): number
  /** Standard normal (Box-Muller; two uniforms a call, no hidden cache). */
  normal(): number
  /** Fisher-Yates; returns a new array. */
  shuffle<T>(items: readonly T[]): T[]
  state(): RandomState
}

export function createRandom(seed: number): Random {
  let s = seed >>> 0
  const next = (): number => {
    s = (s + 0x9e3779b9) >>> 0
    let z = s
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  return restoreRandom([next(), next(), next(), next()])
}

export function restoreRandom(state: RandomState): Random {
  let [a, b, c, d] = state

  function bits(): number {
    const product = Math.imul(b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }

  const uniform = (): number => bits() / 0x1_0000_0000
  const integer = (limit: number): number => Math.floor(uniform() * limit)

  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(items) {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = integer(i + 1)
        const held = shuffled[i]!
        shuffled[i] = shuffled[j]!
        shuffled[j] = held
      }
      return shuffled
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  }
}

/** A seed for one purpose, so that streams of one run do not depend on each other (FNV-1a over the label). */
export function deriveSeed(seed: number, purpose: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let i = 0; i < purpose.length; i++) {
    hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193) >>> 0
  }
  return hash
}
