// Lines scribbled on things, each with its class, for the watershed: which of them are flooded together, and in which
// box. What lies outside the boxes never changes.

import { paintSegment } from '../painting/brush.ts'
import type { Point } from '../painting/brush.ts'
import { createLabelMap } from '../labels/label-map.ts'
import type { ImageSize } from '../geometry/pixel-mask.ts'
import { KEEP, createProposal, unitedProposals } from '../painting/proposal.ts'
import type { Proposal } from '../painting/proposal.ts'
import {
  EMPTY_RECT,
  clipRect,
  containsRect,
  intersectRect,
  isEmptyRect,
  rectFromCorners,
  unionRect,
} from '../geometry/rect.ts'
import type { Rect } from '../geometry/rect.ts'
import type { EdgeMap } from './edge-map.ts'
import { watershed } from './watershed.ts'

export interface Scribble {
  /** The value that it stands for. */
  readonly value: number
  /** Half its width in image pixels. */
  readonly radius: number
  readonly points: readonly Point[]
}

/**
 * The boxes that are flooded, each apart from the others. Scribbles whose boxes touch or overlap share one. Where all
 * are of one class, which would flood the box, the nearest other box joins; none is left when there is one class alone.
 */
export function scribbleBoxes(scribbles: readonly Scribble[], image: ImageSize): readonly Rect[] {
  const single = scribbles.map((scribble) => ({
    rect: boxOf(scribble, image),
    values: new Set([scribble.value]),
  }))
  let groups = joined(single.filter(({ rect }) => !isEmptyRect(rect)))
  for (;;) {
    const alone = groups.find(({ values }) => values.size === 1)
    if (alone === undefined) return groups.map(({ rect }) => rect)
    const others = groups.filter((group) => group !== alone)
    const distances = others.map(({ rect }) => gapBetween(rect, alone.rect))
    const nearest = others[distances.indexOf(Math.min(...distances))]
    if (nearest === undefined) return []
    groups = joined([...others.filter((group) => group !== nearest), unitedGroup(alone, nearest)])
  }
}

/** Floods every box from the scribbles in it. Proposes nothing when there is no box. */
export function floodScribbles(edges: EdgeMap, scribbles: readonly Scribble[]): Proposal {
  return scribbleBoxes(scribbles, edges)
    .map((box) => {
      const inside = scribbles.filter((scribble) => isIn(box, boxOf(scribble, edges)))
      return watershed(edges, markersIn(box, inside))
    })
    .reduce(unitedProposals, createProposal(EMPTY_RECT))
}

interface Group {
  readonly rect: Rect
  readonly values: ReadonlySet<number>
}

/** Groups whose boxes touch or overlap become one, until none do. */
function joined(groups: readonly Group[]): readonly Group[] {
  for (const [at, group] of groups.entries()) {
    const other = groups.slice(at + 1).find(({ rect }) => gapBetween(rect, group.rect) === 0)
    if (other === undefined) continue
    const rest = groups.filter((candidate) => candidate !== group && candidate !== other)
    return joined([...rest, unitedGroup(group, other)])
  }
  return groups
}

function unitedGroup(a: Group, b: Group): Group {
  return { rect: unionRect(a.rect, b.rect), values: new Set([...a.values, ...b.values]) }
}

/** Pixels between two boxes the shortest way; 0 when they share a pixel, a side or a corner. */
function gapBetween(a: Rect, b: Rect): number {
  const across = Math.max(a.x - (b.x + b.width), b.x - (a.x + a.width), 0)
  const down = Math.max(a.y - (b.y + b.height), b.y - (a.y + a.height), 0)
  return Math.hypot(across, down)
}

function isIn(box: Rect, rect: Rect): boolean {
  return !isEmptyRect(intersectRect(box, rect)) && containsRect(box, rect)
}

/** The pixels of the points, as far as the image goes; how wide the line is does not count. */
function boxOf({ points }: Scribble, { width, height }: ImageSize): Rect {
  const box = points.reduce<Rect>((before, point) => {
    const [x, y] = [Math.floor(point.x), Math.floor(point.y)]
    return unionRect(before, rectFromCorners(x, y, x, y))
  }, EMPTY_RECT)
  return clipRect(box, width, height)
}

/** The scribbles as pixels of a box, the later over the earlier. */
function markersIn(rect: Rect, scribbles: readonly Scribble[]): Proposal {
  const values = new Uint8Array(rect.width * rect.height).fill(KEEP)
  const window = createLabelMap(rect.width, rect.height, values)
  for (const { value, radius, points } of scribbles) {
    const inWindow = points.map(({ x, y }) => ({ x: x - rect.x, y: y - rect.y }))
    inWindow.forEach((to, at) => {
      const from = inWindow[Math.max(0, at - 1)]!
      paintSegment(window, { from, to, radius, tip: 'round' }, { value })
    })
  }
  return { rect, values }
}
