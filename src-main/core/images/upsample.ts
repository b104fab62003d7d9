// From coarse logits to full-size labels, probabilities and entropies, row by row: the C x H x W logits of a photo of
// 12 megapixels would take a gigabyte and are never made.

import { invariant } from '../errors.ts'

export interface UpsampledPrediction {
  /** H x W, the class with the largest logit (the lower index at a tie). */
  readonly labels: Uint8Array
  /** H x W, the softmax of that class: 1/C..1. */
  readonly probability: Float32Array
  /** H x W, Shannon entropy of the softmax divided by log C: 0..1. */
  readonly entropy: Float32Array
}

/**
 * Upsamples C x h x w logits to H x W bilinearly with aligned corners, then takes argmax, its probability and
 * the normalised entropy of each pixel.
 */
export function upsamplePrediction(
  logits: Float32Array,
  C: number,
  h: number,
  w: number,
  H: number,
  W: number,
): UpsampledPrediction {
  invariant(
    C > 0 && logits.length >= C * h * w,
    `upsample: ${C}x${h}x${w} logits need ${C * h * w} values, got ${logits.length}`,
  )
  const labels = new Uint8Array(H * W)
  const probability = new Float32Array(H * W)
  const entropy = new Float32Array(H * W)
  const pixels = channelsLast(logits, C, h * w)
  const columns = alignedTaps(w, W)
  const rows = alignedTaps(h, H)
  const row = new Float64Array(w * C)
  const mixed = new Float64Array(C)
  const sums: SoftmaxSums = { whole: 0, weighted: 0 }
  const powers = powerTable()
  const scale = C > 1 ? 1 / Math.log(C) : 0
  for (let y = 0; y < H; y++) {
    const above = rows.index[y]! * w * C
    const below = Math.min(rows.index[y]! + 1, h - 1) * w * C
    const fy = rows.fraction[y]!
    for (let i = 0; i < row.length; i++) {
      row[i] = pixels[above + i]! + (pixels[below + i]! - pixels[above + i]!) * fy
    }
    for (let x = 0; x < W; x++) {
      const left = columns.index[x]! * C
      const right = Math.min(columns.index[x]! + 1, w - 1) * C
      const best = mix(row, left, right, columns.fraction[x]!, mixed)
      labels[y * W + x] = best
      addPowers(mixed, mixed[best]!, powers, sums)
      probability[y * W + x] = 1 / sums.whole
      entropy[y * W + x] = Math.max(0, Math.log(sums.whole) - sums.weighted / sums.whole) * scale
    }
  }
  return { labels, probability, entropy }
}

/** Values 0..1 as bytes, for storage and display. */
export function quantise(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.round(Math.max(0, Math.min(1, values[i]!)) * 255)
  }
  return bytes
}

/** Upsamples C x h x w values to C x H x W bilinearly with aligned corners; for small sizes. */
export function upsampleBilinear(
  values: Float32Array,
  C: number,
  h: number,
  w: number,
  H: number,
  W: number,
): Float32Array {
  const out = new Float32Array(C * H * W)
  const columns = alignedTaps(w, W)
  const rows = alignedTaps(h, H)
  let write = 0
  for (let c = 0; c < C; c++) {
    for (let y = 0; y < H; y++) {
      const above = (c * h + rows.index[y]!) * w
      const below = (c * h + Math.min(rows.index[y]! + 1, h - 1)) * w
      const fy = rows.fraction[y]!
      for (let x = 0; x < W; x++) {
        const left = columns.index[x]!
        const right = Math.min(left + 1, w - 1)
        const top = values[above + left]! + (values[above + right]! - values[above + left]!) * columns.fraction[x]! // prettier-ignore
        const bottom = values[below + left]! + (values[below + right]! - values[below + left]!) * columns.fraction[x]! // prettier-ignore
        out[write++] = top + (bottom - top) * fy
      }
    }
  }
  return out
}

/** Writes the C mixed logits and returns the index of the largest. */
function mix(
  row: Float64Array,
  left: number,
  right: number,
  fraction: number,
  mixed: Float64Array,
): number {
  let best = 0
  let largest = -Infinity
  for (let c = 0; c < mixed.length; c++) {
    const value = row[left + c]! + (row[right + c]! - row[left + c]!) * fraction
    mixed[c] = value
    if (value > largest) {
      largest = value
      best = c
    }
  }
  return best
}

/** Below this distance from the largest logit a class adds less than 1e-6 to the entropy. */
const NEGLIGIBLE = -18

/** With z relative to the largest logit: sum(e^z) and sum(z e^z). */
interface SoftmaxSums {
  whole: number
  weighted: number
}

/** The largest probability is 1 / whole, the entropy log(whole) - weighted / whole. */
function addPowers(
  logits: Float64Array,
  largest: number,
  powers: Float64Array,
  sums: SoftmaxSums,
): void {
  let whole = 0
  let weighted = 0
  for (let c = 0; c < logits.length; c++) {
    const z = logits[c]! - largest
    if (z < NEGLIGIBLE) continue
    const step = (z * -STEPS) | 0
    const rest = z + step / STEPS
    const e = powers[step]! * (1 + rest * (1 + rest * (0.5 + rest / 6)))
    whole += e
    weighted += z * e
  }
  sums.whole = whole
  sums.weighted = weighted
}

const STEPS = 64

/** e^(-k/64) down to NEGLIGIBLE; with a cubic for the rest, e^z is right to 3e-9 at a fraction of the cost. */
function powerTable(): Float64Array {
  return Float64Array.from({ length: -NEGLIGIBLE * STEPS + 1 }, (_, k) => Math.exp(-k / STEPS))
}

function channelsLast(values: Float32Array, channels: number, area: number): Float32Array {
  const out = new Float32Array(channels * area)
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < area; i++) out[i * channels + c] = values[c * area + i]!
  }
  return out
}

interface AlignedTaps {
  /** The source pixel at or before the target's position; the next one is its partner. */
  readonly index: Int32Array
  readonly fraction: Float64Array
}

/** align_corners: the first and the last pixels of both grids coincide. */
function alignedTaps(from: number, to: number): AlignedTaps {
  const index = new Int32Array(to)
  const fraction = new Float64Array(to)
  const scale = to > 1 ? (from - 1) / (to - 1) : 0
  for (let i = 0; i < to; i++) {
    const position = i * scale
    index[i] = Math.min(from - 1, Math.floor(position))
    fraction[i] = position - index[i]!
  }
  return { index, fraction }
}
