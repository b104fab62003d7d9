// How the photo is shown, never what it is: brightness, contrast and gamma, for shadows where masks fail.
// One table of the page's SVG filter does all three.

export interface ViewAdjustment {
  /** -1..1, added. */
  brightness: number
  /** 0.25..4, around middle grey. */
  contrast: number
  /** 0.25..4; above 1 lifts the shadows. */
  gamma: number
}

export const NO_ADJUSTMENT: Readonly<ViewAdjustment> = { brightness: 0, contrast: 1, gamma: 1 }

export function isAdjusted({ brightness, contrast, gamma }: ViewAdjustment): boolean {
  return brightness !== 0 || contrast !== 1 || gamma !== 1
}

/** What an input of 0..1 is shown as. */
export function adjustedLevel(level: number, adjustment: ViewAdjustment): number {
  const { brightness, contrast, gamma } = adjustment
  const shown = (level ** (1 / gamma) - 0.5) * contrast + 0.5 + brightness
  return Math.max(0, Math.min(1, shown))
}

const TABLE_STEPS = 64

/** `tableValues` of an SVG transfer function. */
export function adjustmentTable(adjustment: ViewAdjustment): string {
  const levels = Array.from({ length: TABLE_STEPS + 1 }, (_, step) =>
    adjustedLevel(step / TABLE_STEPS, adjustment).toFixed(4),
  )
  return levels.join(' ')
}
