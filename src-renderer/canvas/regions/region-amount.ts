// Amounts of region operations on a slider: distances and windows as they are, areas on a scale that is
// fine where it matters.

export type AmountUnit = 'area' | 'radius' | 'window' | 'none' | 'class'

/** The slider's positions. */
export const AMOUNT_RANGES = {
  area: { min: 0, max: 100, step: 1 },
  radius: { min: 1, max: 50, step: 1 },
  window: { min: 3, max: 15, step: 2 },
} as const

const LARGEST_AREA = 100_000

/** From one pixel to a hundred thousand, exponentially. */
export function amountOf(unit: AmountUnit, position: number): number {
  return unit === 'area' ? Math.round(LARGEST_AREA ** (position / 100)) : position
}

export function positionOf(unit: AmountUnit, amount: number): number {
  if (unit !== 'area') return amount
  return Math.round((100 * Math.log(Math.max(1, amount))) / Math.log(LARGEST_AREA))
}
