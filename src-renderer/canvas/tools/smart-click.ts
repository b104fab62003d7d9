// Smart click: idle -> boxing -> working -> proposed. Click an object, drag a box around it, click more of it or, with
// the right button or Alt, what does not belong to it; the model's mask is a proposal. Tab goes through its other
// masks, Backspace takes the last click back. Over the photo the pointer shows what a click would give.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { ImageSize } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import type { PromptBox, PromptPoint, Prompts } from '../../../src-main/core/segmenter/prompts.ts'
import { isApart } from './outline.ts'
import { createAnswer } from './smart-answer.ts'
import { createHover } from './smart-hover.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { NO_PREVIEW, idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer, ToolPreview } from './tool.ts'

export function createSmartClick(host: ToolHost): Tool {
  const answer = createAnswer(host)
  const prompts = createPrompts(answer.chosen)
  const hover = createHover(host)
  const gesture = createGesture()

  const reset = (): void => [prompts, gesture, answer, hover].forEach((part) => part.reset())

  function cancel(): void {
    reset()
    host.drop()
  }

  function forgetAnswered(): void {
    if (answer.isOver()) reset()
  }

  function ask(): void {
    hover.reset()
    if (prompts.isEmpty()) cancel()
    else answer.ask(prompts.all())
  }

  return {
    ...idleTool(),
    id: 'smart',
    secondButton: 'alt',
    state() {
      forgetAnswered()
      return `smart.${gesture.box() !== null ? 'boxing' : answer.state()}`
    },
    press(pointer) {
      forgetAnswered()
      // A note beside the photo says so already.
      if (!host.smart.isWithoutModel()) gesture.begin(pointer)
    },
    move(pointers) {
      const last = pointers.at(-1)
      if (last === undefined) return
      if (gesture.start() !== null) gesture.drag(last)
      else if (prompts.isEmpty()) hover.follow(last)
    },
    release() {
      if (takeGesture(gesture, prompts, host.labelMap)) ask()
    },
    key(key) {
      forgetAnswered()
      if (prompts.isEmpty() || key === 'Enter') return false
      if (key === 'Backspace') prompts.takeBack()
      else prompts.reset()
      ask()
      return true
    },
    cycle(by) {
      forgetAnswered()
      return answer.cycle(by)
    },
    leave: hover.reset,
    cancel,
    preview() {
      forgetAnswered()
      return previewOf(prompts.all(), gesture.box(), hover.shade())
    },
  }
}

/** False when what was drawn shows nothing. */
function takeGesture(gesture: Gesture, prompts: PromptList, photo: ImageSize): boolean {
  const [at, box] = [gesture.start(), gesture.box()]
  gesture.reset()
  if (box !== null) return prompts.frame(box)
  return at !== null && pixelUnder(photo, at) !== null && prompts.add(at)
}

function previewOf(
  { points, box }: Prompts,
  drawn: PromptBox | null,
  shade: Proposal | null,
): ToolPreview {
  const shown = drawn ?? box
  const isNothing = points.length === 0 && shown === null && shade === null
  return isNothing ? NO_PREVIEW : { kind: 'prompts', points, box: shown, shade }
}

/** What was shown of the object so far. */
interface PromptList {
  all(): Prompts
  isEmpty(): boolean
  /** False when the point says nothing: what does not belong to an object, before the object is shown. */
  add(pointer: ToolPointer): boolean
  /** A box begins anew. */
  frame(box: PromptBox): true
  /** The last point, or the box when there is none. */
  takeBack(): void
  reset(): void
}

function createPrompts(chosenNow: () => number): PromptList {
  let points: readonly PromptPoint[] = []
  let box: PromptBox | null = null
  let chosen: readonly number[] = []
  const isEmpty = (): boolean => points.length === 0 && box === null
  return {
    all: () => ({ points, box, chosen }),
    isEmpty,
    add({ x, y, alt }) {
      if (alt && isEmpty()) return false
      if (!isEmpty()) chosen = [...chosen, chosenNow()]
      points = [...points, { x, y, isPositive: !alt }]
      return true
    },
    frame(next) {
      box = next
      points = []
      chosen = []
      return true
    },
    takeBack() {
      if (points.length > 0) points = points.slice(0, -1)
      else box = null
      chosen = chosen.slice(0, -1)
    },
    reset() {
      points = []
      box = null
      chosen = []
    },
  }
}

type Gesture = ReturnType<typeof createGesture>

/** A press that becomes a box when it is dragged. */
function createGesture() {
  let pressed: ToolPointer | null = null
  let box: PromptBox | null = null
  return {
    /** Where it began; null when nothing is pressed. */
    start: () => pressed,
    box: () => box,
    begin: (pointer: ToolPointer) => (pressed = pointer),
    drag(to: ToolPointer) {
      if (pressed !== null && isApart(pressed, to, to.reach)) box = boxOf(pressed, to)
    },
    reset() {
      pressed = null
      box = null
    },
  }
}

function boxOf(from: Point, to: Point): PromptBox {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  }
}
