// The brush: idle -> painting -> idle. Fast moves leave no gaps because each step paints a whole segment.
// Shift + press joins the last point by a straight line; Alt erases; while Ctrl is held nothing cuts into labels.

import { paintSegment } from '../../../src-main/core/painting/brush.ts'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

const BACKGROUND = 0

export function createBrush(host: ToolHost): Tool {
  const stroke = createStrokeTool(host, {
    id: 'brush',
    valueOf: (pointer) => (pointer.alt ? BACKGROUND : host.settings().activeClass),
    radius: () => host.settings().brushRadius,
  })
  // The right button encircles and fills.
  return { ...stroke, secondButton: 'lasso' }
}

export interface StrokeKind {
  readonly id: 'brush' | 'eraser' | 'unlabel'
  valueOf(pointer: ToolPointer): number
  radius(): number
}

/** Brush and erasers differ in value and radius alone. */
export function createStrokeTool(host: ToolHost, kind: StrokeKind): Tool {
  /** The value being painted. */
  let painting: number | null = null
  let last: Point | null = null
  /** A segment is careful when either of its ends is. */
  let wasCareful = false

  function paintTo(to: ToolPointer): void {
    if (painting === null) return
    const { tip, isPressureSize } = host.settings()
    const radius = isPressureSize ? kind.radius() * to.pressure : kind.radius()
    const segment = { from: last ?? to, to, radius, tip }
    const rule = host.rule(painting, wasCareful || to.ctrl)
    host.painted(paintSegment(host.labelMap, segment, rule))
    last = { x: to.x, y: to.y }
    wasCareful = to.ctrl
  }

  function end(): void {
    painting = null
  }

  function keep(): void {
    if (painting === null) return
    end()
    host.commit(kind.id)
  }

  return {
    ...idleTool(),
    id: kind.id,
    state: () => `${kind.id}.${painting === null ? 'idle' : 'painting'}`,
    press(pointer) {
      host.begin()
      painting = kind.valueOf(pointer)
      wasCareful = false
      if (!pointer.shift) last = null
      paintTo(pointer)
    },
    move(pointers) {
      for (const pointer of pointers) paintTo(pointer)
    },
    lift() {
      last = null
      wasCareful = false
    },
    release: keep,
    keep,
    cancel() {
      if (painting === null) return
      end()
      last = null
      host.abort()
    },
  }
}
