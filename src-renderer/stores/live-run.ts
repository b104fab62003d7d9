// What the events of one run add up to: where it is, how fast, its losses and notes. No requests here.

import { markRaw, shallowReactive } from 'vue'
import type { LossPoint, Phase, RunEvent } from '../../src-main/contract/runs.ts'
import type { Told } from '../../src-main/core/said.ts'
import type { Failure } from '../page/failure.ts'

export interface RunProgress {
  readonly phase: Phase
  readonly done: number
  readonly total: number
  readonly imagesPerSecond: number
  /** Share of the time that waited for photos, where they are read ahead. */
  readonly waitShare?: number | undefined
  readonly secondsLeft: number | null
}

export interface LiveRun {
  progress: RunProgress | null
  notes: readonly Told[]
  failure: Failure | null
  /** Sorted by stage and iteration; not reactive, see `lossVersion`. */
  readonly losses: LossPoint[]
  lossVersion: number
}

const MOST_NOTES = 200

export function createLiveRun(): LiveRun {
  return shallowReactive({
    progress: null,
    notes: [],
    failure: null,
    losses: markRaw<LossPoint[]>([]),
    lossVersion: 0,
  })
}

export function applyRunEvent(live: LiveRun, event: RunEvent): void {
  switch (event.type) {
    case 'phaseStarted':
      live.progress = {
        phase: event.phase,
        done: 0,
        total: event.total,
        imagesPerSecond: 0,
        secondsLeft: live.progress?.secondsLeft ?? null,
      }
      return
    case 'progress':
      live.progress = event
      return
    case 'loss':
      addLoss(live, event.point)
      return
    case 'note':
      live.notes = [...live.notes, event].slice(-MOST_NOTES)
      return
    case 'phaseFinished':
    case 'evaluated':
    case 'statusChanged':
      return
  }
}

/** Points fetched from the studio, with those that arrived meanwhile after them. */
export function mergeLosses(live: LiveRun, fetched: readonly LossPoint[]): void {
  const known = new Set(fetched.map(idOf))
  const merged = [...fetched, ...live.losses.filter((point) => !known.has(idOf(point)))]
  live.losses.splice(0, live.losses.length, ...merged)
  live.lossVersion += 1
}

function addLoss(live: LiveRun, point: LossPoint): void {
  live.losses.push(point)
  live.lossVersion += 1
}

function idOf(point: LossPoint): string {
  return `${point.stage}:${point.iteration}`
}
