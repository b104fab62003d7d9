// What a step of the history changed, small: which parts of the photo, and to what.

import type { Patch } from '../../../src-main/core/patches/patch.ts'
import { RunCursor } from '../../../src-main/core/bytes/run-length.ts'
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
  const [old, painted] = [new RunCursor(before), new RunCursor(after)]
  let value: number | null = null
  let read = 0
  for (const part of parts) {
    for (let y = part.y; y < part.y + part.height; y++) {
      const row = Math.floor(y * scale) * width
      const shift = part.x - read
      const end = read + part.width
      for (let next = read; read < end; read = next) {
        if (old.end <= read) old.step()
        if (painted.end <= read) painted.step()
        next = Math.min(old.end, painted.end, end)
        if (old.value === painted.value) continue
        value ??= painted.value
        const last = row + Math.floor((next - 1 + shift) * scale)
        for (let cell = row + Math.floor((read + shift) * scale); cell <= last; cell++)
          cells[cell] = painted.value
      }
    }
  }
  return { value, width, height, cells }
}
