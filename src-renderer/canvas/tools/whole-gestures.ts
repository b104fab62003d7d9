// Gestures over the whole photo or the selected region, which need no pointer.

import { findAllOf, paintRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import type { LabelSession } from '../painting/label-session.ts'
import type { EditedLabels } from '../saving/label-map-wire.ts'
import { copyPredicted } from './copy.ts'
import { relabelSelected } from './select.ts'
import type { ToolHost } from './tool.ts'

export interface WholeGestures {
  /** Copies the whole prediction but what was rejected, as one gesture; it is fetched if need be. */
  copyPhoto(): void
  /** Gives the selected region the class; nothing without one. */
  relabelSelection(value: number): void
  /** Makes every unlabelled pixel background, as one gesture; how many, null when it may not. */
  restIsBackground(): number | null
  /**
   * Makes the map what it was once, as one gesture. Like undo it asks no lock and no paint mode. False when it is
   * that already, null when it may not.
   */
  bringBack(labels: EditedLabels): boolean | null
}

/** `mayAct`: false while a hand paints, and where nobody may; they do nothing then. */
export function wholeGestures(
  session: LabelSession,
  host: ToolHost,
  mayAct: () => boolean,
): WholeGestures {
  function copyAll(): void {
    if (mayAct()) copyPredicted(host)
  }

  return {
    copyPhoto() {
      if (host.prediction() !== null) copyAll()
      else host.waitFor(host.neededPrediction(), copyAll)
    },
    relabelSelection(value) {
      if (mayAct()) relabelSelected(host, value)
    },
    restIsBackground() {
      if (!mayAct()) return null
      const rest = findAllOf(session.labelMap, UNLABELLED)
      host.begin()
      // The person decides for what is left: locks and paint modes protect labels, and there are none.
      host.painted(paintRegion(session.labelMap, rest, session.rule(0)))
      host.commit('restIsBackground')
      return rest.pixelCount
    },
    bringBack(labels) {
      if (!mayAct()) return null
      const edits = session.editCount()
      host.begin()
      host.painted(session.become(labels))
      host.commit('bringBack')
      return session.editCount() > edits
    },
  }
}
