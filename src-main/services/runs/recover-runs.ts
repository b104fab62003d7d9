// After a crash of the studio: runs that nobody works on any more say so, and can be resumed. Only the
// studio that holds the root's lock may do this: a read-only one sees runs of the other.

import type { RunSummary } from '../../contract/runs.ts'
import type { Machine, RootPorts } from '../ports.ts'
import { listRuns, writeRun } from './run-store.ts'
import { said, tell } from '../../core/said.ts'

export async function recoverRuns(ports: RootPorts, machine: Machine): Promise<void> {
  if (!ports.root.isWritable) return
  for (const run of await listRuns(ports.artifacts)) {
    if (run.status !== 'running' && run.status !== 'queued') continue
    await writeRun(ports.artifacts, interrupted(run, machine))
  }
}

function interrupted(run: RunSummary, machine: Machine): RunSummary {
  if (run.status === 'queued') return { ...run, status: 'paused' }
  return {
    ...run,
    status: 'failed',
    finishedAt: machine.now().toISOString(),
    error: {
      kind: 'cancelled',
      ...tell(
        said`interrupted: the studio ended while this run was going; resume it to continue from its last checkpoint`,
      ),
    },
  }
}
