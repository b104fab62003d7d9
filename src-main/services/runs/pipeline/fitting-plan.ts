// Builds a method's plan so that its steps stay within the memory that the run may use.

import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import type { Said } from '../../../core/said.ts'
import type { Method, MethodOptions } from '../../../engine/methods/method.ts'
import { estimateStepBytes } from '../../../engine/training/step-memory.ts'
import type { TrainingPlan } from '../../../engine/training/training-plan.ts'

export interface FittingPlan {
  readonly plan: TrainingPlan
  /** For the run's log; null when batches stay whole. */
  readonly note: Said | null
}

/** Of one image, the pyramid's first bin has one number a channel: nothing to normalize by. */
const SMALLEST_PART = 2

/**
 * Whole batches where they fit or nothing is asked for; else the fewest parts whose step fits.
 * @param memoryGib null: no limit
 * @throws StudioError `outOfMemory` when no division fits
 */
export function fittingPlan(
  method: Method,
  options: MethodOptions,
  memoryGib: number | null,
): FittingPlan {
  if (memoryGib === null) return { plan: method.build(options), note: null }
  const { batchSize } = options
  let least = Number.POSITIVE_INFINITY
  for (let count = 1; count <= batchSize / SMALLEST_PART; count++) {
    if (batchSize % count !== 0) continue
    const plan = method.build({ ...options, encoderParts: count })
    const needed = estimateStepBytes(plan) / 2 ** 30
    least = Math.min(least, needed)
    if (needed > memoryGib) continue
    const size = batchSize / count
    const note = said`${method.name}: batches of ${batchSize} pass the encoder in ${count} parts of ${size}
      to stay within ${memoryGib} GiB (about ${needed.toFixed(1)} GiB); its batch norm sees a part at a time`
    return { plan, note: count === 1 ? null : note }
  }
  throw new StudioError(
    'outOfMemory',
    said`${method.name}: a step needs about ${least.toFixed(1)} GiB even with its batches of ${batchSize} in parts,
      and ${memoryGib} GiB are allowed; allow more, or use a smaller crop, batch or network`,
  )
}
