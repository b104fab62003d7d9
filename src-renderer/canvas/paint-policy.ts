// Which pixels a person allows to be painted: class locks and the paint mode. Every tool and every
// proposal obeys.

import type { MayPaint } from '../../src-main/core/proposal.ts'

/** Paint over everything, only where nothing is labelled, or only over one class. */
export type PaintMode = 'all' | 'background' | 'class'

export interface PaintPolicy {
  readonly paintMode: PaintMode
  /** The class that may be painted over in the mode `class`. */
  readonly overClass: number
  readonly locked: readonly number[]
}

/**
 * Locked classes keep their pixels. Erasing to background is free of the mode `background`, which would
 * leave it nothing to do. `isCareful` never cuts into labels, whatever the mode.
 */
export function mayPaintBy(policy: PaintPolicy, isCareful: boolean): MayPaint {
  const locked = new Set(policy.locked)
  const isBehind = isCareful || policy.paintMode === 'background'
  return (value, existing) => {
    if (locked.has(existing)) return false
    if (policy.paintMode === 'class' && existing !== policy.overClass) return false
    return !isBehind || value === 0 || existing === 0
  }
}

/** True when the policy allows everything, which paints fastest. */
export function isFree(policy: PaintPolicy, isCareful: boolean): boolean {
  return !isCareful && policy.paintMode === 'all' && policy.locked.length === 0
}
