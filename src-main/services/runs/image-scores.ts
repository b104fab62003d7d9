// Per-image scores of one stage and checkpoint, worst first.

import { z } from 'zod'
import { imageScoreSchema } from '../../contract/runs.ts'
import type { ImageScore } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { readJson } from '../artifact-json.ts'
import type { ArtifactStore } from '../ports.ts'
import { imageScoresKey } from './run-files.ts'
import type { StageResult } from './run-files.ts'

export async function readImageScores(
  artifacts: ArtifactStore,
  result: StageResult,
): Promise<ImageScore[]> {
  const scores = await readJson(artifacts, imageScoresKey(result), z.array(imageScoreSchema))
  if (scores !== null) return scores.sort((a, b) => a.fiou - b.fiou)
  throw new StudioError(
    'notFound',
    said`run ${result.runId} has no scores of ${result.stage} (${result.checkpoint}) yet; they appear when the stage was evaluated`,
  )
}
