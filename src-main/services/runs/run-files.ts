// The keys of a run's artifacts, in one place. What lies in .pss-studio stands in docs/architecture.md.

import type { CheckpointKind, Stage } from '../../contract/runs.ts'

export interface StageResult {
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
}

export const RUNS_FOLDER = 'runs'

export function runKey(runId: string, file: string): string {
  return `${RUNS_FOLDER}/${runId}/${file}`
}

export function latestGroupsKey(user: string): string {
  return `groups/${user}.json`
}

export function imageScoresKey({ runId, stage, checkpoint }: StageResult): string {
  return runKey(runId, `scores/${stage}-${checkpoint}.json`)
}

export function predictionKey({ runId, stage, checkpoint }: StageResult, name: string): string {
  return runKey(runId, `predictions/${stage}-${checkpoint}/${name}.png`)
}

/** Of the predicted class; runs of earlier studios have none. */
export function probabilityKey({ runId, stage, checkpoint }: StageResult, name: string): string {
  return runKey(runId, `probability/${stage}-${checkpoint}/${name}.png`)
}

export function entropyKey({ runId, stage, checkpoint }: StageResult, name: string): string {
  return runKey(runId, `entropy/${stage}-${checkpoint}/${name}.png`)
}

/** Mean entropy of every image by name. */
export function imageEntropiesKey({ runId, stage, checkpoint }: StageResult): string {
  return runKey(runId, `scores/${stage}-${checkpoint}-entropy.json`)
}

export function checkpointKey({ runId, stage, checkpoint }: StageResult): string {
  return runKey(runId, `checkpoints/${stage}-${checkpoint}.safetensors`)
}

export function lossesKey(runId: string, stage: Stage): string {
  return runKey(runId, `losses/${stage}.jsonl`)
}
