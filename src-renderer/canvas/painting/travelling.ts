// Undo, redo and the way to any step of the history, with what must be drawn again.

import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import type { LabelSession } from './label-session.ts'

export interface HistoryTravel {
  undo(): void
  redo(): void
  /** Undoes or redoes until `position` steps of the history are applied. */
  travelTo(position: number): void
}

export interface Travelling {
  changed(dirty: Rect): void
  /** False while a hand paints, and where nobody may. */
  mayAct(): boolean
}

export function travelling(session: LabelSession, { changed, mayAct }: Travelling): HistoryTravel {
  function go(travel: () => Rect | null): void {
    const rect = mayAct() ? travel() : null
    if (rect !== null) changed(rect)
  }
  return {
    undo: () => go(session.undo),
    redo: () => go(session.redo),
    travelTo: (position) => go(() => session.travelTo(position)),
  }
}
