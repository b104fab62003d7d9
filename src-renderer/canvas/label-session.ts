// One label map being edited: gestures become patches, patches become history, the history is what saving
// and undo know. Holds no pixels of the screen, no Vue, and never saves by itself.

import { applyPatch } from '../../src-main/core/patch.ts'
import type { History } from '../../src-main/core/history.ts'
import { createHistory } from '../../src-main/core/history.ts'
import { invariant } from '../../src-main/core/errors.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { PaintRule } from '../../src-main/core/paint.ts'
import { startPatchRecorder } from '../../src-main/core/patch-recorder.ts'
import type { PatchRecorder } from '../../src-main/core/patch-recorder.ts'
import type { Rect } from '../../src-main/core/rect.ts'

export interface LabelSession {
  readonly labelMap: LabelMap
  history(): History
  /** Counts every change that stays, undo and redo too: equal counts mean equal pixels. */
  editCount(): number
  isInGesture(): boolean
  begin(): void
  rule(value: number, canPaint?: (existing: number) => boolean): PaintRule
  /** Ends the gesture; false when no pixel changed. */
  commit(name: string): boolean
  /** Ends the gesture and restores the pixels; returns what to repaint. */
  abort(): Rect
  /** Returns what to repaint, or null when there is nothing to undo. */
  undo(): Rect | null
  redo(): Rect | null
}

export function createLabelSession(labelMap: LabelMap): LabelSession {
  let history = createHistory()
  let recorder: PatchRecorder | null = null
  let edits = 0

  function endGesture(): PatchRecorder {
    invariant(recorder !== null, 'label session: no gesture has begun')
    const ended = recorder
    recorder = null
    return ended
  }

  function travel(direction: 'undo' | 'redo'): Rect | null {
    if (recorder !== null) return null
    const move = direction === 'undo' ? history.undo() : history.redo()
    if (move === undefined) return null
    history = move.history
    edits += 1
    return applyPatch(labelMap, move.patch)
  }

  return {
    labelMap,
    history: () => history,
    editCount: () => edits,
    isInGesture: () => recorder !== null,
    begin() {
      invariant(recorder === null, 'label session: a gesture is already under way')
      recorder = startPatchRecorder(labelMap)
    },
    rule(value, canPaint) {
      const current = recorder
      invariant(current !== null, 'label session: painting needs a gesture')
      const beforePaint = (rect: Rect): void => current.beforePaint(rect)
      return canPaint === undefined ? { value, beforePaint } : { value, beforePaint, canPaint }
    },
    commit(name) {
      const patch = endGesture().commit()
      if (patch === undefined) return false
      history = history.push(patch, name)
      edits += 1
      return true
    },
    abort: () => endGesture().abort(),
    undo: () => travel('undo'),
    redo: () => travel('redo'),
  }
}
