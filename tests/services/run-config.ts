import type { RunConfig } from '../../src-main/contract/runs.ts'
import { BUDGETS } from '../../src-main/services/runs/budgets.ts'

export const DEMO_CONFIG: RunConfig = {
  user: 'id1',
  preset: 'recommended',
  network: 'mobilenet-v2',
  budget: BUDGETS[0]!.budget,
  seed: 1,
}
