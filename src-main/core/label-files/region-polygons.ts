// A label map as polygons whose corners are corners of pixels, so that filling them gives the very pixels. A polygon has
// no holes: what lies in a region is painted over it, and so the polygons stand in the order of painting.

import type { Point } from '../painting/brush.ts'
import { createLabelMap } from '../labels/label-map.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { paintPolygon } from '../painting/polygon.ts'
import { columnRegions } from './column-regions.ts'

export interface RegionPolygon {
  /** Class value, 0 for background that must be painted: in the hole of a region, or all there is. */
  readonly value: number
  /** Whole numbers, in pixels from the upper left corner of the image. */
  readonly corners: readonly Point[]
  /** It lies on an earlier polygon, in what would be a hole of it. */
  readonly isInHole: boolean
}

/** No class has this number. */
const UNPAINTED = 254

/** One for each 4-connected region; painted in their order on background, they give the label map back. */
export function regionPolygons(labelMap: LabelMap): RegionPolygon[] {
  const { width, height } = labelMap
  const regions = [...columnRegions(labelMap)]
  const outlined = regions.map(({ value, counts }) => {
    const at = counts[0]!
    const start = { x: Math.floor(at / height), y: at % height }
    const corners = traceOutline(labelMap, start)
    return { value, start, corners, area: enclosedArea(corners) }
  })
  const painted = createLabelMap(width, height, new Uint8Array(width * height).fill(UNPAINTED))
  const polygons: RegionPolygon[] = []
  // Whatever encloses a region has more area than it: it comes first.
  for (const { value, start, corners } of outlined.sort((a, b) => b.area - a.area)) {
    const below = painted.data[start.y * width + start.x]!
    if (value === 0 && below === UNPAINTED && regions.length > 1) continue
    paintPolygon(painted, [corners], { value })
    polygons.push({ value, corners, isInHole: below !== UNPAINTED })
  }
  return polygons
}

/** Up, right, down, left. */
const STEPS = [
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
] as const

/** Pixels before a corner of pixels, on either side of the way, from the corner. */
const AHEAD = [
  { left: { x: -1, y: -1 }, right: { x: 0, y: -1 } },
  { left: { x: 0, y: -1 }, right: { x: 0, y: 0 } },
  { left: { x: 0, y: 0 }, right: { x: -1, y: 0 } },
  { left: { x: -1, y: 0 }, right: { x: -1, y: -1 } },
] as const

/**
 * The outer boundary along the edges of pixels, the region to the right hand; `start` is the uppermost pixel of the region's
 * leftmost column. Pixels that touch at a corner alone are not connected: the way keeps to its own.
 */
function traceOutline({ width, height, data }: LabelMap, start: Point): Point[] {
  const value = data[start.y * width + start.x]
  const isInside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === value
  const corners: Point[] = []
  const from = { x: start.x, y: start.y + 1 }
  let [x, y, way] = [from.x, from.y, 0]
  do {
    x += STEPS[way]!.x
    y += STEPS[way]!.y
    const { left, right } = AHEAD[way]!
    const isOpen = isInside(x + right.x, y + right.y)
    const turn = !isOpen ? 1 : isInside(x + left.x, y + left.y) ? 3 : 0
    if (turn !== 0) corners.push({ x, y })
    way = (way + turn) % 4
  } while (x !== from.x || y !== from.y || way !== 0)
  return corners
}

/** In pixels, holes included (Gauss's area formula). */
function enclosedArea(corners: readonly Point[]): number {
  let doubled = 0
  let last = corners.at(-1)!
  for (const corner of corners) {
    doubled += last.x * corner.y - corner.x * last.y
    last = corner
  }
  return Math.abs(doubled) / 2
}
