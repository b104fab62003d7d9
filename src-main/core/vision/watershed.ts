// Watershed from scribbles: every pixel of a window gets the value of the scribble that floods it first
// when water rises over the edges (Meyer: Un algorithme optimal pour la ligne de partage des eaux, 1991).
// No dividing line is left between the basins.

import { KEEP } from '../painting/proposal.ts'
import type { Proposal } from '../painting/proposal.ts'
import type { EdgeMap } from './edge-map.ts'

const LEVELS = 256

/** `markers`: a value where there is a scribble, KEEP elsewhere. All KEEP when there is no marker. */
export function watershed(edges: EdgeMap, markers: Proposal): Proposal {
  const { rect } = markers
  const { width, height } = rect
  edges.prepare(rect)
  const values = markers.values.slice()
  const queues: number[][] = Array.from({ length: LEVELS }, () => [])
  for (let i = 0; i < values.length; i++) if (values[i] !== KEEP) queues[0]!.push(i)

  for (let level = 0; level < LEVELS; level++) {
    const queue = queues[level]!
    // First in, first out: basins meet in the middle of a plateau. The queue grows while it is read.
    for (let read = 0; read < queue.length; read++) {
      const i = queue[read]!
      const x = i % width
      if (x > 0) flood(i - 1, i, level)
      if (x < width - 1) flood(i + 1, i, level)
      if (i >= width) flood(i - width, i, level)
      if (i < width * (height - 1)) flood(i + width, i, level)
    }
    queues[level] = []
  }
  return { rect, values }

  function flood(i: number, from: number, level: number): void {
    if (values[i] !== KEEP) return
    values[i] = values[from]!
    const x = i % width
    const strength = edges.data[(rect.y + (i - x) / width) * edges.width + rect.x + x]!
    queues[Math.max(level, strength)]!.push(i)
  }
}
