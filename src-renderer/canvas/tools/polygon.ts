// The polygon: idle -> placing <-> drawing -> idle. Click for vertices, drag for a freehand part; Enter,
// a double click or a click on the first vertex closes (fewer than three vertices vanish); Backspace takes
// the last vertex back.

import type { Point } from '../../../src-main/core/brush.ts'
import { fillOutline, isApart } from './outline.ts'
import { NO_PREVIEW } from './tool.ts'
import type { Tool, ToolHost, ToolKey, ToolPointer } from './tool.ts'

/** Part of the reach that two freehand points stand apart. */
const SPACING = 0.25

export function createPolygon(host: ToolHost): Tool {
  let vertices: Point[] = []
  let isDrawing = false
  let hover: Point | null = null
  let held = { alt: false, ctrl: false }

  function reset(): void {
    vertices = []
    isDrawing = false
    hover = null
  }

  function close(): void {
    const ring = vertices
    reset()
    fillOutline(host, ring, held, 'polygon')
  }

  const hold = ({ alt, ctrl }: ToolPointer): void => void (held = { alt, ctrl })

  const keys: Record<ToolKey, () => void> = {
    Enter: close,
    Escape: reset,
    Backspace: () => vertices.pop(),
  }

  return {
    id: 'polygon',
    state: () => `polygon.${vertices.length === 0 ? 'idle' : isDrawing ? 'drawing' : 'placing'}`,
    press(pointer) {
      hold(pointer)
      isDrawing = !isOnFirst(vertices, pointer)
      if (isDrawing) vertices.push(positionOf(pointer))
      else close()
    },
    move(pointers) {
      for (const pointer of pointers) {
        hover = positionOf(pointer)
        if (isDrawing && isApart(vertices.at(-1), pointer, pointer.reach * SPACING)) {
          vertices.push(hover)
        }
      }
    },
    release(pointer) {
      hold(pointer)
      isDrawing = false
    },
    doublePress(pointer) {
      hold(pointer)
      close()
    },
    key(key) {
      if (vertices.length === 0) return false
      keys[key]()
      return true
    },
    cancel: reset,
    preview() {
      if (vertices.length === 0) return NO_PREVIEW
      const points = hover === null ? vertices : [...vertices, hover]
      return { kind: 'path', points, isOpen: true }
    },
  }
}

function positionOf({ x, y }: Point): Point {
  return { x, y }
}

function isOnFirst(vertices: readonly Point[], pointer: ToolPointer): boolean {
  return vertices.length >= 3 && !isApart(vertices[0], pointer, pointer.reach)
}
