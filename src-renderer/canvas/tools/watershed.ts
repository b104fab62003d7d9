// Watershed: idle -> scribbling -> marked -> proposed. Scribble on two or more things, each with its class;
// Enter lets the classes flow to the edges between them, inside the box of the scribbles, as a proposal.
// Alt scribbles background, Backspace takes the last scribble back.

import { paintSegment } from '../../../src-main/core/brush.ts'
import type { Point } from '../../../src-main/core/brush.ts'
import { createLabelMap } from '../../../src-main/core/label-map.ts'
import { KEEP } from '../../../src-main/core/proposal.ts'
import type { Proposal } from '../../../src-main/core/proposal.ts'
import { isEmptyRect } from '../../../src-main/core/rect.ts'
import type { Rect } from '../../../src-main/core/rect.ts'
import { grownRect } from '../../../src-main/core/pixel-mask.ts'
import type { ImageSize } from '../../../src-main/core/pixel-mask.ts'
import { watershed } from '../../../src-main/core/vision/watershed.ts'
import { NO_PREVIEW, idleTool } from './tool.ts'
import type { Scribble, Tool, ToolHost, ToolKey, ToolPointer } from './tool.ts'

/** Half the width of a scribble, as a part of the reach. */
const WIDTH_OF_REACH = 0.25

export function createWatershed(host: ToolHost): Tool {
  let scribbles: Scribble[] = []
  let isDrawing = false
  let hasRun = false

  function reset(): void {
    scribbles = []
    isDrawing = false
    hasRun = false
    host.drop()
  }

  /** Scribbles whose proposal was answered are done with. */
  function forgetAnswered(): void {
    if (hasRun && !host.isPending()) reset()
  }

  function run(): void {
    const photo = host.photo()
    const markers = markersOf(scribbles, host.labelMap)
    // One class alone would flood its box.
    if (photo === null || markers === null || !hasTwoClasses(scribbles)) return
    hasRun = true
    host.propose('watershed', watershed(photo.edges, markers))
  }

  const keys: Record<ToolKey, () => void> = {
    Enter: run,
    Escape: reset,
    Backspace: () => scribbles.pop(),
  }

  return {
    ...idleTool(),
    id: 'watershed',
    state() {
      forgetAnswered()
      const rest = hasRun ? 'proposed' : scribbles.length === 0 ? 'idle' : 'marked'
      return `watershed.${isDrawing ? 'scribbling' : rest}`
    },
    press(pointer) {
      forgetAnswered()
      host.drop()
      hasRun = false
      isDrawing = true
      scribbles.push(startScribble(pointer, host.settings().activeClass))
    },
    move(pointers) {
      const last = scribbles.at(-1)
      if (isDrawing && last !== undefined) scribbles.splice(-1, 1, longer(last, pointers))
    },
    release() {
      isDrawing = false
    },
    key(key) {
      forgetAnswered()
      if (scribbles.length === 0) return false
      keys[key]()
      return true
    },
    cancel: reset,
    preview() {
      forgetAnswered()
      return scribbles.length === 0 ? NO_PREVIEW : { kind: 'scribbles', scribbles }
    },
  }
}

function hasTwoClasses(scribbles: readonly Scribble[]): boolean {
  return scribbles.some(({ value }) => value !== scribbles[0]?.value)
}

function startScribble(pointer: ToolPointer, activeClass: number): Scribble {
  const value = pointer.alt ? 0 : activeClass
  const radius = Math.max(0.5, pointer.reach * WIDTH_OF_REACH)
  return { value, radius, points: [{ x: pointer.x, y: pointer.y }] }
}

function longer(scribble: Scribble, pointers: readonly Point[]): Scribble {
  return { ...scribble, points: [...scribble.points, ...pointers.map(({ x, y }) => ({ x, y }))] }
}

/** The scribbles as pixels of their box; null when they lie outside the photo. */
function markersOf(scribbles: readonly Scribble[], image: ImageSize): Proposal | null {
  const rect = boxOf(
    scribbles.flatMap(({ points }) => points),
    image,
  )
  if (isEmptyRect(rect)) return null
  const values = new Uint8Array(rect.width * rect.height).fill(KEEP)
  const window = createLabelMap(rect.width, rect.height, values)
  for (const { value, radius, points } of scribbles) {
    const inWindow = points.map(({ x, y }) => ({ x: x - rect.x, y: y - rect.y }))
    inWindow.forEach((to, at) => {
      const from = inWindow[Math.max(0, at - 1)]!
      paintSegment(window, { from, to, radius, tip: 'round' }, { value })
    })
  }
  return { rect, values }
}

function boxOf(points: readonly Point[], image: ImageSize): Rect {
  const columns = points.map(({ x }) => Math.floor(x))
  const rows = points.map(({ y }) => Math.floor(y))
  const x = columns.reduce((a, b) => Math.min(a, b), Infinity)
  const y = rows.reduce((a, b) => Math.min(a, b), Infinity)
  const right = columns.reduce((a, b) => Math.max(a, b), -Infinity)
  const bottom = rows.reduce((a, b) => Math.max(a, b), -Infinity)
  return grownRect({ x, y, width: right - x + 1, height: bottom - y + 1 }, 0, image)
}
