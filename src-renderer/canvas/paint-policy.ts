// Which pixels a person allows to be painted: class locks and the paint mode. Every tool and every
// proposal obeys.

import type { MayPaint } from '../../src-main/core/proposal.ts'
import { UNLABELLED } from '../../src-main/core/provenance.ts'

/** Paint over everything, only where nobody has labelled, only where no object is, or only over one class. */
export type PaintMode = 'all' | 'unlabelled' | 'background' | 'class'

/** What the key goes through; over one class is chosen from the list alone. */
export function nextPaintMode(mode: PaintMode): PaintMode {
  const modes: readonly PaintMode[] = ['all', 'unlabelled', 'background']
  return modes[(modes.indexOf(mode) + 1) % modes.length] ?? 'all'
}

export interface PaintPolicy {
  readonly paintMode: PaintMode
  /** The class that may be painted over in the mode `class`. */
  readonly overClass: number
  readonly locked: readonly number[]
}

/**
 * Locked classes keep their pixels; unlabelled pixels belong to none. Erasing is free of the modes that would
 * leave it nothing to do: to background of `background`, to unlabelled of `unlabelled` too. `isCareful` never
 * cuts into objects, whatever the mode.
 */
export function mayPaintBy(policy: PaintPolicy, isCareful: boolean): MayPaint {
  const locked = new Set(policy.locked)
  const isBehind = isCareful || policy.paintMode === 'background'
  return (value, existing) => {
    if (locked.has(existing)) return false
    if (policy.paintMode === 'class' && existing !== policy.overClass) return false
    if (policy.paintMode === 'unlabelled' && existing !== UNLABELLED) return value === UNLABELLED
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
