// Undo, redo and the way to any step of the history, with what must be drawn again.

import type { Rect } from '../../../src-main/core/rect.ts'
import type { Editor } from '../editor.ts'
import type { LabelSession } from './label-session.ts'

export function travelling(
  session: LabelSession,
  draw: (rect: Rect) => void,
  changed: () => void,
): Pick<Editor, 'undo' | 'redo' | 'travelTo'> {
  const show = (rect: Rect | null): void => {
    if (rect === null) return
    draw(rect)
    changed()
  }
  return {
    undo: () => show(session.undo()),
    redo: () => show(session.redo()),
    travelTo: (position) => show(session.travelTo(position)),
  }
}
