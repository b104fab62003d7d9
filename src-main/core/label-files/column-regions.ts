// The connected regions of a label map, each as COCO's run lengths: one mask for each object that a mask of classes can
// tell apart. 4-connected, as the fill tool is.

import type { LabelMap } from '../label-map.ts'
import { rootOf } from '../morphology/components.ts'

export interface ColumnRegion {
  readonly value: number
  /** Pixels outside and inside in turn, down the columns; the first is where the region begins. */
  readonly counts: readonly number[]
}

/** Regions of equal value, background and void too, by value and then by their first pixel down the columns. */
export function columnRegions(labelMap: LabelMap): ColumnRegion[] {
  const runs = collectRuns(labelMap)
  const regions = gatherRegions(runs, joinRuns(runs), labelMap)
  return regions.sort((a, b) => a.value - b.value || a.counts[0]! - b.counts[0]!)
}

/** Runs of equal pixels, each inside of one column; positions count down the columns. */
interface ColumnRuns {
  readonly starts: readonly number[]
  /** The position after the last pixel. */
  readonly ends: readonly number[]
  readonly values: readonly number[]
  /** The first run of each column, and how many runs there are. */
  readonly columns: readonly number[]
}

function collectRuns({ width, height, data }: LabelMap): ColumnRuns {
  const [starts, ends, values, columns]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let x = 0; x < width; x++) {
    columns.push(starts.length)
    let value = data[x]!
    let from = 0
    for (let y = 1; y <= height; y++) {
      const next = y < height ? data[y * width + x]! : -1
      if (next === value) continue
      starts.push(x * height + from)
      ends.push(x * height + y)
      values.push(value)
      from = y
      value = next
    }
  }
  columns.push(starts.length)
  return { starts, ends, values, columns }
}

/** Union-find over runs of equal value that touch in neighbouring columns; parents always point to earlier runs. */
function joinRuns({ starts, ends, values, columns }: ColumnRuns): Int32Array {
  const height = ends[(columns[1] ?? 0) - 1] ?? 0
  const parents = Int32Array.from(starts.keys())
  for (let x = 1; x + 1 < columns.length; x++) {
    const own = columns[x]!
    let left = columns[x - 1]!
    for (let run = own; run < columns[x + 1]!; run++) {
      const [start, end] = [starts[run]! - height, ends[run]! - height]
      while (left < own && ends[left]! <= start) left++
      for (let near = left; near < own && starts[near]! < end; near++) {
        if (values[near] !== values[run]) continue
        const [a, b] = [rootOf(parents, near), rootOf(parents, run)]
        parents[Math.max(a, b)] = Math.min(a, b)
      }
    }
  }
  return parents
}

function gatherRegions(runs: ColumnRuns, parents: Int32Array, labelMap: LabelMap): ColumnRegion[] {
  const regions = new Map<number, { value: number; counts: number[]; end: number }>()
  for (const [run, start] of runs.starts.entries()) {
    const root = rootOf(parents, run)
    const region = regions.get(root) ?? { value: runs.values[run]!, counts: [], end: 0 }
    regions.set(root, region)
    const length = runs.ends[run]! - start
    // The end of a column and the start of the next one are one run.
    if (start === region.end && start > 0) region.counts[region.counts.length - 1]! += length
    else region.counts.push(start - region.end, length)
    region.end = start + length
  }
  const total = labelMap.width * labelMap.height
  return Array.from(regions.values(), ({ value, counts, end }) => ({
    value,
    counts: end < total ? [...counts, total - end] : counts,
  }))
}
