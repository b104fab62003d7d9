// How much memory the steps of a plan need, estimated before the first one.

import { peakBytes, stateBytes } from '../graph/peak-memory.ts'
import type { TrainingPlan } from './training-plan.ts'

/**
 * Fitted to onnxruntime on the CPU (docs/performance.md: ResNet-50, 2 and 8 images of each batch, within a
 * twentieth): states twice, their gradients and turned copies of weights; what the allocator cannot fill; the process.
 */
const PER_STATE_BYTE = 4.2
const PER_RESULT_BYTE = 1.1
const PROCESS_BYTES = 400 * 2 ** 20

/** Bytes of the process that runs the step which needs the most. */
export function estimateStepBytes({ programs }: TrainingPlan): number {
  const steps = programs.map(
    ({ graph }) => PER_STATE_BYTE * stateBytes(graph) + PER_RESULT_BYTE * peakBytes(graph),
  )
  return PROCESS_BYTES + Math.max(...steps)
}
