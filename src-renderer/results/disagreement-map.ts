// What the heat map of disagreement shows and says: shares of its cells, the end of its scale, and where most of it
// lies. Pure.

import type { AgreementHeat } from '../../src-main/contract/second-labels.ts'
import { HEAT_SIDE } from '../../src-main/core/agreement/disagreement-heat.ts'
import { heatColor } from './heat-colors.ts'

export interface DisagreementMap {
  /** Share of the compared pixels that differ, 0..1; null in cells where nothing was compared. */
  readonly shares: readonly (number | null)[]
  /** Over all cells, 0..1. */
  readonly share: number
  /** Bright end of the colour scale, 0..1: a round number not below any share. */
  readonly top: number
  /** The cell of the highest share: its middle in the photo, 0..1 from the top left; null where nothing differs. */
  readonly peak: { readonly share: number; readonly x: number; readonly y: number } | null
}

/** `pair`: index into `heat.pairs`; null for all classes together. */
export function disagreementMap(heat: AgreementHeat, pair: number | null): DisagreementMap {
  const differing = (pair === null ? undefined : heat.pairs[pair]?.differing) ?? heat.differing
  const shares = heat.compared.map((all, cell) => (all === 0 ? null : (differing[cell] ?? 0) / all))
  const highest = Math.max(0, ...shares.map((share) => share ?? 0))
  const at = shares.indexOf(highest)
  return {
    shares,
    share: sumOf(differing) / Math.max(1, sumOf(heat.compared)),
    top: roundTop(highest),
    peak: highest === 0 ? null : { share: highest, ...middleOf(at) },
  }
}

/** The photo's cell at a place, 0..1 from the top left. */
export function shareAt({ shares }: DisagreementMap, x: number, y: number): number | null {
  const cell = (value: number): number =>
    Math.max(0, Math.min(HEAT_SIDE - 1, Math.floor(value * HEAT_SIDE)))
  return shares[cell(y) * HEAT_SIDE + cell(x)] ?? null
}

/** Lets the photo below be known through the heat. */
const OVER_PHOTO_ALPHA = 200

/**
 * One pixel a cell, RGBA; cells where nothing was compared are clear. Over a photo it lets the photo through, and is clear
 * where nothing differs.
 */
export function heatPixels({ shares, top }: DisagreementMap, isOverPhoto: boolean): ImageData {
  const pixels = new ImageData(HEAT_SIDE, HEAT_SIDE)
  const alpha = isOverPhoto ? OVER_PHOTO_ALPHA : 255
  for (const [cell, share] of shares.entries()) {
    if (share === null || (isOverPhoto && share === 0)) continue
    pixels.data.set([...heatColor(share / top), alpha], 4 * cell)
  }
  return pixels
}

const TOPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]

function roundTop(highest: number): number {
  return TOPS.find((top) => top >= highest) ?? 1
}

function middleOf(cell: number): { readonly x: number; readonly y: number } {
  return {
    x: ((cell % HEAT_SIDE) + 0.5) / HEAT_SIDE,
    y: (Math.floor(cell / HEAT_SIDE) + 0.5) / HEAT_SIDE,
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
