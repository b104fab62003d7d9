// The decoder half of a promptable segmenter: an embedding and what a person shows become a few masks, the likeliest
// first. Embeddings that were used last stay in memory.

import { encodeBase64 } from '../../core/bytes/base64.ts'
import { maskOfLogits } from '../../core/segmenter/mask-of-logits.ts'
import { promptTensors, promptsBefore } from '../../core/segmenter/prompts.ts'
import type { Prompts } from '../../core/segmenter/prompts.ts'
import { rankMasks } from '../../core/segmenter/rank-masks.ts'
import type { SegmentCandidate } from '../../contract/assist.ts'
import type { MaskWish } from '../../services/ports/promptable-segmenter.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { RuntimeChoice } from '../onnxruntime/session-options.ts'
import type { Embedding, EmbeddingCache } from './embedding-cache.ts'
import { LastUsed } from './last-used.ts'
import { openDecoder } from './open-decoder.ts'
import type { OpenedDecoder } from './open-decoder.ts'
import { EMBEDDING_SHAPE, MASK_SIDE } from './segmenter-model.ts'
import { openSegmenterSession } from './segmenter-session.ts'
import type { FloatTensor } from './segmenter-session.ts'

export interface PromptDecoder {
  /** Null when the cache has no embedding of this key any more. Errors: io, outOfMemory, corrupt. */
  decode(key: string, wish: MaskWish): Promise<readonly SegmentCandidate[] | null>
  dispose(): Promise<void>
}

/** 4 MB each. */
const KEPT_EMBEDDINGS = 8
/** 1 MB each. */
const KEPT_ANSWERS = 16
const MASK_AREA = MASK_SIDE * MASK_SIDE

/** All masks of a decoder, and the order in which they are offered. */
interface Answer {
  readonly logits: Float32Array
  readonly scores: Float32Array
  readonly order: readonly number[]
}

/** Errors: corrupt, unsupported. */
export async function openPromptDecoder(
  model: Uint8Array,
  cache: EmbeddingCache,
  choice: RuntimeChoice,
): Promise<PromptDecoder> {
  const decoder = openDecoder(model, 'the decoder of smart click')
  const session = await openSegmenterSession(decoder.model, choice)
  const embeddings = new LastUsed<Embedding>(KEPT_EMBEDDINGS)
  const answers = new LastUsed<Answer>(KEPT_ANSWERS)

  /** Each answer starts from the mask that was on the screen before, which is found again if it was forgotten. */
  async function answerTo(key: string, embedding: Embedding, prompts: Prompts): Promise<Answer> {
    const name = `${key} ${JSON.stringify(prompts)}`
    const known = answers.get(name)
    if (known !== undefined) return known
    const before = promptsBefore(prompts)
    const seen = before === null ? null : await answerTo(key, embedding, before)
    const mask = seen === null ? null : logitsOf(seen, prompts.chosen.at(-1) ?? 0)
    const feeds = feedsOf(decoder, embedding, { prompts, mask })
    const [logits, scores] = await session.run(feeds, [decoder.logits, decoder.scores])
    return answers.keep(name, checkedAnswer(logits, scores, prompts))
  }

  return {
    async decode(key, { prompts, mostMasks }) {
      const embedding = embeddings.get(key) ?? (await cache.read(key))
      if (embedding === null) return null
      embeddings.keep(key, embedding)
      const answer = await answerTo(key, embedding, prompts)
      return answer.order.slice(0, mostMasks).map((index, place) => {
        const { rect, runs } = maskOfLogits(logitsOf(answer, place), MASK_SIDE, embedding.photo)
        return { score: answer.scores[index] ?? 0, rect, runLengths: encodeBase64(runs) }
      })
    },
    dispose: session.dispose,
  }
}

/** Of the mask at a place in the order. */
function logitsOf({ logits, order }: Answer, place: number): Float32Array {
  const index = order[Math.min(place, order.length - 1)] ?? 0
  return logits.subarray(index * MASK_AREA, (index + 1) * MASK_AREA)
}

interface Asked {
  readonly prompts: Prompts
  /** Logits of the mask to start from. */
  readonly mask: Float32Array | null
}

function feedsOf(
  { inputs }: OpenedDecoder,
  { values, photo }: Embedding,
  { prompts, mask }: Asked,
): Readonly<Record<string, FloatTensor>> {
  const { coordinates, labels } = promptTensors(prompts, photo)
  const before = mask ?? new Float32Array(MASK_AREA)
  const feeds: Readonly<Record<string, FloatTensor>> = {
    image_embeddings: { shape: EMBEDDING_SHAPE, data: values },
    point_coords: { shape: [1, labels.length, 2], data: coordinates },
    point_labels: { shape: [1, labels.length], data: labels },
    mask_input: { shape: [1, 1, MASK_SIDE, MASK_SIDE], data: before },
    has_mask_input: { shape: [1], data: Float32Array.of(mask === null ? 0 : 1) },
    orig_im_size: { shape: [2], data: Float32Array.of(MASK_SIDE, MASK_SIDE) },
  }
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => inputs.includes(name)))
}

function checkedAnswer(
  logits: FloatTensor | undefined,
  scores: FloatTensor | undefined,
  { points, box }: Prompts,
): Answer {
  const count = scores?.data.length ?? 0
  if (
    logits === undefined ||
    scores === undefined ||
    count === 0 ||
    logits.data.length !== count * MASK_AREA
  ) {
    throw new StudioError(
      'corrupt',
      said`the decoder of smart click gave masks of ${logits?.shape.join('x') ?? said`nothing`} and ${count} scores,
        expected ${MASK_SIDE}x${MASK_SIDE} for each; add another model with: pss weights add`,
    )
  }
  const order = rankMasks([...scores.data], box === null && points.length === 1)
  return { logits: logits.data, scores: scores.data, order }
}
