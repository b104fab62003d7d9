// Which run's prediction each user's photos are looked at with in the editor, and the predicted regions that a
// person rejected in this session.

import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { RunSummary } from '../../src-main/contract/runs.ts'
import { evaluatedPairs } from '../run-scores.ts'
import type { ResultChoice } from '../run-scores.ts'
import { useRuns } from './runs.ts'

export interface PredictionSource extends ResultChoice {
  readonly runId: string
  readonly createdAt: string
}

export const usePredictions = defineStore('predictions', () => {
  const runs = useRuns()
  const chosen = shallowReactive(new Map<string, PredictionSource>())
  const rejected = new Map<string, Set<number>>()

  /** Newest run first; of a run the last stage first, and its last checkpoint, which predicts every photo. */
  function sourcesOf(user: string): readonly PredictionSource[] {
    return runs.runs
      .filter(({ config, status }) => config.user === user && status === 'finished')
      .flatMap(sourcesOfRun)
  }

  function sourceOf(user: string): PredictionSource | null {
    const sources = sourcesOf(user)
    const wanted = chosen.get(user)
    return (
      sources.find((source) => keyOf(source) === (wanted && keyOf(wanted))) ?? sources[0] ?? null
    )
  }

  /** Keys of the regions rejected in this prediction of a photo; kept by being changed. */
  function rejectedIn(source: PredictionSource, name: string): Set<number> {
    const key = `${keyOf(source)}/${name}`
    const known = rejected.get(key) ?? new Set<number>()
    rejected.set(key, known)
    return known
  }

  return {
    sourcesOf,
    sourceOf,
    choose: (user: string, source: PredictionSource) => void chosen.set(user, source),
    rejectedIn,
  }
})

function sourcesOfRun(run: RunSummary): PredictionSource[] {
  const sources = evaluatedPairs(run).map((pair) => ({
    ...pair,
    runId: run.id,
    createdAt: run.createdAt,
  }))
  const last = sources.filter(({ checkpoint }) => checkpoint === 'last').reverse()
  return [...last, ...sources.filter(({ checkpoint }) => checkpoint === 'best').reverse()]
}

export function keyOf({ runId, stage, checkpoint }: PredictionSource): string {
  return `${runId}/${stage}/${checkpoint}`
}
