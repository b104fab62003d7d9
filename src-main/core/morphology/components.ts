// Connected components of a pixel mask as runs: holes and islands. Works on runs of pixels and not on
// pixels, which is what makes it fast on label maps. 4-connected, as the fill tool is.

import { nextOf } from '../bytes/next-of.ts'
import type { PixelMask } from '../geometry/pixel-mask.ts'

export interface Components {
  /** Quadruples y, x0, x1 (inclusive), component; in window coordinates. */
  readonly runs: Int32Array
  /** Pixels of each component. */
  readonly areas: Int32Array
  /** 1 where a component touches the edge of the window. */
  readonly touchesEdge: Uint8Array
}

const RUN = 4

/** The components of the pixels of value `of`. */
export function findComponents(mask: PixelMask, of: 0 | 1): Components {
  const runs = collectRuns(mask, of)
  const parents = joinRuns(runs)
  return numberComponents(runs, parents, mask)
}

/** Sets the pixels of the components for which `chosen` is true. */
export function writeComponents(
  mask: PixelMask,
  components: Components,
  value: 0 | 1,
  chosen: (component: number) => boolean,
): void {
  const { runs } = components
  const isChosen = Uint8Array.from(components.areas, (_, component) => (chosen(component) ? 1 : 0))
  for (let i = 0; i < runs.length; i += RUN) {
    if (isChosen[runs[i + 3]!] !== 1) continue
    const row = runs[i]! * mask.rect.width
    mask.data.fill(value, row + runs[i + 1]!, row + runs[i + 2]! + 1)
  }
}

function collectRuns({ rect, data }: PixelMask, of: 0 | 1): Int32Array {
  const { width } = rect
  const other = of === 1 ? 0 : 1
  let runs = new Int32Array(4096)
  let size = 0
  let start = nextOf(data, of, 0)
  while (start < data.length) {
    const end = nextOf(data, other, start)
    // What is joined in memory may go on in the next rows.
    for (let first = start; first < end;) {
      const y = Math.floor(first / width)
      const last = Math.min(end, (y + 1) * width) - 1
      if (size + RUN > runs.length) runs = doubled(runs)
      runs[size] = y
      runs[size + 1] = first - y * width
      runs[size + 2] = last - y * width
      size += RUN
      first = last + 1
    }
    start = nextOf(data, of, end)
  }
  return runs.slice(0, size)
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2)
  larger.set(values)
  return larger
}

/** Union-find over runs that touch in neighbouring rows; parents always point to earlier runs. */
function joinRuns(runs: Int32Array): Int32Array {
  const count = runs.length / RUN
  const parents = Int32Array.from({ length: count }, (_, run) => run)
  let above = 0
  for (let run = 0; run < count; run++) {
    const y = runs[run * RUN]!
    const x0 = runs[run * RUN + 1]!
    const x1 = runs[run * RUN + 2]!
    while (above < run && isBefore(above, y - 1, x0)) above++
    for (let other = above; other < run; other++) {
      if (runs[other * RUN]! !== y - 1 || runs[other * RUN + 1]! > x1) break
      const a = rootOf(parents, other)
      const b = rootOf(parents, run)
      if (a < b) parents[b] = a
      else parents[a] = b
    }
  }
  return parents

  function isBefore(run: number, y: number, x0: number): boolean {
    const row = runs[run * RUN]!
    return row < y || (row === y && runs[run * RUN + 2]! < x0)
  }
}

export function rootOf(parents: Int32Array, run: number): number {
  let at = run
  while (parents[at]! !== at) {
    parents[at] = parents[parents[at]!]!
    at = parents[at]!
  }
  return at
}

function numberComponents(runs: Int32Array, parents: Int32Array, mask: PixelMask): Components {
  const { width, height } = mask.rect
  const numbers = new Int32Array(parents.length)
  const areas: number[] = []
  const touches: number[] = []
  for (let run = 0; run < parents.length; run++) {
    const root = rootOf(parents, run)
    const at = run * RUN
    if (root === run) {
      numbers[run] = areas.length
      areas.push(0)
      touches.push(0)
    }
    const component = numbers[root]!
    const [y, x0, x1] = [runs[at]!, runs[at + 1]!, runs[at + 2]!]
    runs[at + 3] = component
    areas[component]! += x1 - x0 + 1
    if (y === 0 || x0 === 0 || y === height - 1 || x1 === width - 1) touches[component] = 1
  }
  return { runs, areas: Int32Array.from(areas), touchesEdge: Uint8Array.from(touches) }
}
