// Brush sizes from one pixel to a quarter of a large photo, on a slider that is fine where it matters.

import type { ToolId } from '../tools/tool.ts'

export const MIN_RADIUS = 0.5
export const MAX_RADIUS = 500

/** Where the size of a tool's tip is remembered; null for tools without one. */
export function tipSizeKey(tool: ToolId): 'brushRadius' | 'eraserRadius' | 'unlabelRadius' | null {
  switch (tool) {
    case 'brush':
      return 'brushRadius'
    case 'eraser':
      return 'eraserRadius'
    case 'unlabel':
      return 'unlabelRadius'
    default:
      return null
  }
}

/**
 * The radius of a tip in image pixels. `scale`: screen pixels for an image pixel where sizes are kept in those of the
 * screen, else 1.
 */
export function tipRadius(kept: number, scale: number): number {
  return scale === 1 ? kept : roundRadius(kept / scale)
}

const SIZE_KEYS = ['brushRadius', 'eraserRadius', 'unlabelRadius'] as const

type KeptSizes = Record<(typeof SIZE_KEYS)[number], number> & { isScreenSize: boolean }

/** Keeps sizes in pixels of the screen from now on, or of the image again; at this scale tips stay as they are. */
export function switchSizeUnit(kept: KeptSizes, scale: number): void {
  for (const key of SIZE_KEYS)
    kept[key] = roundRadius(kept.isScreenSize ? kept[key] / scale : kept[key] * scale)
  kept.isScreenSize = !kept.isScreenSize
}

/** 0..100 to a radius in image pixels, exponentially. */
export function fromSlider(value: number): number {
  return roundRadius(MIN_RADIUS * (MAX_RADIUS / MIN_RADIUS) ** (value / 100))
}

export function toSlider(radius: number): number {
  return Math.round((100 * Math.log(radius / MIN_RADIUS)) / Math.log(MAX_RADIUS / MIN_RADIUS))
}

const STEP = 1.15

/** The factor of one step up (positive) or down; five steps at once when `isLarge`. */
export function sizeStep(direction: number, isLarge: boolean): number {
  return STEP ** ((direction > 0 ? 1 : -1) * (isLarge ? 5 : 1))
}

/** The next size by a factor, at least half a pixel away. */
export function resized(radius: number, factor: number): number {
  const next = roundRadius(radius * factor)
  const moved = next === radius ? radius + (factor > 1 ? 0.5 : -0.5) : next
  return Math.max(MIN_RADIUS, Math.min(MAX_RADIUS, moved))
}

interface Limits {
  readonly least: number
  readonly most: number
}

/** Gradients that the smart edge takes for an edge. */
export const EDGE_THRESHOLDS: Limits = { least: 0, most: 120 }
/** Either side of an edge that GrabCut refines. */
export const BANDS_PX: Limits = { least: 2, most: 40 }

/** The next whole number by a factor. */
export function stepped(value: number, factor: number, { least, most }: Limits): number {
  const next = Math.round(value * factor)
  const moved = next === value ? value + (factor > 1 ? 1 : -1) : next
  return Math.max(least, Math.min(most, moved))
}

/** Superpixels come in three sizes: larger for a factor above 1. */
export function nextCellLevel(level: number, factor: number): number {
  return Math.max(0, Math.min(2, level + (factor > 1 ? 1 : -1)))
}

/** Whole diameters: a brush of 2.5 pixels means 5 pixels wide. */
export function roundRadius(radius: number): number {
  return Math.max(MIN_RADIUS, Math.min(MAX_RADIUS, Math.round(radius * 2) / 2))
}
