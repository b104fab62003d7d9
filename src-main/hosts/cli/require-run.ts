// The run, stage and checkpoint that a command was pointed at.

import { checkpointKindSchema, stageSchema } from '../../contract/runs.ts'
import type { CheckpointKind, Stage } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import type { Api } from './open-client.ts'
import type { OptionValues } from './option-values.ts'

export interface ChosenResult {
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
}

/** The last evaluated stage and the last checkpoint unless given. Errors: notFound, invalidInput. */
export async function requireRun(api: Api, values: OptionValues): Promise<ChosenResult> {
  const runId = values.text('run')
  const { config, scores } = await api.runs.get({ runId })
  const user = values.optionalText('user')
  if (user !== undefined && user !== config.user) {
    throw new StudioError('invalidInput', `run ${runId} is of user ${config.user}, not ${user}`)
  }
  const checkpoint = values.choice('checkpoint', checkpointKindSchema.options, 'last')
  const done = stageSchema.options.filter((stage) => scores.some((score) => score.stage === stage))
  const stage = values.optionalChoice('stage', stageSchema.options) ?? done.at(-1)
  if (stage !== undefined) return { runId, stage, checkpoint }
  throw new StudioError('notFound', `run ${runId} has no results yet`)
}
