// The path along edges from an anchor to the pointer: intelligent scissors (Mortensen, Barrett: Intelligent
// scissors for image composition, 1995). Dijkstra's shortest paths on the 8-connected pixel grid, expanded
// only as far as the pointer has been.

import type { Point } from '../painting/brush.ts'
import { grownRect } from '../geometry/pixel-mask.ts'
import type { Rect } from '../geometry/rect.ts'
import type { EdgeMap } from './edge-map.ts'

export interface LiveWire {
  /**
   * Pixel centres from the anchor to the pixel of `to`, both included. A point beyond the reach of 512
   * pixels is joined to the path's end by a straight line.
   */
  pathTo(to: Point): Point[]
}

const REACH = 512
/** A bucket for each length a path can be longer than the shortest open one. */
const BUCKETS = 256
const FLAT_COST = 120
const EDGE_COST = 6

/** Edges weaker than `threshold` (0..255) count as flat. The anchor must be a pixel of the photo. */
export function startLiveWire(edges: EdgeMap, anchor: Point, threshold: number): LiveWire {
  const seed = { x: Math.floor(anchor.x), y: Math.floor(anchor.y), width: 1, height: 1 }
  const window = grownRect(seed, REACH, edges)
  edges.prepare(window)
  const search = startSearch(edges, window, stepCosts(threshold))
  search.open(seed.x, seed.y)

  return {
    pathTo(to) {
      const x = clamp(Math.floor(to.x), window.x, window.x + window.width - 1)
      const y = clamp(Math.floor(to.y), window.y, window.y + window.height - 1)
      const path = search.pathTo(x, y)
      const isBeyond = x !== Math.floor(to.x) || y !== Math.floor(to.y)
      return isBeyond ? [...path, { x: to.x, y: to.y }] : path
    },
  }
}

export interface PathEnds {
  /** A pixel of the photo. */
  readonly from: Point
  readonly to: Point
  /** Edges weaker than this, 0..255, count as flat. */
  readonly threshold: number
}

/** Answers `pathTo` for any ends; as long as they start at one place, as under a moving pointer, one search goes on. */
export function createPathFinder(edges: EdgeMap): (ends: PathEnds) => Point[] {
  let kept: { readonly key: string; readonly wire: LiveWire } | null = null
  return ({ from, to, threshold }) => {
    const key = [from.x, from.y, threshold].join(' ')
    if (kept?.key !== key) kept = { key, wire: startLiveWire(edges, from, threshold) }
    return kept.wire.pathTo(to)
  }
}

/** The cost of a straight step onto a pixel, by the strength of its edge. */
function stepCosts(threshold: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, strength) => {
    const flat = strength < threshold ? 1 : 1 - strength / 255
    return Math.round(EDGE_COST + (FLAT_COST - EDGE_COST) * flat * flat)
  })
}

interface Search {
  open(x: number, y: number): void
  pathTo(x: number, y: number): Point[]
}

const NEIGHBOURS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const

/** Dijkstra with buckets (Dial): costs are small whole numbers. */
function startSearch(edges: EdgeMap, window: Rect, straight: Int32Array): Search {
  const { width, height } = window
  const diagonal = straight.map((cost) => Math.round(cost * Math.SQRT2))
  const lengths = new Int32Array(width * height).fill(2 ** 30)
  const isSettled = new Uint8Array(width * height)
  /** The direction one came from. */
  const arrivals = new Int8Array(width * height).fill(-1)
  const buckets: number[][] = Array.from({ length: BUCKETS }, () => [])
  let current = 0
  let openCount = 0

  function push(i: number, length: number): void {
    lengths[i] = length
    buckets[length % BUCKETS]!.push(i)
    openCount++
  }

  function settleNext(): void {
    let bucket = buckets[current % BUCKETS]!
    while (bucket.length === 0) bucket = buckets[++current % BUCKETS]!
    const i = bucket.pop()!
    openCount--
    if (isSettled[i] === 1) return
    isSettled[i] = 1
    const x = i % width
    const y = (i - x) / width
    for (let direction = 0; direction < 8; direction++) {
      const [dx, dy] = NEIGHBOURS[direction]!
      const nx = x + dx
      const ny = y + dy
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
      const next = ny * width + nx
      if (isSettled[next] === 1) continue
      const strength = edges.data[(window.y + ny) * edges.width + window.x + nx]!
      const length = lengths[i]! + (direction < 4 ? straight : diagonal)[strength]!
      if (length >= lengths[next]!) continue
      arrivals[next] = direction
      push(next, length)
    }
  }

  return {
    open: (x, y) => push((y - window.y) * width + x - window.x, 0),
    pathTo(x, y) {
      let i = (y - window.y) * width + x - window.x
      while (isSettled[i] === 0 && openCount > 0) settleNext()
      const path: Point[] = []
      for (;;) {
        const column = i % width
        path.push({ x: window.x + column + 0.5, y: window.y + (i - column) / width + 0.5 })
        if (arrivals[i] === -1) return path.reverse()
        const [dx, dy] = NEIGHBOURS[arrivals[i]!]!
        i -= dy * width + dx
      }
    },
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
