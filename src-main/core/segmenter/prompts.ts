// What a person shows a promptable segmenter, and the numbers it becomes: the convention of Segment Anything
// (Kirillov et al. 2023, arXiv 2304.02643) and of its ONNX export.

import type { ImageSize } from '../geometry/pixel-mask.ts'

/** Side of the square that the encoder sees; the longer side of a photo fills it, the rest is padding. */
export const SEGMENTER_SIDE = 1024

/** In image pixels from the top left corner of the photo: the middle of its first pixel is (0.5, 0.5). */
export interface PromptPoint {
  readonly x: number
  readonly y: number
  /** Belongs to the object; otherwise it belongs to something else. */
  readonly isPositive: boolean
}

export interface PromptBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** At least one point or the box. The box was drawn first, then the points were clicked in their order. */
export interface Prompts {
  readonly points: readonly PromptPoint[]
  readonly box: PromptBox | null
  /** For each prompt but the last, which mask of its answer was on the screen when the next one was given. */
  readonly chosen: readonly number[]
}

/** The prompts as they were before the last one; null for the first. */
export function promptsBefore({ points, box, chosen }: Prompts): Prompts | null {
  return chosen.length === 0
    ? null
    : { points: points.slice(0, -1), box, chosen: chosen.slice(0, -1) }
}

const NEGATIVE = 0
const POSITIVE = 1
const TOP_LEFT = 2
const BOTTOM_RIGHT = 3
/** Tells the decoder that there is no box. */
const PADDING = -1

export interface PromptTensors {
  /** x, y of each prompt, in pixels of the encoder's square. */
  readonly coordinates: Float32Array
  readonly labels: Float32Array
}

export function promptTensors(
  { points, box }: Pick<Prompts, 'points' | 'box'>,
  photo: ImageSize,
): PromptTensors {
  const scale = SEGMENTER_SIDE / Math.max(photo.width, photo.height)
  // The decoder adds the half pixel itself.
  const placed = (x: number, y: number): number[] => [x * scale - 0.5, y * scale - 0.5]
  const corners =
    box === null
      ? [{ at: [0, 0], label: PADDING }]
      : [
          { at: placed(box.left, box.top), label: TOP_LEFT },
          { at: placed(box.right, box.bottom), label: BOTTOM_RIGHT },
        ]
  const all = [
    ...points.map(({ x, y, isPositive }) => ({
      at: placed(x, y),
      label: isPositive ? POSITIVE : NEGATIVE,
    })),
    ...corners,
  ]
  return {
    coordinates: Float32Array.from(all.flatMap(({ at }) => at)),
    labels: Float32Array.from(all.map(({ label }) => label)),
  }
}

/** The size of the photo inside the encoder's square. */
export function sizeInSquare({ width, height }: ImageSize): ImageSize {
  const scale = SEGMENTER_SIDE / Math.max(width, height)
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
