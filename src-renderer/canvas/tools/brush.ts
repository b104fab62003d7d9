// The brush: idle -> painting -> idle. Fast moves leave no gaps because each step paints a whole segment.
// Shift + press joins the last point by a straight line; Alt erases; Ctrl does not cut into labels.

import { paintSegment } from '../../../src-main/core/brush.ts'
import type { Point } from '../../../src-main/core/brush.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

const BACKGROUND = 0

export function createBrush(host: ToolHost): Tool {
  return createStrokeTool(host, {
    id: 'brush',
    valueOf: (pointer) => (pointer.alt ? BACKGROUND : host.settings().activeClass),
    radius: () => host.settings().brushRadius,
  })
}

export interface StrokeKind {
  readonly id: 'brush' | 'eraser' | 'unlabel'
  valueOf(pointer: ToolPointer): number
  radius(): number
}

interface Stroke {
  readonly value: number
  readonly isCareful: boolean
}

/** Brush and erasers differ in value and radius alone. */
export function createStrokeTool(host: ToolHost, kind: StrokeKind): Tool {
  let stroke: Stroke | null = null
  let last: Point | null = null

  function paintTo(to: ToolPointer): void {
    if (stroke === null) return
    const { tip, isPressureSize } = host.settings()
    const radius = isPressureSize ? kind.radius() * to.pressure : kind.radius()
    const segment = { from: last ?? to, to, radius, tip }
    const rule = host.rule(stroke.value, stroke.isCareful)
    host.painted(paintSegment(host.labelMap, segment, rule))
    last = { x: to.x, y: to.y }
  }

  function end(): void {
    stroke = null
  }

  return {
    ...idleTool(),
    id: kind.id,
    state: () => `${kind.id}.${stroke === null ? 'idle' : 'painting'}`,
    press(pointer) {
      host.begin()
      stroke = { value: kind.valueOf(pointer), isCareful: pointer.ctrl }
      if (!pointer.shift) last = null
      paintTo(pointer)
    },
    move(pointers) {
      for (const pointer of pointers) paintTo(pointer)
    },
    release() {
      if (stroke === null) return
      end()
      host.commit(kind.id)
    },
    cancel() {
      if (stroke === null) return
      end()
      last = null
      host.abort()
    },
  }
}
