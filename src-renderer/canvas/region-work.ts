// Region operations of one open photo, in a worker that starts with the first of them: on 12 megapixels they
// take longer than a frame.

import type { CheckedProposal } from '../../src-main/core/proposal.ts'
import type { RegionJob } from './region-jobs.ts'
import { createWorkerRunner } from './worker-runner.ts'

export interface RegionWork {
  /** Null when a later question came meanwhile: of a slider's many positions only the last one is worked on. */
  propose(job: RegionJob): Promise<CheckedProposal | null>
  dispose(): void
}

export function createRegionWork(): RegionWork {
  const runner = createWorkerRunner(
    () => new Worker(new URL('./region-worker.ts', import.meta.url), { type: 'module' }),
  )
  let latest = 0
  let current: Promise<unknown> = Promise.resolve()
  return {
    async propose(job) {
      const turn = ++latest
      await current
      if (turn !== latest) return null
      const answer = runner.ask(job)
      current = answer.catch(() => undefined)
      const proposal = (await answer) as CheckedProposal
      return turn === latest ? proposal : null
    },
    dispose: () => runner.dispose(),
  }
}
