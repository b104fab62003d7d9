// Which pixels a person allows to be painted: class locks and the paint mode. Every tool and every
// proposal obeys.

import type { MayPaint } from '../../../src-main/core/painting/proposal.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'

/**
 * Paint over everything, only where nobody has labelled, only over labelled background, behind what is labelled as
 * something (over unlabelled and background), or only over one class.
 */
export type PaintMode = 'all' | 'unlabelled' | 'background' | 'behind' | 'class'

export const PLAIN_PAINT_MODES = ['all', 'unlabelled', 'background', 'behind'] as const

/** What comes after `mode`; after the plain ones over the class `over`, where there is one. */
export function nextPaintMode(mode: PaintMode, over: number | null): PaintMode | number {
  if (mode === 'class') return 'all'
  return PLAIN_PAINT_MODES[PLAIN_PAINT_MODES.indexOf(mode) + 1] ?? over ?? 'all'
}

export interface PaintPolicy {
  readonly paintMode: PaintMode
  /** The class that may be painted over in the mode `class`. */
  readonly overClass: number
  readonly locked: readonly number[]
}

/**
 * Locked classes keep their pixels; unlabelled pixels belong to none. Erasing is free of the modes that would
 * leave it nothing to do: to background of `background` and `behind`, to unlabelled of `unlabelled` too.
 * `isCareful` paints behind, whatever the mode.
 */
export function mayPaintBy(policy: PaintPolicy, isCareful: boolean): MayPaint {
  const locked = new Set(policy.locked)
  const { paintMode, overClass } = policy
  const isBehind = isCareful || paintMode === 'behind'
  return (value, existing) => {
    if (locked.has(existing)) return false
    if (paintMode === 'class' && existing !== overClass) return false
    if (paintMode === 'unlabelled' && existing !== UNLABELLED) return value === UNLABELLED
    if (paintMode === 'background' && existing !== 0) return isBare(value)
    return !isBehind || isBare(value) || isBare(existing)
  }
}

function isBare(value: number): boolean {
  return value === 0 || value === UNLABELLED
}

/** True when the policy allows everything, which paints fastest. */
export function isFree(policy: PaintPolicy, isCareful: boolean): boolean {
  return !isCareful && policy.paintMode === 'all' && policy.locked.length === 0
}
