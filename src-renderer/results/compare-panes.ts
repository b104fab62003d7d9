// What stands in the panes of the comparison, and how they share the space. Pure.

import type { Size } from '../canvas/camera/camera.ts'
import { mediaUrl } from '../page/media.ts'
import type { Stage, CheckpointKind } from '../../src-main/contract/runs.ts'

export const PANES = ['photo', 'truth', 'prediction', 'entropy', 'difference'] as const
export type PaneName = (typeof PANES)[number]

export interface PaneSubject {
  readonly user: string
  readonly name: string
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
  /** Changes whenever a mask was saved, so that no old picture of it is shown. */
  readonly maskVersion: string | null
}

export interface Layer {
  readonly url: string
  readonly opacity: number
  readonly filter?: string
}

/** Background is black in a mask picture: it becomes clear, so that the photo shows (CompareFilters.vue). */
const CLEAR_BLACK = 'url(#clear-black)'
const ENTROPY_FILTER = 'url(#entropy-colors)'

/** How a result's picture is coloured where it lies over a photo. */
export function resultFilter(kind: 'prediction' | 'entropy'): string {
  return kind === 'prediction' ? CLEAR_BLACK : ENTROPY_FILTER
}

/** True for a pane that tells what the method found. */
export function isResultPane(pane: PaneName): boolean {
  return pane !== 'photo' && pane !== 'truth'
}

/** Photo below, result above at the given opacity; entropy and difference hide the photo at 1. */
export function paneLayers(pane: PaneName, subject: PaneSubject, opacity: number): Layer[] {
  const { user, name, runId, stage, checkpoint, maskVersion } = subject
  const result = (kind: 'prediction' | 'entropy' | 'difference'): string =>
    mediaUrl({ kind, runId, stage, checkpoint, name }, maskVersion)
  const photo = { url: mediaUrl({ kind: 'image', user, name }), opacity: 1 }
  switch (pane) {
    case 'photo':
      return [photo]
    case 'truth':
      return [
        photo,
        {
          url: mediaUrl({ kind: 'label-map', user, name }, maskVersion),
          opacity,
          filter: CLEAR_BLACK,
        },
      ]
    case 'prediction':
      return [photo, { url: result(pane), opacity, filter: resultFilter(pane) }]
    case 'difference':
      return [photo, { url: result(pane), opacity }]
    case 'entropy':
      return [photo, { url: result(pane), opacity, filter: resultFilter(pane) }]
  }
}

/** The number of columns that shows `count` panes of this image largest. */
export function bestColumns(count: number, image: Size, space: Size): number {
  let best = 1
  let bestScale = 0
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const scale = Math.min(space.width / columns / image.width, space.height / rows / image.height)
    if (scale > bestScale * 1.001) {
      best = columns
      bestScale = scale
    }
  }
  return best
}
