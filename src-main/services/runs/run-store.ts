// run.json: the record of one run. The studio alone writes it; everything else in a run's folder
// belongs to its worker.

import { runSummarySchema } from '../../contract/runs.ts'
import type { RunStatus, RunSummary } from '../../contract/runs.ts'
import { runIdSchema } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { readJson, writeJson } from '../artifact-json.ts'
import type { ArtifactStore } from '../ports.ts'
import { RUNS_FOLDER, runKey } from './run-files.ts'

/** Error: notFound. */
export async function readRun(artifacts: ArtifactStore, runId: string): Promise<RunSummary> {
  const run = await readJson(artifacts, runKey(runId, 'run.json'), runSummarySchema)
  if (run === null) throw new StudioError('notFound', said`there is no run "${runId}" in this root`)
  return run
}

export async function writeRun(artifacts: ArtifactStore, run: RunSummary): Promise<void> {
  await writeJson(artifacts, runKey(run.id, 'run.json'), run)
}

/** Newest first. Folders without a run.json are no runs. */
export async function listRuns(artifacts: ArtifactStore): Promise<RunSummary[]> {
  const runs: RunSummary[] = []
  for (const id of await artifacts.list(RUNS_FOLDER)) {
    if (!runIdSchema.safeParse(id).success) continue
    const run = await readJson(artifacts, runKey(id, 'run.json'), runSummarySchema)
    if (run !== null) runs.push(run)
  }
  return runs.sort((a, b) => compareText(b.createdAt, a.createdAt) || compareText(b.id, a.id))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function isEnded(status: RunStatus): boolean {
  return status === 'finished' || status === 'failed' || status === 'cancelled'
}
