// Pointer, wheel and space bar over the stage: they paint with the tool in hand, size its tip or move the
// camera. Fingers only move the camera; the eraser end of a pen erases, whatever the tool.

import { useEventListener } from '@vueuse/core'
import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { toImage } from '../camera/camera.ts'
import type { Camera, ScreenPoint } from '../camera/camera.ts'
import { pointIn } from '../camera/camera-gestures.ts'
import { createPalmGuard } from './palm-guard.ts'
import { useStageDrag } from './stage-drag.ts'
import type { StageDrag, StageDragTarget } from './stage-drag.ts'
import { wheelHandler } from './stage-wheel.ts'
import type { StageWheelTarget } from './stage-wheel.ts'
import type { ToolInHand } from '../tools/tool-in-hand.ts'
import type { ToolPointer } from '../tools/tool.ts'
import { createTouchCamera } from '../camera/touch-camera.ts'

export interface StagePointerTarget extends StageDragTarget, StageWheelTarget {
  readonly container: Readonly<Ref<HTMLElement | null>>
  readonly hand: ToolInHand
  isWritable(): boolean
  /** The tool in hand subtracts while Alt is not held. */
  isSubtracting(): boolean
  /** True when the press says a place to whoever waits for one, and is no tool's. */
  take(at: ScreenPoint): boolean
  /** Where the pointer is in image pixels; null when it has left. */
  point(at: ScreenPoint | null): void
}

export interface StagePointer {
  /** In image pixels; null beside the stage. */
  readonly cursor: Readonly<ShallowRef<ScreenPoint | null>>
  readonly isSpaceHeld: Ref<boolean>
  readonly isPanning: ComputedRef<boolean>
  onPointerDown(event: PointerEvent): void
  onPointerMove(event: PointerEvent): void
  onPointerUp(event: PointerEvent): void
  onPointerCancel(event: PointerEvent): void
  onPointerLeave(event: PointerEvent): void
  onDoubleClick(event: MouseEvent): void
  onWheel(event: WheelEvent): void
}

/** The type of pointer that keys move (key-pointer.ts). */
export const KEYS_POINTER = 'keys'
const RIGHT_BUTTON = 2
/** The pen's other end. */
const ERASER_BUTTON = 5

export function useStagePointer(target: StagePointerTarget): StagePointer {
  const { hand } = target
  const cursor = shallowRef<ScreenPoint | null>(null)
  const isSpaceHeld = useSpaceBar()
  const touch = useTouch(target)
  const drag = useStageDrag(target, isSpaceHeld)
  const { pointerOf, press } = toolPressing(target)
  const pause = createPause(drag, hand)
  /** A double click does not tell what clicked. */
  let lastDown = ''

  function pointTo(at: ScreenPoint | null): void {
    cursor.value = at
    target.point(at)
  }

  return {
    cursor,
    isSpaceHeld,
    isPanning: computed(() => drag.kind.value === 'pan'),
    onPointerDown(event) {
      lastDown = event.pointerType
      if (touch.down(event)) return
      pause.press(event)
      holdPointer(target.container.value, event)
      if (drag.begin(event)) event.preventDefault()
      else if (event.button === 0 && target.take(pointerOf(event))) return
      else if (!target.isWritable()) return
      else if (event.button === ERASER_BUTTON) hand.press(pointerOf(event), 'eraser')
      else if (isPick(event)) hand.press(pointerOf(event), 'pick')
      else press(event)
    },
    onPointerMove(event) {
      if (touch.move(event)) return
      if (pause.follow(event)) hand.release(pointerOf(event))
      if (!drag.move(event)) {
        const events = event.getCoalescedEvents()
        hand.move((events.length > 0 ? events : [event]).map(pointerOf))
      }
      // While the tip is sized it stays where it was.
      if (drag.kind.value !== 'size') pointTo(pointerOf(event))
    },
    onPointerUp(event) {
      if (touch.up(event)) return
      const wasPaused = pause.end()
      if (!drag.end() || wasPaused) hand.release(pointerOf(event))
    },
    onPointerCancel(event) {
      if (touch.up(event)) return
      pause.end()
      drag.end()
      hand.cancel()
    },
    onPointerLeave(event) {
      if (event.pointerType === 'touch') return
      hand.leave()
      pointTo(null)
    },
    onDoubleClick(event) {
      if (lastDown !== 'touch') hand.doublePress(pointerOf(event))
    },
    onWheel: wheelHandler(target),
  }
}

interface ToolPressing {
  pointerOf(event: MouseEvent): ToolPointer
  /** Only with the buttons that the tool in hand has use for. */
  press(event: PointerEvent): void
}

function toolPressing(target: StagePointerTarget): ToolPressing {
  const { container, camera, hand } = target
  function pointerOf(event: MouseEvent): ToolPointer {
    const pointer = toolPointer(event, container.value, camera.value)
    const held = event.button === RIGHT_BUTTON ? hand.tool.value.secondButton : undefined
    return {
      ...pointer,
      alt: pointer.alt !== target.isSubtracting() || held === 'alt',
      shift: pointer.shift || held === 'shift',
    }
  }

  function press(event: PointerEvent): void {
    const { secondButton } = hand.tool.value
    if (event.button === 0) hand.press(pointerOf(event))
    else if (event.button !== RIGHT_BUTTON || secondButton === undefined) return
    else if (secondButton === 'alt' || secondButton === 'shift') hand.press(pointerOf(event))
    else hand.press(pointerOf(event), secondButton)
  }

  return { pointerOf, press }
}

function holdPointer(
  container: HTMLElement | null,
  { pointerId, pointerType }: PointerEvent,
): void {
  if (pointerType !== KEYS_POINTER) container?.setPointerCapture(pointerId)
  container?.focus({ preventScroll: true })
}

/** A stroke that waits while the photo is moved under it: nothing is painted, and no line joins what comes after. */
function createPause(
  drag: StageDrag,
  hand: ToolInHand,
): {
  /** A button that went down. */
  press(event: PointerEvent): void
  /**
   * Begins or ends it as Space and the middle button say. True when the button of the stroke is up: another one is
   * down still, or the release was another window's.
   */
  follow(event: PointerEvent): boolean
  /** Whether a stroke waited. */
  end(): boolean
} {
  let isPaused = false
  /** As `PointerEvent.buttons` has it. */
  let pressed = 0
  return {
    press: ({ buttons }) => void (pressed = buttons),
    follow(event) {
      const isWished = drag.isPanWished(event)
      if (isWished && hand.isGesturing() && drag.kind.value === null) {
        drag.beginPan()
        isPaused = true
      } else if (isPaused && !isWished) {
        drag.end()
        hand.lift()
        isPaused = false
      }
      const hasLetGo = hand.isGesturing() && (event.buttons & pressed) === 0
      if (hasLetGo) isPaused = false
      return hasLetGo
    },
    end() {
      const wasPaused = isPaused
      isPaused = false
      return wasPaused
    },
  }
}

/** Fingers; each method says whether the event was one's. A pen takes the camera from them. */
function useTouch(target: StagePointerTarget): {
  down(event: PointerEvent): boolean
  move(event: PointerEvent): boolean
  up(event: PointerEvent): boolean
} {
  const camera = createTouchCamera()
  const palm = createPalmGuard()

  function isTouch(event: PointerEvent): boolean {
    palm.see(event)
    if (event.pointerType === 'pen') camera.drop()
    return event.pointerType === 'touch'
  }

  return {
    down(event) {
      if (!isTouch(event)) return false
      if (!palm.isPalm(event)) {
        holdPointer(target.container.value, event)
        camera.down(event.pointerId, pointIn(event))
      }
      return true
    },
    move(event) {
      if (!isTouch(event)) return false
      target.moveCamera(camera.move(target.camera.value, event.pointerId, pointIn(event)))
      return true
    },
    up(event) {
      if (!isTouch(event)) return false
      camera.up(event.pointerId)
      return true
    },
  }
}

/** Alt and Ctrl with a click pick a class, whatever tool is in hand. */
function isPick({ button, altKey, ctrlKey, metaKey }: PointerEvent): boolean {
  return button === 0 && altKey && (ctrlKey || metaKey)
}

/** A finger's width on the screen, CSS pixels. */
const REACH_PX = 8

function toolPointer(
  event: MouseEvent,
  container: HTMLElement | null,
  camera: Camera,
): ToolPointer {
  const box = container?.getBoundingClientRect()
  const at = { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  return {
    ...toImage(camera, at),
    shift: event.shiftKey,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
    pressure: pressureOf(event),
    reach: REACH_PX / camera.scale,
  }
}

/** Mice and fingers report half or no pressure whatever they do: they count as pressed fully. */
function pressureOf(event: MouseEvent): number {
  return event instanceof PointerEvent && event.pointerType === 'pen' ? event.pressure : 1
}

/** True while the space bar is held; the stage says when it goes down, because other widgets use it too. */
function useSpaceBar(): Ref<boolean> {
  const isHeld = ref(false)
  useEventListener(window, 'keyup', (event) => {
    if (event.code === 'Space') isHeld.value = false
  })
  useEventListener(window, 'blur', () => (isHeld.value = false))
  return isHeld
}
