// Work on the pixels of a photo that takes longer than a frame. It runs in a worker; here is what may be
// asked of it and how it is answered, so that tests can run it in place.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { createEdgeMap } from '../../../src-main/core/vision/edge-map.ts'
import { refineEdge } from '../../../src-main/core/vision/grab-cut.ts'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import { createPathFinder } from '../../../src-main/core/vision/live-wire.ts'
import type { PathEnds } from '../../../src-main/core/vision/live-wire.ts'
import { floodScribbles } from '../../../src-main/core/vision/scribbles.ts'
import type { Scribble } from '../../../src-main/core/vision/scribbles.ts'
import { findSuperpixels } from '../../../src-main/core/vision/superpixels.ts'
import type { Superpixels } from '../../../src-main/core/vision/superpixel-cells.ts'
import { createWandPicker } from '../../../src-main/core/vision/wand-picks.ts'
import type { WandPicks } from '../../../src-main/core/vision/wand-picks.ts'

export interface PhotoJobs {
  readonly superpixels: {
    readonly ask: { readonly cellSize: number }
    readonly answer: Superpixels
  }
  readonly refineEdge: {
    readonly ask: { readonly region: PixelMask; readonly bandPx: number }
    readonly answer: PixelMask
  }
  /** Empty when there is nothing to flood. */
  readonly watershed: {
    readonly ask: { readonly scribbles: readonly Scribble[] }
    readonly answer: Proposal
  }
  readonly wand: {
    readonly ask: { readonly picks: WandPicks }
    readonly answer: Proposal
  }
  readonly edgePath: {
    readonly ask: PathEnds
    readonly answer: readonly Point[]
  }
}

export type PhotoJobKind = keyof PhotoJobs

/** Asks for a job; fails when the worker does. */
export type AskPhoto = <Kind extends PhotoJobKind>(
  kind: Kind,
  ask: PhotoJobs[Kind]['ask'],
) => Promise<PhotoJobs[Kind]['answer']>

export type PhotoJobPerformers = {
  readonly [Kind in PhotoJobKind]: (ask: PhotoJobs[Kind]['ask']) => PhotoJobs[Kind]['answer']
}

/** Does the jobs of one photo, and keeps what it works out for them. */
export function createPhotoJobs(photo: PhotoPixels): PhotoJobPerformers {
  const edges = createEdgeMap(photo)
  const pickLike = createWandPicker(photo)
  const findPath = createPathFinder(edges)
  return {
    superpixels: ({ cellSize }) => findSuperpixels(photo, cellSize),
    refineEdge: ({ region, bandPx }) => refineEdge(photo, region, bandPx),
    watershed: ({ scribbles }) => floodScribbles(edges, scribbles),
    wand: ({ picks }) => pickLike(picks),
    edgePath: findPath,
  }
}
