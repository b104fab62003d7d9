// Fills a polygon to the very pixels that pycocotools fills, so that COCO's polygons mean here what they mean
// there. After rleFrPoly of cocoapi, common/maskApi.c (Piotr Dollar and Tsung-Yi Lin, Simplified BSD License).

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

/** The boundary is walked in fifths of a pixel. */
const SCALE = 5
/** More steps than the boundary of any real region has; a damaged number might ask for more. */
const MOST_STEPS = 20_000_000

type Visit = (x: number, y: number) => void

/**
 * Run lengths down the columns, first those outside, that cover the image exactly. `points`: x and y in turn in
 * pixels, three points or more; the last joins the first. Points may lie outside of the image.
 * Error: corrupt, naming `where`, when the boundary is absurdly long.
 */
export function polygonRuns(
  points: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
  where: string,
): number[] {
  checkLength(points, where)
  const crossings = columnCrossings(points, width, height)
  crossings.push(width * height)
  crossings.sort((a, b) => a - b)
  const steps = crossings.map((at, i) => (i === 0 ? at : at - crossings[i - 1]!))
  const runs = [steps[0]!]
  for (let i = 1; i < steps.length; i++) {
    if (steps[i]! > 0) runs.push(steps[i]!)
    // Two crossings at one place cancel: the runs before and after are one.
    else if (++i < steps.length) runs[runs.length - 1]! += steps[i]!
  }
  return runs
}

function checkLength(points: readonly number[], where: string): void {
  let steps = 0
  for (let i = 2; i < points.length; i++) steps += Math.abs(points[i]! - points[i - 2]!) * SCALE
  if (steps < MOST_STEPS) return
  throw new StudioError(
    'corrupt',
    said`${where}: the corners of a polygon lie far outside of any image; correct them or export them again`,
  )
}

/** Where the boundary crosses the middle of a column, as positions down the columns. */
function columnCrossings(points: readonly number[], width: number, height: number): number[] {
  const crossings: number[] = []
  let [lastX, lastY] = [NaN, NaN]
  walkBoundary(points, (x, y) => {
    const isStep = !Number.isNaN(lastX) && x !== lastX
    const column = ((x < lastX ? x : x - 1) + 0.5) / SCALE - 0.5
    const row = (Math.min(y, lastY) + 0.5) / SCALE - 0.5
    lastX = x
    lastY = y
    if (!isStep || Math.floor(column) !== column || column < 0 || column > width - 1) return
    crossings.push(column * height + Math.ceil(Math.min(Math.max(row, 0), height)))
  })
  return crossings
}

function walkBoundary(points: readonly number[], visit: Visit): void {
  const count = Math.floor(points.length / 2)
  const scaled = (i: number): number => Math.trunc(SCALE * points[i]! + 0.5)
  for (let j = 0; j < count; j++) {
    const next = (j + 1) % count
    const from = { x: scaled(j * 2), y: scaled(j * 2 + 1) }
    walkEdge(from, { x: scaled(next * 2), y: scaled(next * 2 + 1) }, visit)
  }
}

interface Corner {
  readonly x: number
  readonly y: number
}

/** Always computed from the same end, so that two polygons share their common edge. */
function walkEdge(from: Corner, to: Corner, visit: Visit): void {
  const dx = Math.abs(to.x - from.x)
  const dy = Math.abs(to.y - from.y)
  const isFlat = dx >= dy
  const isFlipped = isFlat ? from.x > to.x : from.y > to.y
  const [start, end] = isFlipped ? [to, from] : [from, to]
  const length = isFlat ? dx : dy
  const slope = length === 0 ? 0 : (isFlat ? end.y - start.y : end.x - start.x) / length
  for (let d = 0; d <= length; d++) {
    const t = isFlipped ? length - d : d
    const across = Math.trunc((isFlat ? start.y : start.x) + slope * t + 0.5)
    if (isFlat) visit(start.x + t, across)
    else visit(across, start.y + t)
  }
}
