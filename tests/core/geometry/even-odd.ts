// What a polygon is held against.

import type { Ring } from '../../../src-main/core/painting/polygon.ts'

/** The textbook test: a ray to the right crosses an odd number of edges. */
export function isInside(x: number, y: number, all: readonly Ring[]): boolean {
  let isOdd = false
  for (const ring of all) {
    if (ring.length < 3) continue
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!
      if (a.y > y === b.y > y) return
      const [upper, lower] = a.y < b.y ? [a, b] : [b, a]
      if (x < upper.x + (y - upper.y) * ((lower.x - upper.x) / (lower.y - upper.y))) isOdd = !isOdd
    })
  }
  return isOdd
}
