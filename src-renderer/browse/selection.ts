// The selected images. A range goes from the anchor, the image that was chosen last, and is added to what was
// selected when the anchor was set: going back makes it smaller again. Pure.

import type { ImageId } from './image.ts'

export interface Selection {
  readonly keys: ReadonlySet<ImageId>
  readonly anchor: ImageId | null
  /** What was selected when the anchor was set. */
  readonly base: ReadonlySet<ImageId>
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), anchor: null, base: new Set() }

/** The image in or out; ranges go from it now. */
export function toggledImage(selection: Selection, key: ImageId): Selection {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key, base: keys }
}

/** From the anchor to `to`, both included; from `from` when there is no anchor in sight. */
export function rangeSelected(
  selection: Selection,
  shown: readonly ImageId[],
  { from, to }: { readonly from: ImageId; readonly to: ImageId },
): Selection {
  const anchored = selection.anchor === null ? -1 : shown.indexOf(selection.anchor)
  const start = anchored < 0 ? shown.indexOf(from) : anchored
  const end = shown.indexOf(to)
  if (start < 0 || end < 0) return selection
  const range = shown.slice(Math.min(start, end), Math.max(start, end) + 1)
  const base = anchored < 0 ? selection.keys : selection.base
  return { keys: new Set([...base, ...range]), anchor: shown[start] ?? null, base }
}

export function allSelected(shown: readonly ImageId[]): Selection {
  const keys = new Set(shown)
  return { keys, anchor: null, base: keys }
}
