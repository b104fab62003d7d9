// Per-image scores and groups of runs, fetched once for each run, stage and checkpoint. The score of a photo that is
// to be labelled blind is given to nobody here until the photo is done: it tells what the method found.

import { defineStore } from 'pinia'
import { markRaw, shallowReactive } from 'vue'
import type { CheckpointKind, Groups, ImageScore, Stage } from '../../src-main/contract/runs.ts'
import { useStudioApi } from '../api.ts'
import { assistGuard } from '../results/assist-guard.ts'
import { idOf } from '../browse/image.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { useLibrary } from './library.ts'
import { useRuns } from './runs.ts'

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
  const library = useLibrary()
  const runs = useRuns()
  const scores = shallowReactive(new Map<string, Fetched<readonly ImageScore[]>>())
  const groups = shallowReactive(new Map<string, Fetched<Groups>>())

  /** Those that may be seen; on their way until it is known which. */
  function scoresOf(key: ResultKey): Fetched<readonly ImageScore[]> | undefined {
    const found = scores.get(nameOf(key))
    if (found?.state !== 'ready') return found
    const user = runs.byId.get(key.runId)?.config.user ?? ''
    if (library.imagesOf.has(user)) return { state: 'ready', value: seenOf(user, found.value) }
    const failure = library.imageFailures.get(user)
    return failure === undefined ? { state: 'loading' } : { state: 'failed', failure }
  }

  /** How many scores `scoresOf` keeps back. */
  function unseenCountOf(key: ResultKey): number {
    const [all, seen] = [scores.get(nameOf(key)), scoresOf(key)]
    if (all?.state !== 'ready' || seen?.state !== 'ready') return 0
    return all.value.length - seen.value.length
  }

  /** Nobody labels a photo that is gone: its score may be seen. */
  function seenOf(user: string, all: readonly ImageScore[]): readonly ImageScore[] {
    const settings = library.summary?.settings
    return all.filter(({ name }) => {
      const image = library.imageByKey.get(idOf({ user, name }))
      return image === undefined || assistGuard(image, settings).mayLook
    })
  }

  async function loadScores(key: ResultKey, isForced = false): Promise<void> {
    const user = runs.byId.get(key.runId)?.config.user
    if (user !== undefined) void library.loadImages(user)
    await load(scores, nameOf(key), isForced, () => client.runs.imageScores(key))
  }

  async function loadGroups(user: string, runId: string): Promise<void> {
    await load(groups, runId, false, () => client.runs.groups({ user, runId }))
  }

  return {
    scoresOf,
    unseenCountOf,
    loadScores,
    groupsOf: (runId: string) => groups.get(runId),
    loadGroups,
  }
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
