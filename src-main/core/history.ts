// Undo and redo as data: a list of patches and a position in it, within a byte budget. A history is
// never changed; push, undo and redo return the next one, so it can be shown and compared freely.

import type { Patch } from './patch.ts'
import { invertPatch, patchBytes } from './patch.ts'

export const DEFAULT_HISTORY_BYTES = 64 * 1024 * 1024

export interface HistoryStep {
  /** What the user did, for the history strip: "brush dog". */
  readonly name: string
  readonly patch: Patch
  readonly bytes: number
}

export interface HistoryMove {
  readonly history: History
  /** Apply this to the label map: already inverted for an undo. */
  readonly patch: Patch
  readonly name: string
}

export interface History {
  /** Oldest first; the first `position` steps are applied, the others can be redone. */
  readonly steps: readonly HistoryStep[]
  readonly position: number
  readonly bytes: number
  readonly byteBudget: number
  /** How many oldest steps have left to keep the budget. */
  readonly droppedSteps: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Adds an applied gesture and forgets what could be redone. The newest step always stays. */
  push(patch: Patch, name?: string): History
  undo(): HistoryMove | undefined
  redo(): HistoryMove | undefined
}

export function createHistory(byteBudget: number = DEFAULT_HISTORY_BYTES): History {
  return historyOf({ steps: [], position: 0, bytes: 0, byteBudget, droppedSteps: 0 })
}

/**
 * A history as it was left: the first `position` steps are applied. Over the budget the oldest of these go,
 * never the newest of them nor one that can be redone.
 */
export function restoreHistory(
  steps: readonly Pick<HistoryStep, 'name' | 'patch'>[],
  position: number,
  byteBudget: number = DEFAULT_HISTORY_BYTES,
): History {
  const sized = steps.map(({ name, patch }) => ({ name, patch, bytes: patchBytes(patch) }))
  let bytes = sized.reduce((sum, step) => sum + step.bytes, 0)
  let droppedSteps = 0
  while (bytes > byteBudget && droppedSteps < position - 1) bytes -= sized[droppedSteps++]!.bytes
  return historyOf({
    steps: sized.slice(droppedSteps),
    position: position - droppedSteps,
    bytes,
    byteBudget,
    droppedSteps,
  })
}

type HistoryData = Pick<History, 'steps' | 'position' | 'bytes' | 'byteBudget' | 'droppedSteps'>

function historyOf(data: HistoryData): History {
  const { steps, position } = data
  return {
    ...data,
    canUndo: position > 0,
    canRedo: position < steps.length,
    push: (patch, name = '') => historyOf(pushed(data, { name, patch, bytes: patchBytes(patch) })),
    undo() {
      const step = steps[position - 1]
      if (step === undefined) return undefined
      const history = historyOf({ ...data, position: position - 1 })
      return { history, patch: invertPatch(step.patch), name: step.name }
    },
    redo() {
      const step = steps[position]
      if (step === undefined) return undefined
      const history = historyOf({ ...data, position: position + 1 })
      return { history, patch: step.patch, name: step.name }
    },
  }
}

function pushed(data: HistoryData, step: HistoryStep): HistoryData {
  const forgotten = data.steps.slice(data.position).reduce((sum, old) => sum + old.bytes, 0)
  const kept = [...data.steps.slice(0, data.position), step]
  let bytes = data.bytes - forgotten + step.bytes
  let drop = 0
  while (bytes > data.byteBudget && drop < kept.length - 1) bytes -= kept[drop++]!.bytes
  const steps = kept.slice(drop)
  return {
    steps,
    position: steps.length,
    bytes,
    byteBudget: data.byteBudget,
    droppedSteps: data.droppedSteps + drop,
  }
}
