// Filling an outline is one gesture, whichever tool drew it.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import { paintPolygon } from '../../../src-main/core/painting/polygon.ts'
import type { Ring } from '../../../src-main/core/painting/polygon.ts'
import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import type { ToolHost, ToolPointer } from './tool.ts'

/** How an outline is filled. */
export interface OutlineFill {
  readonly value: number
  /** Does not cut into labels. */
  readonly isCareful: boolean
}

/** As the keys say that are held when it is closed: Alt subtracts (paints background), Ctrl does not cut into labels. */
export function outlineFill(
  host: ToolHost,
  { alt, ctrl }: Pick<ToolPointer, 'alt' | 'ctrl'>,
): OutlineFill {
  return { value: alt ? 0 : host.settings().activeClass, isCareful: ctrl }
}

/** Fills rings by the even-odd rule, those of three vertices and more. A smart edge is assist, a drawn line is not. */
export function fillOutline(
  host: ToolHost,
  rings: readonly Ring[],
  { value, isCareful }: OutlineFill,
  name: 'polygon' | 'lasso' | 'scissors',
): void {
  if (rings.every((ring) => ring.length < 3)) return
  host.begin(name === 'scissors' ? PROVENANCE.assist : PROVENANCE.human)
  host.painted(paintPolygon(host.labelMap, rings, host.rule(value, isCareful)))
  host.commit(name)
}

/** True when `point` is far enough from `last` to be worth keeping. */
export function isApart(last: Point | undefined, point: Point, distance: number): boolean {
  return last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= distance
}
