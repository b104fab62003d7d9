// The options that describe a run, shared by the commands that start one.

import { describeIssues } from '../../core/describe-issues.ts'
import { inEnglish } from '../../core/said.ts'
import {
  budgetSchema,
  deviceRequestSchema,
  groupModeSchema,
  networkSchema,
  normalizationSchema,
  phaseSchema,
  presetSchema,
} from '../../contract/runs.ts'
import type { Budget, RunConfig } from '../../contract/runs.ts'
import { BUDGETS } from '../../services/runs/budgets.ts'
import type { OptionSpec } from './command.ts'
import type { OptionValues } from './option-values.ts'
import { UsageError } from './usage-error.ts'

const BUDGET_NAMES = BUDGETS.map(({ name }) => name)

/** Options that replace one number of the budget. */
const BUDGET_NUMBERS = {
  iterations: 'iterations',
  'batch-size': 'batchSize',
  crop: 'cropSizePx',
  'evaluation-size': 'evaluationSizePx',
  'evaluate-every': 'evaluateEvery',
  'checkpoint-every': 'checkpointEvery',
  groups: 'userGroupCount',
  'source-groups': 'sourceGroupCount',
} as const satisfies Record<string, keyof Budget>

export const RUN_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  preset: { value: 'NAME', description: 'the reading of the paper', choices: presetSchema.options },
  network: {
    value: 'NAME',
    description: 'mobilenet-v2 unless given; of others, add the weights first',
    choices: networkSchema.options,
  },
  'group-mode': {
    value: 'NAME',
    description: 'what stages 1 and 2 see of a group; paper unless given; none is ADVENT',
    choices: groupModeSchema.options,
  },
  normalization: {
    value: 'NAME',
    description: 'statistics of batch normalization; batch unless given',
    choices: normalizationSchema.options,
  },
  budget: {
    value: 'NAME',
    description: 'sizes and counts; short unless given',
    choices: BUDGET_NAMES,
  },
  seed: { value: 'N', description: 'same seed, same result on the CPU (1)' },
  device: { value: 'NAME', description: 'what computes; cpu unless given, auto for the fastest', choices: deviceRequestSchema.options }, // prettier-ignore
  memory: {
    value: 'GIB',
    description: 'what a training step may use; batches that need more pass the encoder in parts',
  },
  'stop-after': {
    value: 'PHASE',
    description: 'the last phase to do',
    choices: phaseSchema.options,
  },
  iterations: { value: 'N', description: 'iterations of each training stage' },
  'batch-size': { value: 'N', description: 'images per domain and iteration' },
  crop: { value: 'PX', description: 'side of the training crop, a multiple of 8' },
  'evaluation-size': { value: 'PX', description: 'short side of images at evaluation' },
  'evaluate-every': { value: 'N', description: 'iterations between two evaluations' },
  'checkpoint-every': { value: 'N', description: 'iterations between two checkpoints' },
  groups: { value: 'K', description: "K of K-means over the user's images" },
  'source-groups': { value: 'K', description: 'K of K-means over the source images' },
}

export function readRunConfig(
  values: OptionValues,
  command: string,
  defaultBudget = 'short',
): Omit<RunConfig, 'user'> {
  const name = values.choice('budget', BUDGET_NAMES, defaultBudget)
  const named = BUDGETS.find((candidate) => candidate.name === name)
  const numbers = Object.entries(BUDGET_NUMBERS).flatMap(([option, field]) => {
    const value = values.optionalNumber(option)
    return value === undefined ? [] : [[field, value] as const]
  })
  const budget = budgetSchema.safeParse({ ...named?.budget, ...Object.fromEntries(numbers) })
  if (!budget.success) {
    const issues = inEnglish(describeIssues(budget.error.issues.slice(0, 1)))
    throw new UsageError(`the budget does not fit: ${issues}`, command)
  }
  const device = values.optionalChoice('device', deviceRequestSchema.options)
  const groupMode = values.optionalChoice('group-mode', groupModeSchema.options)
  const normalization = values.optionalChoice('normalization', normalizationSchema.options)
  const memoryGib = values.optionalNumber('memory')
  const stopAfter = values.optionalChoice('stop-after', phaseSchema.options)
  return {
    preset: values.choice('preset', presetSchema.options, 'recommended'),
    network: values.choice('network', networkSchema.options, 'mobilenet-v2'),
    budget: budget.data,
    seed: values.number('seed', 1),
    ...(groupMode === undefined ? {} : { groupMode }),
    ...(normalization === undefined ? {} : { normalization }),
    ...(device === undefined ? {} : { device }),
    ...(memoryGib === undefined ? {} : { memoryGib }),
    ...(stopAfter === undefined ? {} : { stopAfter }),
  }
}
