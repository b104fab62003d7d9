// Which pixels a new issue is about: the selected region, the region under the pointer, what the tip covers.

import type { ShallowRef } from 'vue'
import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { pinRect, pinRegion } from '../../../src-main/core/labels/label-issues.ts'
import type { PinnedRegion } from '../../../src-main/core/labels/label-issues.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { clipRect } from '../../../src-main/core/geometry/rect.ts'
import type { ScreenPoint } from '../camera/camera.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import type { Editor } from '../editor.ts'
import type { EditedRecord } from './label-record.ts'

/** Pixels that a new issue is about, while it is written. */
export interface IssueDraft {
  readonly region: PinnedRegion
  readonly classValue: number
}

export interface IssueHost {
  readonly editor: Readonly<ShallowRef<Editor | null>>
  readonly record: Pick<EditedRecord, 'labels' | 'send'>
  /** The pointer in image pixels. */
  pointer(): ScreenPoint | null
  /** Radius in pixels of what is pinned on background, which has no region of its own. */
  radius(): number
}

/** The selected region, else the region under the pointer or what the tip covers of background. */
export function pinnedAt(editor: Editor, host: IssueHost): IssueDraft | null {
  const selected = pinnedSelection(editor)
  if (selected !== null) return selected
  const at = host.pointer()
  const found = valueAt(editor, at)
  if (found === null || found.value === 0 || found.value === UNLABELLED) {
    return pinnedAround(editor, at, host)
  }
  const { labelMap } = editor.session
  const region = findRegion(labelMap, found.x, found.y)
  return { region: pinRegion(region, labelMap), classValue: found.value }
}

export function pinnedSelection({ session, selection }: Editor): IssueDraft | null {
  const selected = selection.value
  if (selected === null) return null
  return { region: pinRegion(selected, session.labelMap), classValue: classOf(selected.value) }
}

/** What the tip covers around a point; null outside the photo. */
export function pinnedAround(
  editor: Editor,
  at: ScreenPoint | null,
  host: Pick<IssueHost, 'radius'>,
): IssueDraft | null {
  const found = valueAt(editor, at)
  if (found === null) return null
  const { width, height } = editor.session.labelMap
  const reach = Math.max(1, Math.round(host.radius()))
  const size = 2 * reach + 1
  const box = { x: found.x - reach, y: found.y - reach, width: size, height: size }
  return { region: pinRect(clipRect(box, width, height)), classValue: classOf(found.value) }
}

function valueAt(
  { session: { labelMap } }: Editor,
  at: ScreenPoint | null,
): { readonly x: number; readonly y: number; readonly value: number } | null {
  const pixel = at === null ? null : pixelUnder(labelMap, at)
  return pixel && { ...pixel, value: labelMap.data[pixel.y * labelMap.width + pixel.x]! }
}

function classOf(value: number): number {
  return value === UNLABELLED ? 0 : value
}
