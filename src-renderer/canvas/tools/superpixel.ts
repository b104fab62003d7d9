// Superpixels: idle -> painting -> idle. The cells of the photo appear under the pointer; press and drag
// gives whole cells the active class. Alt erases; Ctrl paints only pixels of the class that was pressed on.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import { paintRegion } from '../../../src-main/core/painting/flood-fill.ts'
import type { PaintRule } from '../../../src-main/core/painting/paint.ts'
import type { ImageSize } from '../../../src-main/core/geometry/pixel-mask.ts'
import { pixelsAlong } from '../../../src-main/core/geometry/pixel-path.ts'
import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import { cellRegion } from '../../../src-main/core/vision/superpixel-cells.ts'
import type { Superpixels } from '../../../src-main/core/vision/superpixel-cells.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { createCellSource } from './cell-source.ts'
import { NO_PREVIEW, idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

interface Stroke {
  readonly value: number
  /** Of `cells`: those that were painted, whole and inside the class pressed on. */
  readonly whole: Set<number>
  readonly inside: Set<number>
  /** What the first pixel of the photo under it had; null until there is one. */
  under: number | null
  cells: Superpixels
  last: Point
}

export function createSuperpixel(host: ToolHost): Tool {
  const source = createCellSource(host)
  let pointed: Point | null = null
  let stroke: Stroke | null = null

  function paint(at: Point, isInside: boolean): void {
    const cells = source.cells()
    const pixel = indexOf(host.labelMap, at)
    if (cells === null || stroke === null || pixel === null) return
    stroke.under ??= host.labelMap.data[pixel]!
    const cell = cells.labels[pixel]!
    if (!isFirstTime(stroke, { cells, cell, isInside })) return
    const rule = ruleOf(host, stroke, isInside)
    host.painted(paintRegion(host.labelMap, cellRegion(cells, cell), rule))
  }

  /** Every cell on the way, so that a fast hand skips none. */
  function paintTo(to: ToolPointer): void {
    if (stroke === null) return
    for (const pixel of pixelsAlong(stroke.last, to)) paint(pixel, to.ctrl)
    stroke.last = { x: to.x, y: to.y }
  }

  function end(finish: () => void): void {
    if (stroke === null) return
    stroke = null
    finish()
  }

  const keep = (): void => end(() => host.commit('superpixel'))

  return {
    ...idleTool(),
    id: 'superpixel',
    looksAtPhoto: true,
    state: () =>
      `superpixel.${stroke !== null ? 'painting' : source.isWorking() ? 'working' : 'idle'}`,
    press(pointer) {
      source.retry()
      const cells = source.cells()
      if (cells === null) return
      host.begin(PROVENANCE.assist)
      stroke = startStroke(host, pointer, cells)
      paintTo(pointer)
    },
    move(pointers) {
      source.prepare()
      for (const pointer of pointers) paintTo(pointer)
      pointed = pointers.at(-1) ?? pointed
    },
    release: keep,
    keep,
    resized: source.prepare,
    leave: () => void (pointed = null),
    cancel() {
      source.rest()
      end(host.abort)
    },
    preview() {
      const cells = source.cells()
      if (cells === null) return NO_PREVIEW
      const pixel = pointed === null ? null : indexOf(cells, pointed)
      return { kind: 'cells', cells, hovered: pixel === null ? null : cells.labels[pixel]! }
    },
  }
}

/** Of the pixel under a point, row by row; null beside the photo. */
function indexOf(photo: ImageSize, at: Point): number | null {
  const pixel = pixelUnder(photo, at)
  return pixel === null ? null : pixel.y * photo.width + pixel.x
}

/** False for a cell that the stroke has painted in the same way. */
function isFirstTime(
  stroke: Stroke,
  { cells, cell, isInside }: { cells: Superpixels; cell: number; isInside: boolean },
): boolean {
  if (cells !== stroke.cells) {
    // Another size was chosen meanwhile: its cells have numbers of their own.
    stroke.cells = cells
    stroke.whole.clear()
    stroke.inside.clear()
  }
  if (stroke.whole.has(cell) || (isInside && stroke.inside.has(cell))) return false
  const painted = isInside ? stroke.inside : stroke.whole
  painted.add(cell)
  return true
}

function ruleOf(host: ToolHost, { value, under }: Stroke, isInside: boolean): PaintRule {
  const rule = host.rule(value, false)
  if (!isInside) return rule
  const { canPaint } = rule
  return { ...rule, canPaint: (existing) => existing === under && canPaint?.(existing) !== false }
}

function startStroke({ settings }: ToolHost, pointer: ToolPointer, cells: Superpixels): Stroke {
  return {
    value: pointer.alt ? 0 : settings().activeClass,
    whole: new Set(),
    inside: new Set(),
    under: null,
    cells,
    last: { x: pointer.x, y: pointer.y },
  }
}
