// Smart edge: idle -> placing -> idle. The line from the last anchor to the pointer follows the edges of the
// photo; click sets an anchor, Backspace takes the last one back, Enter, a double click or a click on the
// first anchor closes and fills. Alt subtracts.

import type { Point } from '../../../src-main/core/brush.ts'
import { startLiveWire } from '../../../src-main/core/vision/live-wire.ts'
import type { LiveWire } from '../../../src-main/core/vision/live-wire.ts'
import { fillOutline, isApart } from './outline.ts'
import { NO_PREVIEW, pixelUnder } from './tool.ts'
import type { Tool, ToolHost, ToolKey } from './tool.ts'

export function createScissors(host: ToolHost): Tool {
  const trace = createTrace(host)
  let held = { alt: false, ctrl: false }

  function close(): void {
    const ring = trace.ring()
    trace.reset()
    fillOutline(host, [ring], held, 'scissors')
  }

  const keys: Record<ToolKey, () => void> = {
    Enter: close,
    Escape: trace.reset,
    Backspace: trace.takeBack,
  }

  return {
    id: 'scissors',
    state: () => (trace.anchors().length === 0 ? 'scissors.idle' : 'scissors.placing'),
    press(pointer) {
      held = { alt: pointer.alt, ctrl: pointer.ctrl }
      const anchors = trace.anchors()
      const isOnFirst = anchors.length >= 2 && !isApart(anchors[0], pointer, pointer.reach)
      if (isOnFirst) close()
      else if (isApart(anchors.at(-1), pointer, 1)) trace.place(pointer)
    },
    move(pointers) {
      const last = pointers.at(-1)
      if (last !== undefined) trace.follow(last)
    },
    release: () => undefined,
    doublePress: close,
    key(key) {
      if (trace.anchors().length === 0) return false
      keys[key]()
      return true
    },
    cancel: trace.reset,
    preview() {
      const points = trace.points()
      return points.length === 0 ? NO_PREVIEW : { kind: 'path', points, isOpen: true, rings: [] }
    },
  }
}

interface Anchor extends Point {
  /** From the anchor before to this one; empty for the first. */
  readonly path: readonly Point[]
}

/** Anchors joined along edges, and the wire from the last one to the pointer. */
interface Trace {
  anchors(): readonly Anchor[]
  place(at: Point): void
  takeBack(): void
  follow(pointer: Point): void
  /** All points so far, with the wire to the pointer. */
  points(): readonly Point[]
  /** The outline, closed along edges from the last anchor to the first. */
  ring(): readonly Point[]
  reset(): void
}

function createTrace(host: ToolHost): Trace {
  let anchors: Anchor[] = []
  let wire: LiveWire | null = null
  let live: readonly Point[] = []

  function tie(): void {
    const edges = host.photo()?.edges
    const last = anchors.at(-1)
    const canTie = edges !== undefined && last !== undefined
    live = []
    wire = canTie ? startLiveWire(edges, last, host.settings().edgeThreshold) : null
  }

  const placed = (): Point[] => anchors.flatMap(({ path }) => path)
  return {
    anchors: () => anchors,
    place(point) {
      const at = pixelUnder(host.labelMap, point)
      if (at === null || host.photo() === null) return
      const anchor = { x: at.x + 0.5, y: at.y + 0.5 }
      anchors.push({ ...anchor, path: wire?.pathTo(anchor) ?? [] })
      tie()
    },
    takeBack() {
      anchors.pop()
      tie()
    },
    follow(pointer) {
      if (wire !== null) live = wire.pathTo(pointer)
    },
    points() {
      const [first] = anchors
      return first === undefined ? [] : [{ x: first.x, y: first.y }, ...placed(), ...live]
    },
    ring() {
      const [first] = anchors
      return first === undefined || wire === null ? [] : [...placed(), ...wire.pathTo(first)]
    },
    reset() {
      anchors = []
      wire = null
      live = []
    },
  }
}
