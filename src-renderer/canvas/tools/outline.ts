// Filling an outline is one gesture, whichever tool drew it.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import { paintPolygon } from '../../../src-main/core/painting/polygon.ts'
import type { Ring } from '../../../src-main/core/painting/polygon.ts'
import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import type { ToolHost, ToolPointer } from './tool.ts'

/**
 * Fills rings by the even-odd rule, those of three vertices and more. Alt subtracts (paints background), Ctrl does not
 * cut into labels. A smart edge is assist, a drawn line is not.
 */
export function fillOutline(
  host: ToolHost,
  rings: readonly Ring[],
  held: Pick<ToolPointer, 'alt' | 'ctrl'>,
  name: 'polygon' | 'lasso' | 'scissors',
): void {
  if (rings.every((ring) => ring.length < 3)) return
  host.begin(name === 'scissors' ? PROVENANCE.assist : PROVENANCE.human)
  const value = held.alt ? 0 : host.settings().activeClass
  host.painted(paintPolygon(host.labelMap, rings, host.rule(value, held.ctrl)))
  host.commit(name)
}

/** True when `point` is far enough from `last` to be worth keeping. */
export function isApart(last: Point | undefined, point: Point, distance: number): boolean {
  return last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= distance
}
