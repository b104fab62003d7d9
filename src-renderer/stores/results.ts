// Per-image scores and groups of runs, fetched once for each run, stage and checkpoint.

import { defineStore } from 'pinia'
import { markRaw, shallowReactive } from 'vue'
import type { CheckpointKind, Groups, ImageScore, Stage } from '../../src-main/contract/runs.ts'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../failure.ts'
import type { Failure } from '../failure.ts'

export interface ResultKey {
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
}

export type Fetched<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'ready'; readonly value: T }

export const useResults = defineStore('results', () => {
  const { client } = useStudioApi()
  const scores = shallowReactive(new Map<string, Fetched<readonly ImageScore[]>>())
  const groups = shallowReactive(new Map<string, Fetched<Groups>>())

  function scoresOf(key: ResultKey): Fetched<readonly ImageScore[]> | undefined {
    return scores.get(nameOf(key))
  }

  async function loadScores(key: ResultKey, isForced = false): Promise<void> {
    await load(scores, nameOf(key), isForced, () => client.runs.imageScores(key))
  }

  async function loadGroups(user: string, runId: string): Promise<void> {
    await load(groups, runId, false, () => client.runs.groups({ user, runId }))
  }

  return { scoresOf, loadScores, groupsOf: (runId: string) => groups.get(runId), loadGroups }
})

async function load<T extends object>(
  known: Map<string, Fetched<T>>,
  name: string,
  isForced: boolean,
  fetch: () => Promise<T>,
): Promise<void> {
  const state = known.get(name)?.state
  if (state === 'loading' || (state === 'ready' && !isForced)) return
  if (state === undefined || state === 'failed') known.set(name, { state: 'loading' })
  try {
    known.set(name, { state: 'ready', value: markRaw(await fetch()) })
  } catch (error) {
    known.set(name, { state: 'failed', failure: failureOf(error) })
  }
}

function nameOf(key: ResultKey): string {
  return `${key.runId}/${key.stage}/${key.checkpoint}`
}
