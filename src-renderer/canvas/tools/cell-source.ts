// The superpixels of the photo in the size chosen. Once one size was asked for, the others are made as well, one
// after another, so that another size is there when it is chosen.

import type { ImageSize } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { Superpixels } from '../../../src-main/core/vision/superpixel-cells.ts'
import type { ToolHost } from './tool.ts'

export interface CellSource {
  /** Asks for the cells of the size chosen; they come when they come, and other sizes after them. */
  prepare(): void
  /** The same, once more for sizes whose making has failed. */
  retry(): void
  /** No other size is made from now on, until the next time of asking. */
  rest(): void
  /** Null until they are there. */
  cells(): Superpixels | null
  isWorking(): boolean
}

/** The next coarser size comes first, then the next finer one. */
const AHEAD = [1, -1, 2, -2] as const

export function createCellSource(host: ToolHost): CellSource {
  const sizes = cellSizes(host.labelMap)
  const found = new Map<number, Superpixels>()
  const asked = new Set<number>()
  const failed = new Set<number>()
  let isResting = true

  const sizeAt = (offset: number): number | undefined => sizes[host.settings().cellLevel + offset]

  function ask(size: number | undefined): void {
    const photo = host.photo()
    if (photo === null || size === undefined || asked.has(size)) return
    asked.add(size)
    const keep = (cells: Superpixels): void => {
      found.set(size, cells)
      askAhead()
    }
    host.waitFor(photo.ask('superpixels', { cellSize: size }), keep, () => failed.add(size))
  }

  /** One at a time: the photo's worker does not put by one job for another. */
  function askAhead(): void {
    const isBusy = asked.size > found.size + failed.size
    if (isResting || isBusy) return
    ask(AHEAD.map(sizeAt).find((size) => size !== undefined && !asked.has(size)))
  }

  function prepare(): void {
    isResting = false
    ask(sizeAt(0))
    askAhead()
  }

  const cells = (): Superpixels | null => found.get(sizeAt(0) ?? 0) ?? null

  return {
    prepare,
    retry() {
      for (const size of failed) asked.delete(size)
      failed.clear()
      prepare()
    },
    rest: () => void (isResting = true),
    cells,
    isWorking() {
      const size = sizeAt(0) ?? 0
      return asked.has(size) && !failed.has(size) && cells() === null
    },
  }
}

/** Cells along the longer side of the photo, from fine to coarse. */
const CELLS_ALONG = [96, 48, 24] as const
const SMALLEST_CELL = 8

function cellSizes({ width, height }: ImageSize): readonly number[] {
  return CELLS_ALONG.map((along) =>
    Math.max(SMALLEST_CELL, Math.round(Math.max(width, height) / along)),
  )
}
