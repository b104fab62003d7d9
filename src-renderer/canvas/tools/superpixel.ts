// Superpixels: idle -> painting -> idle. The cells of the photo appear under the pointer; press and drag
// gives whole cells the active class. Alt erases, Ctrl does not cut into labels.

import type { Point } from '../../../src-main/core/brush.ts'
import { paintRegion } from '../../../src-main/core/flood-fill.ts'
import { PROVENANCE } from '../../../src-main/core/provenance.ts'
import { cellRegion } from '../../../src-main/core/vision/superpixel-cells.ts'
import type { Superpixels } from '../../../src-main/core/vision/superpixels.ts'
import { NO_PREVIEW, idleTool, pixelUnder } from './tool.ts'
import type { Tool, ToolHost, ToolPointer, ToolPreview } from './tool.ts'

interface Stroke {
  readonly value: number
  readonly isCareful: boolean
  readonly painted: Set<number>
  last: Point
}

export function createSuperpixel(host: ToolHost): Tool {
  const source = createCellSource(host)
  let hovered: number | null = null
  let stroke: Stroke | null = null

  function cellUnder(at: Point): number | null {
    const cells = source.cells()
    const pixel = pixelUnder(host.labelMap, at)
    if (cells === null || pixel === null) return null
    return cells.labels[pixel.y * cells.width + pixel.x]!
  }

  function paint(cell: number | null): void {
    const cells = source.cells()
    if (cells === null || stroke === null || cell === null || stroke.painted.has(cell)) return
    stroke.painted.add(cell)
    const rule = host.rule(stroke.value, stroke.isCareful)
    host.painted(paintRegion(host.labelMap, cellRegion(cells, cell), rule))
  }

  /** Every cell on the way, so that a fast hand skips none. */
  function paintTo(to: Point): void {
    if (stroke === null) return
    const { last } = stroke
    const steps = Math.ceil(Math.hypot(to.x - last.x, to.y - last.y) / 2)
    for (let step = 1; step <= steps; step++) {
      const t = step / steps
      paint(cellUnder({ x: last.x + (to.x - last.x) * t, y: last.y + (to.y - last.y) * t }))
    }
    stroke.last = { x: to.x, y: to.y }
  }

  return {
    ...idleTool(),
    id: 'superpixel',
    state: () =>
      `superpixel.${stroke !== null ? 'painting' : source.isWorking() ? 'working' : 'idle'}`,
    press(pointer) {
      source.prepare()
      if (source.cells() === null) return
      host.begin(PROVENANCE.assist)
      stroke = strokeOf(host, pointer)
      paint(cellUnder(pointer))
    },
    move(pointers) {
      source.prepare()
      for (const pointer of pointers) {
        hovered = cellUnder(pointer)
        paintTo(pointer)
      }
    },
    release() {
      if (stroke === null) return
      stroke = null
      host.commit('superpixel')
    },
    cancel() {
      if (stroke === null) return
      stroke = null
      host.abort()
    },
    preview: () => previewOf(source.cells(), hovered),
  }
}

function previewOf(cells: Superpixels | null, hovered: number | null): ToolPreview {
  return cells === null ? NO_PREVIEW : { kind: 'cells', cells, hovered }
}

interface CellSource {
  /** Asks for the cells of the size chosen; they come when they come. */
  prepare(): void
  cells(): Superpixels | null
  isWorking(): boolean
}

function createCellSource(host: ToolHost): CellSource {
  let cells: Superpixels | null = null
  let askedSize = 0
  return {
    prepare() {
      const size = cellSizeOf(host)
      const photo = host.photo()
      if (photo === null || size === askedSize) return
      askedSize = size
      cells = null
      host.waitFor(photo.superpixels(size), (found) => {
        if (size === askedSize) cells = found
      })
    },
    cells: () => cells,
    isWorking: () => askedSize > 0 && cells === null,
  }
}

function strokeOf(host: ToolHost, pointer: ToolPointer): Stroke {
  const value = pointer.alt ? 0 : host.settings().activeClass
  const last = { x: pointer.x, y: pointer.y }
  return { value, isCareful: pointer.ctrl, painted: new Set(), last }
}

/** Cells along the longer side of the photo, from fine to coarse. */
const CELLS_ALONG = [96, 48, 24] as const
const SMALLEST_CELL = 8

function cellSizeOf(host: ToolHost): number {
  const { width, height } = host.labelMap
  const along = CELLS_ALONG[host.settings().cellLevel] ?? CELLS_ALONG[1]
  return Math.max(SMALLEST_CELL, Math.round(Math.max(width, height) / along))
}
