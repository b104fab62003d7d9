// Region operations of one open photo, in a worker that starts with the first of them: on 12 megapixels they
// take longer than a frame.

import type { CheckedProposal } from '../../../src-main/core/painting/proposal.ts'
import { packLabelMap } from '../saving/label-map-wire.ts'
import type { RegionJob, RegionQuestion } from './region-jobs.ts'
import { createWorkerRunner } from '../../page/worker-runner.ts'

export interface RegionWork {
  /** Null when a later question came meanwhile: of a slider's many positions only the last one is worked on. */
  propose(question: RegionQuestion): Promise<CheckedProposal | null>
  dispose(): void
}

export function createRegionWork(): RegionWork {
  const runner = createWorkerRunner(
    () => new Worker(new URL('./region-worker.ts', import.meta.url), { type: 'module' }),
  )
  let latest = 0
  let current: Promise<unknown> = Promise.resolve()
  return {
    async propose(question) {
      const turn = ++latest
      await current
      if (turn !== latest) return null
      const labelMap = packLabelMap(question.labelMap)
      const answer = runner.ask({ ...question, labelMap } satisfies RegionJob)
      current = answer.catch(() => undefined)
      const proposal = (await answer) as CheckedProposal
      return turn === latest ? proposal : null
    },
    dispose: () => runner.dispose(),
  }
}
