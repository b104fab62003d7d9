// Reading the scores of a run. Pure; the words stand in the locale.

import type { CheckpointKind, RunSummary, Scores, Stage } from '../../src-main/contract/runs.ts'

export const STAGES: readonly Stage[] = ['source-only', 'stage1', 'stage2']

/** One evaluated result of a run. */
export interface ResultChoice {
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
}

export function scoresOf(
  run: RunSummary,
  stage: Stage,
  checkpoint: CheckpointKind,
): Scores | undefined {
  return run.scores.findLast((s) => s.stage === stage && s.checkpoint === checkpoint)
}

/** Stage and checkpoint pairs that have scores, in the order of the method. */
export function evaluatedPairs(run: RunSummary): ResultChoice[] {
  return STAGES.flatMap((stage) =>
    (['last', 'best'] as const)
      .filter((checkpoint) => scoresOf(run, stage, checkpoint) !== undefined)
      .map((checkpoint) => ({ stage, checkpoint })),
  )
}

/** Names of the variants of a metric that occur in a run, `official` first. */
export function variantsOf(run: RunSummary, metric: 'fiou' | 'miou'): string[] {
  const names = new Set(run.scores.flatMap((scores) => Object.keys(scores[metric])))
  return [...names].sort((a, b) =>
    a === 'official' ? -1 : b === 'official' ? 1 : a.localeCompare(b),
  )
}
