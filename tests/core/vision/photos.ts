// Small photos with known answers.

import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'

export type Color = readonly [red: number, green: number, blue: number]

/** A photo whose pixel (x, y) has the given colour. */
export function photoOf(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => Color,
): PhotoPixels {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) data.set([...colorAt(x, y), 255], i)
  }
  return { width, height, data }
}

export const RED: Color = [200, 40, 30]
export const BLUE: Color = [30, 60, 190]
export const GREY: Color = [128, 128, 128]
