// A label map as people draw them: some hundred soft-edged shapes of all sizes with a void outline.

import { IGNORE_INDEX } from '../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../src-main/core/random.ts'

export interface BlobOptions {
  readonly width: number
  readonly height: number
  readonly blobs: number
  readonly seed: number
}

const OUTLINE_PX = 4

export function blobLabelMap({ width, height, blobs, seed }: BlobOptions): LabelMap {
  const random = createRandom(seed)
  const map = createLabelMap(width, height)
  const largest = Math.min(width, height) / 8
  for (let i = 0; i < blobs; i++) {
    const blob: Blob = {
      x: random.uniform() * width,
      y: random.uniform() * height,
      radius: 3 + largest * random.uniform() ** 3,
      lobes: 2 + random.integer(7),
      phase: random.uniform() * Math.PI * 2,
    }
    fillBlob(map, blob, { value: IGNORE_INDEX, extra: OUTLINE_PX })
    fillBlob(map, blob, { value: 1 + random.integer(20), extra: 0 })
  }
  return map
}

interface Blob {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly lobes: number
  readonly phase: number
}

function fillBlob(
  { width, height, data }: LabelMap,
  { x, y, radius, lobes, phase }: Blob,
  { value, extra }: { readonly value: number; readonly extra: number },
): void {
  const reach = radius * 1.3 + extra
  const bottom = Math.min(height - 1, Math.ceil(y + reach))
  const right = Math.min(width - 1, Math.ceil(x + reach))
  for (let row = Math.max(0, Math.floor(y - reach)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.floor(x - reach)); column <= right; column++) {
      const distance = Math.hypot(column - x, row - y)
      if (distance > reach) continue
      const wave = Math.sin(lobes * Math.atan2(row - y, column - x) + phase)
      if (distance <= radius * (1 + 0.25 * wave) + extra) data[row * width + column] = value
    }
  }
}
