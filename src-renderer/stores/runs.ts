// The runs of the root and what is happening in those under way.

import { defineStore } from 'pinia'
import { computed, markRaw, shallowReactive, shallowRef, watch } from 'vue'
import type { RunConfig, RunEvent, RunSummary } from '../../src-main/contract/runs.ts'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { applyRunEvent, createLiveRun, mergeLosses } from './live-run.ts'
import type { LiveRun } from './live-run.ts'
import { createRunWatchers } from './run-watchers.ts'

const UNFINISHED = new Set<RunSummary['status']>(['queued', 'running', 'paused'])

export function isUnfinished(run: RunSummary): boolean {
  return UNFINISHED.has(run.status)
}

export const useRuns = defineStore('runs', () => {
  const { client, connection } = useStudioApi()
  const known = createKnownRuns()
  const failure = shallowRef<Failure | null>(null)
  const watchers = createRunWatchers(client, {
    received,
    ended: async (runId) => {
      await fetch(runId)
    },
    // After a lost connection `load` follows again; anything else is told in the run view.
    failed(runId, error) {
      if (connection.value === 'open') known.liveOf(runId).failure = failureOf(error)
    },
  })

  watch(connection, (state) => {
    if (state === 'open' && known.byId.size > 0) void load()
  })

  async function load(): Promise<void> {
    try {
      known.replace((await client.runs.list({})).map(keep))
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  function keep(run: RunSummary): RunSummary {
    known.byId.set(run.id, markRaw(run))
    if (isUnfinished(run)) watchers.follow(run.id)
    return run
  }

  async function fetch(runId: string): Promise<RunSummary> {
    return keep(await client.runs.get({ runId }))
  }

  function received(runId: string, event: RunEvent): void {
    known.apply(runId, event)
    if (event.type === 'phaseFinished' || event.type === 'evaluated') void fetch(runId)
  }

  return {
    ...known,
    failure,
    load,
    fetch,
    fetchLosses: async (runId: string) =>
      mergeLosses(known.liveOf(runId), await client.runs.losses({ runId })),
    start: async (config: RunConfig) => keep(await client.runs.start(config)),
    pause: async (runId: string) => keep(await client.runs.pause({ runId })),
    resume: async (runId: string) => keep(await client.runs.resume({ runId })),
    cancel: async (runId: string) => keep(await client.runs.cancel({ runId })),
    reset() {
      watchers.stopAll()
      known.replace([])
      known.liveById.clear()
    },
  }
})

/** What is known of the runs, without any request. */
function createKnownRuns() {
  const byId = shallowReactive(new Map<string, RunSummary>())
  const liveById = shallowReactive(new Map<string, LiveRun>())
  const runs = computed(() =>
    [...byId.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  )
  const active = computed(
    () =>
      runs.value.find((run) => run.status === 'running') ??
      runs.value.find((run) => run.status === 'queued' || run.status === 'paused'),
  )

  function liveOf(runId: string): LiveRun {
    const found = liveById.get(runId)
    if (found !== undefined) return found
    const created = createLiveRun()
    liveById.set(runId, created)
    return created
  }

  function apply(runId: string, event: RunEvent): void {
    applyRunEvent(liveOf(runId), event)
    const run = byId.get(runId)
    if (run === undefined || event.type !== 'statusChanged') return
    byId.set(runId, markRaw({ ...run, status: event.status, error: event.error }))
  }

  /** Forgets every run that is not in the list. */
  function replace(list: readonly RunSummary[]): void {
    const ids = new Set(list.map((run) => run.id))
    for (const id of byId.keys()) if (!ids.has(id)) byId.delete(id)
  }

  return { byId, liveById, runs, active, liveOf, apply, replace }
}
