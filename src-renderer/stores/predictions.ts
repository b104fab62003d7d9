// Which run's prediction each user's photos are looked at with in the editor, and the predicted regions that a
// person rejected; those are kept in this browser or window.

import { defineStore } from 'pinia'
import { useLocalStorage } from '@vueuse/core'
import { shallowReactive } from 'vue'
import type { RunSummary } from '../../src-main/contract/runs.ts'
import type { RejectedRegions } from '../canvas/results/predicted-labels.ts'
import { evaluatedPairs } from '../results/run-scores.ts'
import type { ResultChoice } from '../results/run-scores.ts'
import { useRuns } from './runs.ts'

export interface PredictionSource extends ResultChoice {
  readonly runId: string
  readonly createdAt: string
}

export const usePredictions = defineStore('predictions', () => {
  const runs = useRuns()
  const chosen = shallowReactive(new Map<string, PredictionSource>())
  const stored = useLocalStorage<Record<string, readonly number[]>>('pss-studio.rejected', {})

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

  /** The regions rejected in this prediction of a photo. */
  function rejectedIn(source: PredictionSource, name: string): RejectedRegions {
    const key = `${keyOf(source)}/${name}`
    return {
      keys: () => stored.value[key] ?? [],
      keep(keys) {
        const others = Object.entries(stored.value).filter(([other]) => other !== key)
        const latest = keys.length === 0 ? others : [...others, [key, keys] as const]
        stored.value = Object.fromEntries(latest.slice(-MOST_PHOTOS))
      },
    }
  }

  return {
    sourcesOf,
    sourceOf,
    choose: (user: string, source: PredictionSource) => void chosen.set(user, source),
    rejectedIn,
  }
})

/** Photos with rejected regions that are remembered; the one that was changed longest ago goes first. */
const MOST_PHOTOS = 2000

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
