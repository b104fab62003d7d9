// The evaluated results that photos can be filtered and sorted by: those of the users in sight, newest run first.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { evaluatedPairs } from '../results/run-scores.ts'
import { ALL_USERS, useBrowsing } from '../stores/browsing.ts'
import { useRuns } from '../stores/runs.ts'
import type { ResultReference } from './filters.ts'

export interface ResultChoice {
  readonly id: string
  readonly label: string
  readonly result: ResultReference
}

export function useResultChoices(): ComputedRef<readonly ResultChoice[]> {
  const { t } = useI18n()
  const runs = useRuns()
  const browsing = useBrowsing()
  return computed(() =>
    runs.runs
      .filter((run) => [ALL_USERS, run.config.user].includes(browsing.place))
      .flatMap((run) =>
        evaluatedPairs(run)
          .toReversed()
          .map(({ stage, checkpoint }) => ({
            id: `${run.id}/${stage}/${checkpoint}`,
            label: `${run.id} · ${t(`stages.${stage}.short`)} · ${t(`checkpoints.${checkpoint}.name`)}`,
            result: { runId: run.id, stage, checkpoint },
          })),
      ),
  )
}
