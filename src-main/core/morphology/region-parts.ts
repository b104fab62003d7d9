// The connected parts of a class in the order of their first pixels: the way from one part to the next.

import { findAllOf } from '../painting/flood-fill.ts'
import type { Region } from '../painting/flood-fill.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { maskOfRegion } from '../geometry/pixel-mask.ts'
import { findComponents } from './components.ts'

/**
 * The connected part `by` places after `part`, round from the last one to the first; `part` itself where the class has
 * no other. `part`: a connected region of the map, as it is now.
 */
export function partAfter(labelMap: LabelMap, part: Region, by: 1 | -1): Region {
  const all = findAllOf(labelMap, part.value)
  const { x, y } = all.rect
  const { runs, areas } = findComponents(maskOfRegion(all, 0, labelMap), 1)
  const present = componentAt(runs, part.spans[1]! - x, part.spans[0]! - y)
  const wanted = (present + by + areas.length) % areas.length
  return wanted === present ? part : regionOf(runs, wanted, { value: part.value, x, y })
}

/** The number of the component that has the pixel. */
function componentAt(runs: Int32Array, x: number, y: number): number {
  for (let i = 0; i < runs.length; i += 4) {
    if (runs[i] === y && runs[i + 1]! <= x && x <= runs[i + 2]!) return runs[i + 3]!
  }
  return 0
}

interface Place {
  readonly value: number
  /** Of the window, in the image. */
  readonly x: number
  readonly y: number
}

function regionOf(runs: Int32Array, component: number, { value, x, y }: Place): Region {
  const spans: number[] = []
  let [pixelCount, left, right] = [0, Infinity, -Infinity]
  for (let i = 0; i < runs.length; i += 4) {
    if (runs[i + 3] !== component) continue
    const [x0, x1] = [runs[i + 1]! + x, runs[i + 2]! + x]
    spans.push(runs[i]! + y, x0, x1)
    pixelCount += x1 - x0 + 1
    left = Math.min(left, x0)
    right = Math.max(right, x1)
  }
  const [top, bottom] = [spans[0]!, spans.at(-3)!]
  return {
    value,
    rect: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
    pixelCount,
    spans: Int32Array.from(spans),
  }
}
