// The polygon: idle -> placing <-> drawing -> idle. Click for vertices, drag for a freehand part; Enter,
// a double click or a click on the first vertex fills (rings of fewer than three vertices vanish). With Shift or the
// right button a click closes the ring and begins another: a ring in a ring is a hole. Backspace takes the last vertex
// back, ring after ring.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { Ring } from '../../../src-main/core/painting/polygon.ts'
import { fillOutline, isApart, outlineFill } from './outline.ts'
import { NO_PREVIEW } from './tool.ts'
import type { Tool, ToolHost, ToolKey, ToolPointer } from './tool.ts'

/** Part of the reach that two freehand points stand apart. */
const SPACING = 0.25

export function createPolygon(host: ToolHost): Tool {
  const rings = createRings()
  let isDrawing = false
  let hover: Point | null = null
  let held: Pick<ToolPointer, 'alt' | 'ctrl'> = { alt: false, ctrl: false }

  function reset(): void {
    rings.reset()
    isDrawing = false
    hover = null
  }

  function close(): void {
    const drawn = rings.all()
    reset()
    fillOutline(host, drawn, outlineFill(host, held), 'polygon')
  }

  const keys: Record<ToolKey, () => void> = {
    Enter: close,
    Escape: reset,
    Backspace: rings.takeBack,
  }

  return {
    id: 'polygon',
    secondButton: 'shift',
    state: () => `polygon.${rings.isEmpty() ? 'idle' : isDrawing ? 'drawing' : 'placing'}`,
    press(pointer) {
      held = pointer
      isDrawing = !isOnFirst(rings.open(), pointer)
      if (pointer.shift) rings.begin()
      else if (!isDrawing) close()
      if (isDrawing) rings.place(positionOf(pointer))
    },
    move(pointers) {
      for (const pointer of pointers) {
        hover = positionOf(pointer)
        const isFar = isApart(rings.open().at(-1), pointer, pointer.reach * SPACING)
        if (isDrawing && isFar) rings.place(hover)
      }
    },
    release(pointer) {
      held = pointer
      isDrawing = false
    },
    doublePress(pointer) {
      held = pointer
      close()
    },
    key(key) {
      if (rings.isEmpty()) return false
      keys[key]()
      return true
    },
    cancel: reset,
    preview() {
      if (rings.isEmpty()) return NO_PREVIEW
      const open = rings.open()
      const points = hover === null || open.length === 0 ? open : [...open, hover]
      return { kind: 'path', points, isOpen: true, rings: rings.all().slice(0, -1) }
    },
  }
}

/** What was drawn so far; the last ring is open and gets the next vertex. */
interface Rings {
  all(): readonly Ring[]
  open(): Ring
  isEmpty(): boolean
  place(at: Point): void
  /** Closes the open ring and begins another; one that cannot be filled yet stays open. */
  begin(): void
  /** Takes the last vertex back, and opens the ring before when none is left. */
  takeBack(): void
  reset(): void
}

function createRings(): Rings {
  let rings: readonly Ring[] = []
  const open = (): Ring => rings.at(-1) ?? []
  return {
    all: () => rings,
    open,
    isEmpty: () => rings.length === 0,
    place: (at) => void (rings = [...rings.slice(0, -1), [...open(), at]]),
    begin() {
      if (open().length >= 3) rings = [...rings, []]
    },
    takeBack() {
      const left = open().slice(0, -1)
      rings = left.length === 0 ? rings.slice(0, -1) : [...rings.slice(0, -1), left]
    },
    reset: () => void (rings = []),
  }
}

function positionOf({ x, y }: Point): Point {
  return { x, y }
}

function isOnFirst(ring: Ring, pointer: ToolPointer): boolean {
  return ring.length >= 3 && !isApart(ring[0], pointer, pointer.reach)
}
