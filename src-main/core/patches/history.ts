// Undo and redo as data: a list of patches and a position in it. Over its byte budget the oldest steps are joined into
// one: all of them can still be undone, if only at once. A history is never changed; push, undo and redo return the
// next one, so it can be shown and compared freely.

import { joinPatches } from './join-patches.ts'
import type { Patch } from './patch.ts'
import { invertPatch, patchBytes } from './patch.ts'

export const DEFAULT_HISTORY_BYTES = 64 * 1024 * 1024

/** The name of steps that were joined. */
export const JOINED_STEP = 'joined'

export interface HistoryStep {
  /** What the user did, for the history strip: "brush dog". */
  readonly name: string
  readonly patch: Patch
  readonly bytes: number
  /** How many steps it was when they were made. */
  readonly count: number
}

export interface HistoryMove {
  readonly history: History
  /** Apply this to the label map: already inverted for an undo. */
  readonly patch: Patch
  readonly name: string
  /** How many steps that is, told one by one. */
  readonly count: number
}

export interface History {
  /** Oldest first; the first `position` steps are applied, the others can be redone. */
  readonly steps: readonly HistoryStep[]
  readonly position: number
  readonly bytes: number
  readonly byteBudget: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Adds an applied gesture and forgets what could be redone. The newest step always stays by itself. */
  push(patch: Patch, name?: string): History
  undo(): HistoryMove | undefined
  redo(): HistoryMove | undefined
}

export function createHistory(byteBudget: number = DEFAULT_HISTORY_BYTES): History {
  return historyOf({ steps: [], position: 0, bytes: 0, byteBudget })
}

/**
 * A history as it was left: the first `position` steps are applied. Over the budget the oldest of these are joined,
 * never the newest of them nor one that can be redone.
 */
export function restoreHistory(
  steps: readonly Pick<HistoryStep, 'name' | 'patch'>[],
  position: number,
  byteBudget: number = DEFAULT_HISTORY_BYTES,
): History {
  const sized = steps.map(({ name, patch }) => stepOf(name, patch))
  return historyOf(withinBudget({ steps: sized, position, bytes: bytesOf(sized), byteBudget }))
}

type HistoryData = Pick<History, 'steps' | 'position' | 'bytes' | 'byteBudget'>

function historyOf(data: HistoryData): History {
  const { steps, position } = data
  return {
    ...data,
    canUndo: position > 0,
    canRedo: position < steps.length,
    push: (patch, name = '') => historyOf(pushed(data, stepOf(name, patch))),
    undo() {
      const step = steps[position - 1]
      if (step === undefined) return undefined
      const history = historyOf({ ...data, position: position - 1 })
      return { history, patch: invertPatch(step.patch), name: step.name, count: step.count }
    },
    redo() {
      const step = steps[position]
      if (step === undefined) return undefined
      const history = historyOf({ ...data, position: position + 1 })
      return { history, patch: step.patch, name: step.name, count: step.count }
    },
  }
}

function stepOf(name: string, patch: Patch): HistoryStep {
  return { name, patch, bytes: patchBytes(patch), count: 1 }
}

function bytesOf(steps: readonly HistoryStep[]): number {
  return steps.reduce((sum, step) => sum + step.bytes, 0)
}

function pushed(data: HistoryData, step: HistoryStep): HistoryData {
  const forgotten = bytesOf(data.steps.slice(data.position))
  const steps = [...data.steps.slice(0, data.position), step]
  return withinBudget({
    steps,
    position: steps.length,
    bytes: data.bytes - forgotten + step.bytes,
    byteBudget: data.byteBudget,
  })
}

/** Joins the two oldest steps until the budget is kept; the newest applied one stays by itself. */
function withinBudget(given: HistoryData): HistoryData {
  let data = given
  while (data.bytes > data.byteBudget && data.position > 2) {
    const [first, second, ...others] = data.steps as [HistoryStep, HistoryStep, ...HistoryStep[]]
    const joined = joinSteps(first, second)
    const bytes = data.bytes - first.bytes - second.bytes + joined.bytes
    data = { ...data, steps: [joined, ...others], position: data.position - 1, bytes }
  }
  return data
}

function joinSteps(first: HistoryStep, second: HistoryStep): HistoryStep {
  const patch = joinPatches(first.patch, second.patch)
  return {
    name: JOINED_STEP,
    patch,
    bytes: patchBytes(patch),
    count: first.count + second.count,
  }
}
