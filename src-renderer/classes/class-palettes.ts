// The colours that classes are shown in. Masks are always saved with the VOC colour map; a display palette
// never reaches a file.

import { CLASS_COUNT, VOC_PALETTE } from '../../src-main/core/labels/classes.ts'

export const PALETTE_NAMES = ['voc', 'okabeIto'] as const
export type PaletteName = (typeof PALETTE_NAMES)[number]

/** 256 RGB triples. */
export type Palette = Uint8Array

/**
 * Okabe and Ito: Color Universal Design (2008), without black. Seven hues that people with any kind of colour
 * vision tell apart, and each of them lighter and darker: 21 colours for 20 classes. No kind of colour vision tells
 * all of those apart at a glance; the pattern mode does.
 */
const HUES = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
] as const

/** Towards white (positive) or black, by this part of the way: where the closest pair is farthest apart. */
const SHADES = [0, 0.5, -0.55] as const

const OKABE_ITO: Palette = okabeItoPalette()

export function paletteOf(name: PaletteName): Palette {
  return name === 'voc' ? VOC_PALETTE : OKABE_ITO
}

/** Void and what is no class keep the colours of VOC. */
function okabeItoPalette(): Palette {
  const palette = VOC_PALETTE.slice()
  for (let value = 1; value < CLASS_COUNT; value++) {
    const at = value - 1
    const hue = HUES[at % HUES.length] ?? HUES[0]
    const shade = SHADES[Math.floor(at / HUES.length)] ?? 0
    hue.forEach((channel, i) => (palette[value * 3 + i] = shaded(channel, shade)))
  }
  return palette
}

function shaded(channel: number, shade: number): number {
  const end = shade > 0 ? 255 : 0
  return Math.round(channel + (end - channel) * Math.abs(shade))
}
