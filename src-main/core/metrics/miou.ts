// Mean intersection over union in its four readings. A figure must never be shown without the name
// of its variant: they differ by tens of points on the same masks.

import type { ClassIndex } from '../labels/classes.ts'
import { CLASS_COUNT } from '../labels/classes.ts'
import type { Confusion } from './confusion.ts'

/**
 * official: all 21 classes, absent ones count 0 (the released evaluation).
 * present: classes with at least one true pixel. voc: classes with a non-empty union.
 * fg20: the 20 objects without background, absent ones count 0.
 */
export const MIOU_VARIANTS = ['official', 'present', 'voc', 'fg20'] as const

export type MiouVariant = (typeof MIOU_VARIANTS)[number]

export interface ClassIou {
  readonly index: ClassIndex
  /** Pixels of this class in the truth, in the prediction, and in both at one place. */
  readonly truth: number
  readonly predicted: number
  readonly intersection: number
  /** 0..1, or null when the class is neither in the truth nor in the prediction. */
  readonly iou: number | null
}

/** Keeps 0/0 at 0 exactly as the released evaluation does. */
const EPSILON = 2.2e-16

/** All 21 classes in order. */
export function classIous(confusion: Confusion): ClassIou[] {
  const { counts } = confusion
  return Array.from({ length: CLASS_COUNT }, (_, c) => {
    let truth = 0
    let predicted = 0
    for (let other = 0; other < CLASS_COUNT; other++) {
      truth += counts[c * CLASS_COUNT + other]!
      predicted += counts[other * CLASS_COUNT + c]!
    }
    const intersection = counts[c * CLASS_COUNT + c]!
    const union = truth + predicted - intersection
    const iou = union === 0 ? null : intersection / (union + EPSILON)
    return { index: c as ClassIndex, truth, predicted, intersection, iou }
  })
}

/** 0..1, or null when no class qualifies (an empty set under `present` or `voc`). */
export function meanIou(confusion: Confusion, variant: MiouVariant): number | null {
  const scored = classIous(confusion).filter((entry) => isScored(entry, variant))
  if (scored.length === 0) return null
  return scored.reduce((sum, { iou }) => sum + (iou ?? 0), 0) / scored.length
}

/** Share of pixels with the right class, void left out; null without any pixel. */
export function pixelAccuracy(confusion: Confusion): number | null {
  const entries = classIous(confusion)
  const all = entries.reduce((sum, { truth }) => sum + truth, 0)
  return all === 0 ? null : entries.reduce((sum, e) => sum + e.intersection, 0) / all
}

function isScored(entry: ClassIou, variant: MiouVariant): boolean {
  switch (variant) {
    case 'official':
      return true
    case 'present':
      return entry.truth > 0
    case 'voc':
      return entry.iou !== null
    case 'fg20':
      return entry.index > 0
  }
}
