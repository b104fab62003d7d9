// The colours of the contract's legend, for difference images.

import { DIFFERENCE_LEGEND } from '../../contract/media.ts'

/** 256 x RGB for the values of core/agreement/difference.ts. */
export function differencePalette(): Uint8Array {
  const palette = new Uint8Array(256 * 3)
  for (const { value, rgb } of DIFFERENCE_LEGEND) palette.set(rgb, value * 3)
  return palette
}
