// Which photos a second person labels as well: drawn by a seed, each photo's rank by itself, so that the same
// photos stay drawn when others come or go.

import { sha256 } from '../bytes/sha256.ts'

/** `share` (0..1) of the names, rounded up; in their order. */
export function drawForSecond(
  names: readonly string[],
  { share, seed }: { readonly share: number; readonly seed: number },
): string[] {
  const ranked = names.map((name) => ({ name, rank: sha256(`${seed}\n${name}`) }))
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
  const count = Math.ceil(names.length * share)
  const drawn = new Set(ranked.slice(0, count).map(({ name }) => name))
  return names.filter((name) => drawn.has(name))
}
