// How many connected regions each class has in a label map: the instances of the paper's Fig. 2, as far as a
// mask of classes can tell them apart. 4-connected, as the fill tool is; one pass over runs of pixels.

import { CLASS_COUNT } from '../labels/classes.ts'
import type { LabelMap } from '../labels/label-map.ts'

interface Run {
  readonly value: number
  /** First column, and the one after the last. */
  readonly start: number
  readonly end: number
  readonly id: number
}

/** 21 counts; background and void are not counted. */
export function countInstances({ width, height, data }: LabelMap): Uint32Array {
  const counts = new Uint32Array(CLASS_COUNT)
  const parents: number[] = []
  let above: Run[] = []
  for (let y = 0; y < height; y++) {
    const row: Run[] = []
    let near = 0
    for (let start = 0, end = 0; start < width; start = end) {
      const value = data[y * width + start]!
      while (end < width && data[y * width + end] === value) end++
      if (value === 0 || value >= CLASS_COUNT) continue
      const id = parents.push(parents.length) - 1
      counts[value]!++
      while (near < above.length && above[near]!.end <= start) near++
      for (let i = near; i < above.length && above[i]!.start < end; i++) {
        if (above[i]!.value === value && join(parents, above[i]!.id, id)) counts[value]!--
      }
      row.push({ value, start, end, id })
    }
    above = row
  }
  return counts
}

/** False when both were one region already. */
function join(parents: number[], a: number, b: number): boolean {
  const [rootA, rootB] = [rootOf(parents, a), rootOf(parents, b)]
  if (rootA === rootB) return false
  parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
  return true
}

function rootOf(parents: number[], run: number): number {
  let at = run
  while (parents[at]! !== at) {
    parents[at] = parents[parents[at]!]!
    at = parents[at]!
  }
  return at
}
