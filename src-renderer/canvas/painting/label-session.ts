// One label map being edited, with who labelled each pixel: gestures become patches, patches become history, and
// every move is told to who keeps it. Holds no pixels of the screen, no Vue, and never saves by itself.

import { applyPatch } from '../../../src-main/core/patches/patch.ts'
import type { History } from '../../../src-main/core/patches/history.ts'
import { createHistory } from '../../../src-main/core/patches/history.ts'
import type { JournalMove } from '../../../src-main/core/journal/records.ts'
import { invariant } from '../../../src-main/core/errors.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { PaintRule } from '../../../src-main/core/painting/paint.ts'
import { startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import type { PatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import { PROVENANCE, UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import type { Provenance, ProvenancePlane } from '../../../src-main/core/labels/provenance.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { unionRect } from '../../../src-main/core/geometry/rect.ts'

/** What a gesture may say of the pixels it paints; those it makes unlabelled are never anybody's. */
export type GestureSource = Exclude<Provenance, typeof PROVENANCE.unlabelled>

export interface LabelSession {
  /** UNLABELLED where `provenance` says that nobody has labelled, and nowhere else. */
  readonly labelMap: LabelMap
  readonly provenance: ProvenancePlane
  history(): History
  /** Counts every change that stays, undo and redo too: equal counts mean equal pixels. */
  editCount(): number
  isInGesture(): boolean
  /** `source` is `human` unless told otherwise. */
  begin(source?: GestureSource): void
  /**
   * By hand, whoever painted a pixel before, a person has now. Assist and copies leave pixels alone that have
   * the value already: who labelled those stays.
   */
  rule(value: number, canPaint?: (existing: number) => boolean): PaintRule
  /** Gives every pixel, in a gesture, the value and the source it has there; returns what to repaint. */
  become(labels: Pick<LabelSession, 'labelMap' | 'provenance'>): Rect
  /** Ends the gesture; false when no pixel changed. */
  commit(name: string): boolean
  /** Ends the gesture and restores the pixels; returns what to repaint. */
  abort(): Rect
  /** Returns what to repaint, or null when there is nothing to undo. */
  undo(): Rect | null
  redo(): Rect | null
  /** Undoes or redoes until `position` steps are applied. */
  travelTo(position: number): Rect | null
}

export interface SessionStart {
  /** What was done to the map before; none unless given. */
  readonly history?: History
  /** Told of every move when it is made. */
  readonly moved?: (move: JournalMove) => void
}

export function createLabelSession(
  labelMap: LabelMap,
  provenance: ProvenancePlane,
  start: SessionStart = {},
): LabelSession {
  const { moved } = start
  let history = start.history ?? createHistory()
  let recorder: PatchRecorder | null = null
  let source: GestureSource = PROVENANCE.human
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
    // Whoever keeps the moves has the steps that were joined one by one.
    for (let told = 0; told < move.count; told++) moved?.({ kind: direction })
    return applyPatch(labelMap, move.patch, provenance)
  }

  return {
    labelMap,
    provenance,
    history: () => history,
    editCount: () => edits,
    isInGesture: () => recorder !== null,
    begin(by = PROVENANCE.human) {
      invariant(recorder === null, 'label session: a gesture is already under way')
      recorder = startPatchRecorder(labelMap, provenance)
      source = by
    },
    rule(value, canPaint) {
      const current = recorder
      invariant(current !== null, 'label session: painting needs a gesture')
      const rule = ruleOf(value, { plane: provenance, source }, canPaint)
      return { ...rule, beforePaint: (rect) => current.beforePaint(rect) }
    },
    become(labels) {
      invariant(recorder !== null, 'label session: painting needs a gesture')
      return becomeAll({ labelMap, provenance }, labels, recorder)
    },
    commit(name) {
      const patch = endGesture().commit()
      if (patch === undefined) return false
      history = history.push(patch, name)
      edits += 1
      moved?.({ kind: 'step', name, patch })
      return true
    },
    abort: () => endGesture().abort(),
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    travelTo: (position) => travelFar(travel, () => history.position, position),
  }
}

function becomeAll(
  { labelMap, provenance }: Pick<LabelSession, 'labelMap' | 'provenance'>,
  labels: Pick<LabelSession, 'labelMap' | 'provenance'>,
  recorder: PatchRecorder,
): Rect {
  const { width, height } = labelMap
  invariant(
    labels.labelMap.width === width && labels.labelMap.height === height,
    `label session: expected labels of ${width}x${height}, got ${labels.labelMap.width}x${labels.labelMap.height}`,
  )
  const rect = { x: 0, y: 0, width, height }
  recorder.beforePaint(rect)
  labelMap.data.set(labels.labelMap.data)
  provenance.data.set(labels.provenance.data)
  return rect
}

/** What to repaint after all of the way, or null when there was nowhere to go. */
function travelFar(
  travel: (direction: 'undo' | 'redo') => Rect | null,
  at: () => number,
  position: number,
): Rect | null {
  let dirty: Rect | null = null
  while (at() !== position) {
    const rect = travel(at() > position ? 'undo' : 'redo')
    if (rect === null) return dirty
    dirty = dirty === null ? rect : unionRect(dirty, rect)
  }
  return dirty
}

function ruleOf(
  value: number,
  { plane, source }: { readonly plane: ProvenancePlane; readonly source: GestureSource },
  canPaint?: (existing: number) => boolean,
): PaintRule {
  const by = value === UNLABELLED ? PROVENANCE.unlabelled : source
  const rule = { value, provenance: { plane, source: by } }
  if (source !== PROVENANCE.human) {
    return { ...rule, canPaint: (old) => old !== value && (canPaint?.(old) ?? true) }
  }
  return canPaint === undefined ? rule : { ...rule, canPaint }
}
