// What every phase of a run works with. Built once by the worker; holds no results.

import type { Phase, RunConfig, RunEvent } from '../../../contract/runs.ts'
import type { SplitReference } from '../../../contract/split.ts'
import { invariant } from '../../../core/errors.ts'
import type { Executor } from '../../../engine/executor/executor.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import type { ArtifactStore, ImageCodec, PssRoot, SampleReader } from '../../ports.ts'
import type { ImageReference, UserImage } from '../../ports/image-reference.ts'
import type { WorkMeter } from './work-meter.ts'

export interface PipelineContext {
  readonly root: PssRoot
  readonly artifacts: ArtifactStore
  readonly codec: ImageCodec
  readonly executor: Executor
  readonly samples: SampleReader
  /** ImageNet weights by the engine's names. */
  readonly pretrained: ReadonlyMap<string, Tensor>
  /** Names the weights file by its content. */
  readonly weightsId: string
  readonly runId: string
  readonly config: RunConfig
  readonly images: FrozenImages
  readonly meter: WorkMeter
  /** Milliseconds. */
  readonly now: () => number
  /** True once a pause was asked for. */
  readonly shouldStop: () => boolean
}

/** The images as they were when the run first started: a resumed run sees the same. */
export interface FrozenImages {
  /** All images of the user, in list order. */
  readonly user: readonly string[]
  /** Those whose mask counts as truth. */
  readonly labelled: readonly string[]
  /** The validation split they are of; null where none was drawn. */
  readonly split?: SplitReference | null | undefined
  readonly source: readonly string[]
}

/** What reading images of a run needs. */
export type ImageContext = Pick<PipelineContext, 'root' | 'config' | 'images'>

/** `stopped`: a pause was asked for, and everything needed to go on is written. */
export type PhaseEnd = 'done' | 'stopped'

export type PhaseEvents = AsyncGenerator<RunEvent, PhaseEnd, undefined>

export function userImage(
  context: Pick<PipelineContext, 'config' | 'images'>,
  index: number,
): UserImage {
  const name = context.images.user[index]
  invariant(name !== undefined, `image ${index} of ${context.images.user.length} exists`)
  return { domain: 'user', user: context.config.user, name }
}

export function sourceImage(context: PipelineContext, index: number): ImageReference {
  const name = context.images.source[index]
  invariant(name !== undefined, `source image ${index} of ${context.images.source.length} exists`)
  return { domain: 'source', name }
}

export interface Step {
  readonly phase: Phase
  readonly done: number
  readonly total: number
  readonly imagesPerSecond: number
  /** Where photos are read while others are computed on: the share of the time that waited for them. */
  readonly waitShare?: number
}

export function progressEvent(context: PipelineContext, step: Step): RunEvent {
  return { type: 'progress', ...step, secondsLeft: context.meter.secondsLeft() }
}
