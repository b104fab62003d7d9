// Budgets by name: sizes and counts that fit a machine and a patience. Data alone; measured figures
// stand in docs, the preset decides what is computed.

import type { Budget } from '../../contract/runs.ts'

export interface NamedBudget {
  readonly name: string
  readonly budget: Budget
}

export const BUDGETS: readonly NamedBudget[] = [
  {
    // Two CPU cores, 4 GB: the whole pipeline over the shipped sample in five minutes, on a slow day too.
    name: 'demo',
    budget: {
      iterations: 60,
      batchSize: 8,
      cropSizePx: 128,
      evaluationSizePx: 144,
      evaluateEvery: 30,
      checkpointEvery: 30,
      userGroupCount: 4,
      sourceGroupCount: 1,
    },
  },
  {
    // A laptop over lunch.
    name: 'short',
    budget: {
      iterations: 600,
      batchSize: 8,
      cropSizePx: 160,
      evaluationSizePx: 176,
      evaluateEvery: 100,
      checkpointEvery: 50,
      userGroupCount: 16,
      sourceGroupCount: 1,
    },
  },
  {
    // A GPU for an evening.
    name: 'standard',
    budget: {
      iterations: 6000,
      batchSize: 8,
      cropSizePx: 320,
      evaluationSizePx: 480,
      evaluateEvery: 1000,
      checkpointEvery: 500,
      userGroupCount: 80,
      sourceGroupCount: 500,
    },
  },
  {
    // The released code's schedule (docs/method, section 5).
    name: 'paper',
    budget: {
      iterations: 120_000,
      batchSize: 8,
      cropSizePx: 320,
      evaluationSizePx: 480,
      evaluateEvery: 2000,
      checkpointEvery: 1000,
      userGroupCount: 80,
      sourceGroupCount: 500,
    },
  },
]
