// The connected regions of a label map, each as COCO's run lengths: one mask for each object that a mask of classes can
// tell apart. 4-connected, as the fill tool is. One region after the other, out of lists of numbers: a noisy photo has
// millions.

import type { LabelMap } from '../labels/label-map.ts'
import { rootOf } from '../morphology/components.ts'

export interface ColumnRegion {
  readonly value: number
  /** Pixels outside and inside in turn, down the columns; the first is where the region begins. */
  readonly counts: readonly number[]
  readonly pixels: number
  /** 1, or as many small regions as are taken together. */
  readonly regionCount: number
}

/**
 * Regions of equal value, background and void too, by value and then by their first pixel down the columns.
 * Those of fewer than `smallestPx` pixels come together, one region for each value.
 */
export function* columnRegions(labelMap: LabelMap, smallestPx = 1): Generator<ColumnRegion> {
  const runs = collectRuns(labelMap)
  const chains = chainRuns(runs, joinRuns(runs), smallestPx)
  for (const first of chains.firsts) yield regionOf(first, { runs, chains, labelMap })
}

/** Runs of equal pixels, each inside of one column; positions count down the columns. */
interface ColumnRuns {
  readonly starts: Int32Array
  /** The position after the last pixel. */
  readonly ends: Int32Array
  readonly values: Uint8Array
  /** The first run of each column, and how many runs there are. */
  readonly columns: readonly number[]
}

function collectRuns(labelMap: LabelMap): ColumnRuns {
  const { width, height, data } = labelMap
  const count = countRuns(labelMap)
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)]
  const values = new Uint8Array(count)
  const columns: number[] = []
  let run = 0
  for (let x = 0; x < width; x++) {
    columns.push(run)
    let from = 0
    for (let y = 1; y <= height; y++) {
      const value = data[(y - 1) * width + x]!
      if (y < height && data[y * width + x] === value) continue
      starts[run] = x * height + from
      ends[run] = x * height + y
      values[run++] = value
      from = y
    }
  }
  columns.push(run)
  return { starts, ends, values, columns }
}

/** Row by row, which is how the pixels lie. */
function countRuns({ width, data }: LabelMap): number {
  let count = width
  for (let at = width; at < data.length; at++) if (data[at] !== data[at - width]) count++
  return count
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

/** The runs of each region to be written, as a chain from its first one. */
interface RunChains {
  /** By value, then down the columns. */
  readonly firsts: readonly number[]
  /** The run after each in its chain; -1 after the last. */
  readonly next: Int32Array
  /** Of the chain that begins with the run. */
  readonly regionCounts: Int32Array
}

function chainRuns(runs: ColumnRuns, parents: Int32Array, smallestPx: number): RunChains {
  const { starts, ends, values } = runs
  const pixels = new Int32Array(starts.length)
  for (let run = 0; run < starts.length; run++) {
    pixels[rootOf(parents, run)]! += ends[run]! - starts[run]!
  }
  const next = new Int32Array(starts.length).fill(-1)
  const lasts = new Int32Array(starts.length)
  const regionCounts = new Int32Array(starts.length)
  const smallFirsts = new Int32Array(256).fill(-1)
  const firsts: number[][] = Array.from({ length: 256 }, () => [])
  for (let run = 0; run < starts.length; run++) {
    const [root, value] = [rootOf(parents, run), values[run]!]
    const isSmall = pixels[root]! < smallestPx
    if (isSmall && smallFirsts[value] === -1) smallFirsts[value] = run
    const first = isSmall ? smallFirsts[value]! : root
    if (run === root) regionCounts[first]!++
    if (run === first) firsts[value]!.push(run)
    else next[lasts[first]!] = run
    lasts[first] = run
  }
  return { firsts: firsts.flat(), next, regionCounts }
}

interface RegionParts {
  readonly runs: ColumnRuns
  readonly chains: RunChains
  readonly labelMap: LabelMap
}

function regionOf(first: number, { runs, chains, labelMap }: RegionParts): ColumnRegion {
  const counts: number[] = []
  let [end, pixels] = [0, 0]
  for (let run = first; run !== -1; run = chains.next[run]!) {
    const start = runs.starts[run]!
    const length = runs.ends[run]! - start
    // The end of a column and the start of the next one are one run.
    if (start === end && start > 0) counts[counts.length - 1]! += length
    else counts.push(start - end, length)
    end = start + length
    pixels += length
  }
  const rest = labelMap.width * labelMap.height - end
  if (rest > 0) counts.push(rest)
  return { value: runs.values[first]!, counts, pixels, regionCount: chains.regionCounts[first]! }
}
