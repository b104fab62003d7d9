// What a label map holds: the pixels of each value, and how many connected regions each class has, which are the instances
// of the paper's Fig. 2 as far as a mask of classes can tell them apart. 4-connected, as the fill tool is; one pass over
// runs of pixels.

import { endOfRun, wordsOf } from '../bytes/byte-runs.ts'
import { CLASS_COUNT } from '../labels/classes.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { rootOf } from '../morphology/components.ts'

export interface LabelMapContents {
  /** 256 counts, one for each value. */
  readonly pixels: Uint32Array
  /** 21 counts; background and void are not counted. */
  readonly regions: Uint32Array
}

/** The runs of one row whose values are objects, in order. */
interface RowRuns {
  count: number
  readonly values: Uint8Array
  /** First columns, and those after the last. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Each run's place in the union-find over all runs. */
  readonly ids: Int32Array
}

export function contentsOf({ width, height, data }: LabelMap): LabelMapContents {
  const words = wordsOf(data)
  const pixels = new Uint32Array(256)
  const joins = new RunJoins()
  let [above, row] = [emptyRow(width), emptyRow(width)]
  for (let y = 0; y < height; y++) {
    row.count = 0
    const [first, limit] = [y * width, (y + 1) * width]
    for (let from = first, end = first; from < limit; from = end) {
      const value = data[from]!
      end = endOfRun(data, words, from, limit)
      pixels[value]! += end - from
      if (value === 0 || value >= CLASS_COUNT) continue
      row.values[row.count] = value
      row.starts[row.count] = from - first
      row.ends[row.count++] = end - first
    }
    joins.add(row, above)
    const next = above
    above = row
    row = next
  }
  return { pixels, regions: joins.regions }
}

function emptyRow(width: number): RowRuns {
  return {
    count: 0,
    values: new Uint8Array(width),
    starts: new Int32Array(width),
    ends: new Int32Array(width),
    ids: new Int32Array(width),
  }
}

/** Which runs are one region: union-find, in which parents point to earlier runs. */
class RunJoins {
  readonly regions = new Uint32Array(CLASS_COUNT)
  #parents = new Int32Array(4096)
  #count = 0

  /** `above` was the last to be added. */
  add(row: RowRuns, above: RowRuns): void {
    let near = 0
    for (let at = 0; at < row.count; at++) {
      const [value, start, end] = [row.values[at]!, row.starts[at]!, row.ends[at]!]
      const id = this.#newRegion()
      row.ids[at] = id
      this.regions[value]! += 1
      while (near < above.count && above.ends[near]! <= start) near++
      for (let i = near; i < above.count && above.starts[i]! < end; i++) {
        if (above.values[i] === value && this.#join(above.ids[i]!, id)) this.regions[value]! -= 1
      }
    }
  }

  #newRegion(): number {
    if (this.#count === this.#parents.length) {
      const larger = new Int32Array(this.#parents.length * 2)
      larger.set(this.#parents)
      this.#parents = larger
    }
    this.#parents[this.#count] = this.#count
    return this.#count++
  }

  /** False when both were one region already. */
  #join(a: number, b: number): boolean {
    const [rootA, rootB] = [rootOf(this.#parents, a), rootOf(this.#parents, b)]
    if (rootA === rootB) return false
    this.#parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
    return true
  }
}
