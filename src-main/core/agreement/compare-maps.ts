// Two label maps of one photo by two people in one pass: how far they agree in numbers, and where they do not. Pixels that
// are void in either are no (dis)agreement and left out. Neither map is the right one.

import { runPairsOf } from '../bytes/byte-runs.ts'
import { invariant } from '../errors.ts'
import { IGNORE_INDEX } from '../labels/classes.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { confusionOfPairs } from '../metrics/confusion.ts'
import type { Confusion } from '../metrics/confusion.ts'
import { HEAT_SIDE, cellsOfPair, createHeat } from './disagreement-heat.ts'
import type { DisagreementHeat } from './disagreement-heat.ts'

export interface ComparedMaps {
  /** Rows are the first map's classes. */
  readonly confusion: Confusion
  readonly heat: DisagreementHeat
}

/** Both have the same size. */
export function compareMaps(first: LabelMap, second: LabelMap): ComparedMaps {
  const { width, height } = first
  invariant(
    width === second.width && height === second.height,
    `agreement: the maps are ${width}x${height} and ${second.width}x${second.height}`,
  )
  const heat = createHeat()
  const pairs = new Uint32Array(65536)
  const eachRun = runPairsOf(first.data, second.data)
  let [row, start] = [0, 0]
  const count = (from: number, until: number): void => {
    const a = first.data[from]!
    const b = second.data[from]!
    if (a === IGNORE_INDEX || b === IGNORE_INDEX) return
    pairs[(a << 8) | b]! += until - from
    const differing = a === b ? null : cellsOfPair(heat, a, b)
    for (let x = from - start; x < until - start;) {
      const column = Math.floor((x * HEAT_SIDE) / width)
      const end = Math.min(until - start, Math.ceil(((column + 1) * width) / HEAT_SIDE))
      heat.compared[row + column]! += end - x
      if (differing !== null) differing[row + column]! += end - x
      x = end
    }
  }
  for (let y = 0; y < height; y++) {
    row = HEAT_SIDE * Math.floor((y * HEAT_SIDE) / height)
    start = y * width
    eachRun(start, start + width, count)
  }
  return { confusion: confusionOfPairs(pairs), heat }
}
