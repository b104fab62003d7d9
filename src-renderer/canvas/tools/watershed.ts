// Watershed: idle -> scribbling -> marked -> working -> proposed. Scribble on two or more things, each with its class;
// Enter lets the classes flow to the edges between them, inside the boxes that are shown, as a proposal. Alt scribbles
// background, Backspace takes the last scribble back.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { scribbleBoxes } from '../../../src-main/core/vision/scribbles.ts'
import type { Scribble } from '../../../src-main/core/vision/scribbles.ts'
import { NO_PREVIEW, idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolKey, ToolPointer } from './tool.ts'

/** Half the width of a scribble, as a part of the reach. */
const WIDTH_OF_REACH = 0.25

/** `lifted`: drawing, and to go on elsewhere. */
type Phase = 'scribbling' | 'lifted' | 'marked' | 'working' | 'proposed'

function isDrawing(phase: Phase): boolean {
  return phase === 'scribbling' || phase === 'lifted'
}

export function createWatershed(host: ToolHost): Tool {
  let scribbles: readonly Scribble[] = []
  let phase: Phase = 'marked'

  function change(next: readonly Scribble[]): void {
    // What was flooded from other scribbles is void.
    scribbles = next
    phase = 'marked'
    host.drop()
  }

  const reset = (): void => change([])

  /** Scribbles whose proposal was answered are done with. */
  function forgetAnswered(): void {
    if (phase === 'proposed' && !host.isPending()) reset()
  }

  function run(): void {
    const flooded = scribbles
    const isAsked = askFlood(host, flooded, (next) => {
      if (flooded === scribbles) phase = next
      return flooded === scribbles
    })
    if (isAsked) phase = 'working'
  }

  const keys: Record<ToolKey, () => void> = {
    Enter: run,
    Escape: reset,
    Backspace: () => change(scribbles.slice(0, -1)),
  }

  return {
    ...idleTool(),
    id: 'watershed',
    looksAtPhoto: true,
    state() {
      forgetAnswered()
      return `watershed.${scribbles.length === 0 ? 'idle' : phase}`
    },
    press(pointer) {
      forgetAnswered()
      change([...scribbles, startScribble(pointer, host.settings().activeClass)])
      phase = 'scribbling'
    },
    move(pointers) {
      if (!isDrawing(phase)) return
      scribbles = (phase === 'lifted' ? withAnother : withLonger)(scribbles, pointers)
      phase = 'scribbling'
    },
    lift: () => void (phase = isDrawing(phase) ? 'lifted' : phase),
    release: () => void (phase = isDrawing(phase) ? 'marked' : phase),
    key(key) {
      forgetAnswered()
      if (scribbles.length === 0) return false
      keys[key]()
      return true
    },
    cancel: reset,
    preview() {
      forgetAnswered()
      if (scribbles.length === 0) return NO_PREVIEW
      return { kind: 'scribbles', scribbles, boxes: scribbleBoxes(scribbles, host.labelMap) }
    },
  }
}

/** False when there is no box to flood, or no photo. `answered` is false when nobody waits for the answer any more. */
function askFlood(
  host: ToolHost,
  scribbles: readonly Scribble[],
  answered: (next: Phase) => boolean,
): boolean {
  const photo = host.photo()
  if (photo === null || scribbleBoxes(scribbles, host.labelMap).length === 0) return false
  const use = (proposal: Proposal): void => {
    if (answered('proposed')) host.propose('watershed', proposal)
  }
  host.waitFor(photo.ask('watershed', { scribbles }), use, () => answered('marked'))
  return true
}

function startScribble(pointer: ToolPointer, activeClass: number): Scribble {
  const value = pointer.alt ? 0 : activeClass
  const radius = Math.max(0.5, pointer.reach * WIDTH_OF_REACH)
  return { value, radius, points: [{ x: pointer.x, y: pointer.y }] }
}

/** One more like the last one, drawn elsewhere. */
function withAnother(scribbles: readonly Scribble[], way: readonly Point[]): readonly Scribble[] {
  const points = way.map(({ x, y }) => ({ x, y }))
  return [...scribbles, ...scribbles.slice(-1).map((last) => ({ ...last, points }))]
}

/** The last one goes on. */
function withLonger(scribbles: readonly Scribble[], way: readonly Point[]): readonly Scribble[] {
  return scribbles.map((scribble, at) => {
    if (at < scribbles.length - 1) return scribble
    return { ...scribble, points: [...scribble.points, ...way.map(({ x, y }) => ({ x, y }))] }
  })
}
