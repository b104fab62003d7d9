// The one selection of all inspection views: result, order and class filter are shared, so that table,
// groups and comparison walk the same list.

import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { ImageScore, RunSummary } from '../../src-main/contract/runs.ts'
import { WORST_FIRST, sortScores, withClasses } from '../results/image-scores.ts'
import type { ScoreOrder } from '../results/image-scores.ts'
import { evaluatedPairs } from '../results/run-scores.ts'
import type { ResultChoice } from '../results/run-scores.ts'

export const useInspection = defineStore('inspection', () => {
  const order = shallowRef<ScoreOrder>(WORST_FIRST)
  const classes = ref<readonly number[]>([])
  const choices = shallowReactive(new Map<string, ResultChoice>())

  /** The chosen result of a run, or its last stage's last checkpoint. */
  function choiceOf(run: RunSummary): ResultChoice {
    const pairs = evaluatedPairs(run)
    const chosen = choices.get(run.id)
    const known = pairs.find((p) => p.stage === chosen?.stage && p.checkpoint === chosen.checkpoint)
    return (
      known ??
      pairs.findLast((pair) => pair.checkpoint === 'last') ??
      pairs.at(-1) ?? { stage: 'source-only', checkpoint: 'last' }
    )
  }

  function choose(runId: string, choice: ResultChoice): void {
    choices.set(runId, choice)
  }

  /** The images in the order and selection of the table. */
  function listed(scores: readonly ImageScore[]): ImageScore[] {
    return sortScores(withClasses(scores, classes.value), order.value)
  }

  return { order, classes, choiceOf, choose, listed }
})
