// One photo as smart click asks about it. A newer question takes the place of the older one, which is withdrawn.

import type { StudioClient } from '../../api.ts'
import type { SegmentCandidate } from '../../../src-main/contract/assist.ts'
import { decodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import { decodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import type { Prompts } from '../../../src-main/core/segmenter/prompts.ts'
import type { ImageKey } from '../image-key.ts'

export interface SmartMask {
  /** The IoU that the model expects, about 0..1. */
  readonly score: number
  mask(): PixelMask
}

/** `device` and why this one: what the next photo is looked at with. */
export type SmartModel = Awaited<ReturnType<StudioClient['assist']['status']>>

export interface SmartPhoto {
  /** Asks whether there is a model, and what it looks at the photo with. */
  findModel(): Promise<SmartModel>
  /** There was none when it was asked for last. */
  isWithoutModel(): boolean
  /** The photo has been looked at: answers come at once. */
  isReady(): boolean
  prepare(signal: AbortSignal): Promise<void>
  /**
   * At most three masks unless fewer are wished for, the likeliest first. Error: cancelled when something newer was
   * asked.
   */
  segment(prompts: Prompts, mostMasks?: number): Promise<readonly SmartMask[]>
}

export function createSmartPhoto(client: StudioClient, { user, name }: ImageKey): SmartPhoto {
  let asking = new AbortController()
  let isReady = false
  let isWithoutModel = false
  return {
    async findModel() {
      const model = await client.assist.status()
      isWithoutModel = !model.isAvailable
      return model
    },
    isWithoutModel: () => isWithoutModel,
    isReady: () => isReady,
    async prepare(signal) {
      await client.assist.prepare({ user, names: [name] }, { signal })
      isReady = true
    },
    async segment({ points, box, chosen }, mostMasks) {
      asking.abort()
      asking = new AbortController()
      const { signal } = asking
      try {
        const prompts = { points: [...points], box, chosen: [...chosen] }
        const wish = { user, name, prompts, mostMasks }
        const { candidates } = await client.assist.segment(wish, { signal })
        isReady = true
        return candidates.map(smartMask)
      } catch (error) {
        if (!signal.aborted) throw error
        throw new StudioError('cancelled', said`something newer was asked`, { cause: error })
      }
    },
  }
}

function smartMask({ score, rect, runLengths }: SegmentCandidate): SmartMask {
  return {
    score,
    mask: () => ({ rect, data: decodeRuns(decodeBase64(runLengths), rect.width * rect.height) }),
  }
}
