// The loss lines of a run: written by its worker one a line, read thinned for charts.

import { z } from 'zod'
import { lossPointSchema, stageSchema } from '../../contract/runs.ts'
import type { LossPoint, Stage } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { readJson, readLines } from '../artifact-json.ts'
import type { ArtifactStore } from '../ports.ts'
import { lossesKey, runKey } from './run-files.ts'

const MOST_POINTS_A_STAGE = 2000

const sourceSchema = z.object({ folder: z.string() })

/** Every point in order. Error: corrupt, with the line number. */
export async function readLosses(artifacts: ArtifactStore, runId: string): Promise<LossPoint[]> {
  const points: LossPoint[] = []
  for (const stage of stageSchema.options) {
    const own = lossesKey(runId, stage)
    points.push(...(await readLossFile(artifacts, own)))
    if (stage === 'source-only' && points.length === 0) {
      points.push(...(await readSharedLosses(artifacts, runId)))
    }
  }
  return points
}

/** Source-only training is shared by runs: its lines become a run's own when the phase is done. */
async function readSharedLosses(artifacts: ArtifactStore, runId: string): Promise<LossPoint[]> {
  const source = await readJson(artifacts, runKey(runId, 'source.json'), sourceSchema)
  return source === null ? [] : readLossFile(artifacts, `${source.folder}/losses.jsonl`)
}

async function readLossFile(artifacts: ArtifactStore, key: string): Promise<LossPoint[]> {
  const lines = await readLines(artifacts, key)
  return lines.map((line, i) => parseLine(line, `${artifacts.locate(key)}, line ${i + 1}`))
}

function parseLine(line: string, where: string): LossPoint {
  try {
    return lossPointSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new StudioError('corrupt', said`${where}: not a loss line; remove it to go on`, { cause })
  }
}

/** At most 2,000 points a stage, evenly spaced, the last one always among them. */
export function thinLosses(points: readonly LossPoint[]): LossPoint[] {
  const byStage = new Map<Stage, LossPoint[]>()
  for (const point of points) {
    const stage = byStage.get(point.stage) ?? []
    stage.push(point)
    byStage.set(point.stage, stage)
  }
  return [...byStage.values()].flatMap(thinStage)
}

function thinStage(points: LossPoint[]): LossPoint[] {
  if (points.length <= MOST_POINTS_A_STAGE) return points
  const step = Math.ceil(points.length / MOST_POINTS_A_STAGE)
  return points.filter((_, i) => (points.length - 1 - i) % step === 0)
}
