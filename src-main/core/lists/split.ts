// Draws the validation split: about 30 % of a user's photos, the same for the same names and seed,
// in whatever order they were listed.

import type { ClassIndex } from '../labels/classes.ts'
import { invariant } from '../errors.ts'
import type { Random } from '../random.ts'
import { createRandom } from '../random.ts'
import { sha256 } from '../bytes/sha256.ts'

export const VALIDATION_RATIO = 0.3

export interface Split {
  /** Names in code point order; together with `training` all names, none twice. */
  readonly validation: readonly string[]
  readonly training: readonly string[]
}

export interface SplitOptions {
  readonly seed: number
  /** Share of validation photos, 0..1; default 0.3. The count is rounded; a share of photos is one photo at least. */
  readonly ratio?: number
  /** Given, each class gets about the same share in both parts (iterative stratification). */
  readonly classesOf?: (name: string) => readonly ClassIndex[]
}

/** Names must differ from each other. */
export function drawSplit(names: readonly string[], options: SplitOptions): Split {
  const sorted = [...new Set(names)].sort(byCodeUnits)
  invariant(sorted.length === names.length, 'split: a photo name is listed twice')
  const ratio = options.ratio ?? VALIDATION_RATIO
  invariant(ratio >= 0 && ratio <= 1, `split: the ratio must be within 0..1, got ${ratio}`)
  const shuffled = createRandom(options.seed).shuffle(sorted)
  const least = Math.ceil(Math.min(1, sorted.length * ratio))
  const count = Math.max(least, Math.round(sorted.length * ratio))
  const chosen =
    options.classesOf === undefined
      ? new Set(shuffled.slice(0, count))
      : stratified(shuffled, options.classesOf, count)
  return {
    validation: sorted.filter((name) => chosen.has(name)),
    training: sorted.filter((name) => !chosen.has(name)),
  }
}

/**
 * Short stable name of a set of photos: the first 16 hexadecimal digits of the SHA-256 of the sorted
 * names, one a line; `LC_ALL=C sort names.txt | sha256sum` gives the same for ASCII names.
 */
export function splitHash(names: readonly string[]): string {
  const sorted = [...names].sort(byCodeUnits)
  return sha256(sorted.map((name) => `${name}\n`).join('')).slice(0, 16)
}

/** Never by locale: the order must be the same on every machine. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * After Sechidis et al. 2011: serve the class with the fewest undecided photos first and choose as many
 * of them as it still misses; whatever is then missing in all is filled from the others.
 */
function stratified(
  shuffled: readonly string[],
  classesOf: (name: string) => readonly ClassIndex[],
  count: number,
): Set<string> {
  const classes = new Map(shuffled.map((name) => [name, new Set(classesOf(name))]))
  const ratio = shuffled.length === 0 ? 0 : count / shuffled.length
  const missing = tally(classes.values(), ratio)
  const chosen = new Set<string>()
  const undecided = new Set(shuffled)
  for (;;) {
    const rarest = rarestClass([...undecided].map((name) => classes.get(name)!))
    if (rarest === undefined) break
    const members = [...undecided].filter((name) => classes.get(name)?.has(rarest))
    const wanted = Math.max(0, Math.round(missing.get(rarest) ?? 0))
    const taken = members.slice(0, Math.min(wanted, count - chosen.size))
    for (const name of taken) {
      chosen.add(name)
      for (const c of classes.get(name) ?? []) missing.set(c, (missing.get(c) ?? 0) - 1)
    }
    for (const name of members) undecided.delete(name)
  }
  const others = [...undecided, ...shuffled.filter((name) => !undecided.has(name))]
  for (const name of others) if (chosen.size < count) chosen.add(name)
  return chosen
}

/** For each class `weight` times the photos that hold it. */
function tally(
  classes: Iterable<ReadonlySet<ClassIndex>>,
  weight: number,
): Map<ClassIndex, number> {
  const totals = new Map<ClassIndex, number>()
  for (const own of classes) for (const c of own) totals.set(c, (totals.get(c) ?? 0) + weight)
  return totals
}

function rarestClass(classes: readonly ReadonlySet<ClassIndex>[]): ClassIndex | undefined {
  const counts = [...tally(classes, 1)].sort(([a, m], [b, n]) => m - n || a - b)
  return counts[0]?.[0]
}

/** Draws `count` different items, in their original order. */
export function sampleWithoutReplacement<T>(
  items: readonly T[],
  count: number,
  random: Random,
): T[] {
  const indices = random.shuffle(items.map((_, index) => index)).slice(0, count)
  return indices.sort((a, b) => a - b).map((index) => items[index]!)
}
