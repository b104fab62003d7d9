// The colours of a run's result in the editor: those of the comparison, and the classes in the display palette.

import { DIFFERENCE_LEGEND } from '../../../src-main/contract/media.ts'
import type { Palette } from '../../classes/class-palettes.ts'
import { heatColor } from '../../results/heat-colors.ts'
import type { HeldLayer } from './held-layer.ts'
import { LOOK_BYTES, createLabelLook } from '../labels/label-look.ts'
import type { LabelLook } from '../labels/label-look.ts'

/** The photo stays to be seen under classes and differences. */
const OPACITY = 0.7
const CLEAR = [0, 0, 0, 0]

export interface ClassLook {
  readonly palette: Palette
  readonly hasPatterns: boolean
}

export function resultLook(layer: HeldLayer, { palette, hasPatterns }: ClassLook): LabelLook {
  switch (layer) {
    case 'prediction':
      return createLabelLook({
        palette,
        hasPatterns,
        style: 'fill',
        opacity: OPACITY,
        contourPx: 0,
        hidden: [],
        outlined: [],
        strengths: {},
      })
    case 'entropy':
      return plainLook(Array.from({ length: 256 }, (_, level) => [...heatColor(level / 255), 255]))
    case 'difference':
      return plainLook(differenceColors())
  }
}

function differenceColors(): number[][] {
  const colors = Array.from({ length: 256 }, () => CLEAR)
  for (const { value, rgb } of DIFFERENCE_LEGEND)
    colors[value] = [...rgb, Math.round(255 * OPACITY)]
  return colors
}

/** `colors`: RGBA by value. Of 0, agreement on background, nothing is drawn: it stands for what is beside the map too. */
function plainLook(colors: readonly (readonly number[])[]): LabelLook {
  return {
    fill: Uint8Array.from([CLEAR, ...colors.slice(1)].flat()),
    line: new Uint8Array(LOOK_BYTES),
    marks: new Uint8Array(LOOK_BYTES),
    contourPx: 0,
  }
}
