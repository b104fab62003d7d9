// Ways to damage a file, for tests that show that a reader refuses what it cannot read.

import type { Random } from '../../src-main/core/random.ts'

export type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array

const flipBits: Mutation = (bytes, random) => {
  const damaged = Uint8Array.from(bytes)
  for (let i = random.integer(8); i >= 0; i--) {
    damaged[random.integer(damaged.length)]! ^= 1 << random.integer(8)
  }
  return damaged
}

const cut: Mutation = (bytes, random) => bytes.slice(0, random.integer(bytes.length))

const cutOut: Mutation = (bytes, random) => {
  const from = random.integer(bytes.length)
  const to = from + random.integer(Math.min(64, bytes.length - from))
  return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(to)])
}

const splice: Mutation = (bytes, random) => {
  const damaged = Uint8Array.from(bytes)
  const length = random.integer(Math.min(64, bytes.length))
  const from = random.integer(bytes.length - length)
  damaged.copyWithin(random.integer(bytes.length), from, from + length)
  return damaged
}

const repeat: Mutation = (bytes, random) => {
  const from = random.integer(bytes.length)
  const piece = bytes.subarray(from, from + 1 + random.integer(64))
  return Uint8Array.from([...bytes.subarray(0, from), ...piece, ...piece, ...bytes.subarray(from)])
}

/** Where a length may stand: a number that is too small, too large, or barely wrong. */
const editNumber: Mutation = (bytes, random) => {
  const damaged = Uint8Array.from(bytes)
  const size = [1, 2, 4, 8][random.integer(4)]!
  const at = random.integer(Math.max(1, damaged.length - size))
  const values = [[0], [0xff], [0x7f], [0, 0, 0, 0x40], [damaged[at]! + 1], [damaged[at]! - 1]]
  const value = values[random.integer(values.length)]!
  for (let i = 0; i < size && at + i < damaged.length; i++) {
    damaged[at + i] =
      value.length === 1 && i > 0 && value[0] !== 0xff ? 0 : value[i % value.length]!
  }
  return damaged
}

export const MUTATIONS: readonly Mutation[] = [flipBits, cut, cutOut, splice, repeat, editNumber]
