// Smart edge: idle -> placing -> working -> idle. The line from the last anchor to the pointer follows the edges of the
// photo; click sets an anchor, Backspace takes the last one back, Enter, a double click or a click on the
// first anchor closes and fills. Alt subtracts.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { Ring } from '../../../src-main/core/painting/polygon.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { askLatest } from './latest.ts'
import { fillOutline, isApart, outlineFill } from './outline.ts'
import { NO_PREVIEW } from './tool.ts'
import type { Tool, ToolHost, ToolKey, ToolPointer } from './tool.ts'

export function createScissors(host: ToolHost): Tool {
  const trace = createTrace(host)
  let held: Pick<ToolPointer, 'alt' | 'ctrl'> = { alt: false, ctrl: false }
  /** Outlines that wait for their last paths. */
  const closing = new Set<Promise<Ring>>()

  function close(): void {
    // The next class may be chosen before the paths are found.
    const fill = outlineFill(host, held)
    const ring = trace.anchors().length >= 2 ? trace.ring() : null
    trace.reset()
    if (ring === null) return
    closing.add(ring)
    const use = (points: Ring): void => {
      if (closing.delete(ring)) fillOutline(host, [points], fill, 'scissors')
    }
    host.waitFor(ring, use, () => closing.delete(ring))
  }

  function cancel(): void {
    closing.clear()
    trace.reset()
  }

  const keys: Record<ToolKey, () => void> = {
    Enter: close,
    Escape: trace.reset,
    Backspace: trace.takeBack,
  }
  const rest = (): string => (closing.size === 0 ? 'idle' : 'working')

  return {
    id: 'scissors',
    looksAtPhoto: true,
    state: () => `scissors.${trace.anchors().length === 0 ? rest() : 'placing'}`,
    press(pointer) {
      held = pointer
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
    resized: trace.followAgain,
    key(key) {
      if (trace.anchors().length === 0) return false
      keys[key]()
      return true
    },
    cancel,
    preview() {
      const points = trace.points()
      return points.length === 0 ? NO_PREVIEW : { kind: 'path', points, isOpen: true, rings: [] }
    },
  }
}

interface Anchor extends Point {
  /** From the anchor before to this one: a straight line until the edges are found. */
  path: readonly Point[]
  readonly found: Promise<readonly Point[]>
}

/** Anchors joined along edges, and the wire from the last one to the pointer. */
interface Trace {
  anchors(): readonly Anchor[]
  place(at: Point): void
  takeBack(): void
  follow(pointer: Point): void
  /** Along edges of another strength. */
  followAgain(): void
  /** All points so far, with the wire to the pointer. */
  points(): readonly Point[]
  /** The outline, closed along edges from the last anchor to the first; empty without anchors. */
  ring(): Promise<Ring>
  reset(): void
}

function createTrace(host: ToolHost): Trace {
  let anchors: readonly Anchor[] = []
  let live: readonly Point[] = []
  let pointed: Point | null = null
  const wire = askLatest(
    host,
    ({ from, to }: { readonly from: Point; readonly to: Point }) => findPath(host, from, to),
    (path) => (live = path),
  )

  function loosen(next: readonly Anchor[]): void {
    anchors = next
    live = []
    wire.forget()
  }

  function followAgain(): void {
    const from = anchors.at(-1)
    if (from !== undefined && pointed !== null) wire.ask({ from, to: pointed })
  }

  return {
    anchors: () => anchors,
    place(point) {
      const at = pixelUnder(host.labelMap, point)
      if (at === null || host.photo() === null) return
      loosen([...anchors, anchorAt(host, { x: at.x + 0.5, y: at.y + 0.5 }, anchors.at(-1))])
    },
    takeBack() {
      loosen(anchors.slice(0, -1))
      followAgain()
    },
    follow(pointer) {
      pointed = { x: pointer.x, y: pointer.y }
      followAgain()
    },
    followAgain,
    points: () => [...anchors.flatMap(({ path }) => path), ...live],
    async ring() {
      const [first, last] = [anchors[0], anchors.at(-1)]
      if (first === undefined || last === undefined) return []
      const paths = [...anchors.map(({ found }) => found), findPath(host, last, first)]
      return (await Promise.all(paths)).flat()
    },
    reset: () => loosen([]),
  }
}

function anchorAt(host: ToolHost, at: Point, before: Point | undefined): Anchor {
  const found = before === undefined ? Promise.resolve([at]) : findPath(host, before, at)
  const anchor: Anchor = { ...at, path: [at], found }
  if (before !== undefined) host.waitFor(found, (path) => (anchor.path = path))
  return anchor
}

/** Along the edges of the photo, as strong as is chosen now. */
async function findPath(host: ToolHost, from: Point, to: Point): Promise<readonly Point[]> {
  const threshold = host.settings().edgeThreshold
  const ends = { from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y } }
  return (await host.photo()?.ask('edgePath', { ...ends, threshold })) ?? [ends.to]
}
