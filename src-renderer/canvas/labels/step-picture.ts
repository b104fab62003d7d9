// What a step of the history changed, small: which parts of the photo, and to what.

import type { Patch } from '../../../src-main/core/patch.ts'
import { decodeRuns } from '../../../src-main/core/run-length.ts'
import type { Size } from '../camera/camera.ts'

/** The longer side of the picture, in cells. */
const CELLS = 32
/** In a cell of the picture: nothing was changed there. No label has this value. */
export const UNCHANGED = 254

export interface StepPicture {
  /** What the first changed pixel got; null when no label changed. */
  readonly value: number | null
  readonly width: number
  readonly height: number
  /** By cell, row by row: what a changed pixel in it got, or UNCHANGED. */
  readonly cells: Uint8Array
}

export function stepPicture(
  { rect, parts = [rect], before, after }: Patch,
  image: Size,
): StepPicture {
  const scale = CELLS / Math.max(image.width, image.height)
  const width = Math.max(1, Math.ceil(image.width * scale))
  const height = Math.max(1, Math.ceil(image.height * scale))
  const cells = new Uint8Array(width * height).fill(UNCHANGED)
  const area = parts.reduce((sum, part) => sum + part.width * part.height, 0)
  const [old, painted] = [decodeRuns(before, area), decodeRuns(after, area)]
  let value: number | null = null
  let read = 0
  for (const part of parts) {
    for (let y = part.y; y < part.y + part.height; y++) {
      const row = Math.floor(y * scale) * width
      for (let x = part.x; x < part.x + part.width; x++, read++) {
        const next = painted[read]!
        if (next === old[read]) continue
        value ??= next
        cells[row + Math.floor(x * scale)] = next
      }
    }
  }
  return { value, width, height, cells }
}
