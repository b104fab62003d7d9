// Pointer, wheel and space bar over the stage: they paint with the tool in hand, size its tip or move the
// camera. Fingers only move the camera; the eraser end of a pen erases, whatever the tool.

import { useEventListener } from '@vueuse/core'
import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { sizeStep } from './brush-size.ts'
import { pan, toImage, wheelFactor, zoomAt } from './camera.ts'
import type { Camera, ScreenPoint } from './camera.ts'
import { pointIn } from './camera-gestures.ts'
import type { ToolInHand } from './tool-in-hand.ts'
import type { ToolPointer } from './tools/tool.ts'
import { createTouchCamera } from './touch-camera.ts'
import { createWheelReader } from './wheel-intent.ts'
import type { WheelChoice } from './wheel-intent.ts'

export interface StagePointerTarget {
  readonly container: Readonly<Ref<HTMLElement | null>>
  readonly camera: Readonly<Ref<Camera>>
  readonly hand: ToolInHand
  isWritable(): boolean
  wheel(): WheelChoice
  moveCamera(next: Camera): void
  resizeBrush(factor: number): void
  /** The size of the tip in image pixels; null for tools without one. */
  tipRadius(): number | null
  setTipRadius(radius: number): void
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
  onPointerLeave(): void
  onDoubleClick(event: MouseEvent): void
  onWheel(event: WheelEvent): void
}

const RIGHT_BUTTON = 2
/** The pen's other end. */
const ERASER_BUTTON = 5

export function useStagePointer(target: StagePointerTarget): StagePointer {
  const { camera, hand } = target
  const cursor = shallowRef<ScreenPoint | null>(null)
  const isSpaceHeld = useSpaceBar()
  const touch = createTouchCamera()
  const drag = useDrag(target, isSpaceHeld)
  const { pointerOf, press } = toolPressing(target)

  function pointTo(at: ScreenPoint | null): void {
    cursor.value = at
    target.point(at)
  }

  return {
    cursor,
    isSpaceHeld,
    isPanning: computed(() => drag.kind.value === 'pan'),
    onPointerDown(event) {
      target.container.value?.setPointerCapture(event.pointerId)
      target.container.value?.focus({ preventScroll: true })
      if (event.pointerType === 'touch') touch.down(event.pointerId, pointIn(event))
      else if (drag.begin(event)) event.preventDefault()
      else if (!target.isWritable()) return
      else if (event.button === ERASER_BUTTON) hand.press(pointerOf(event), 'eraser')
      else if (isPick(event)) hand.press(pointerOf(event), 'pick')
      else press(event)
    },
    onPointerMove(event) {
      if (event.pointerType === 'touch') {
        target.moveCamera(touch.move(camera.value, event.pointerId, pointIn(event)))
        return
      }
      if (!drag.move(event)) {
        const events = event.getCoalescedEvents()
        hand.move((events.length > 0 ? events : [event]).map(pointerOf))
      }
      // While the tip is sized it stays where it was.
      if (drag.kind.value !== 'size') pointTo(pointerOf(event))
    },
    onPointerUp(event) {
      if (event.pointerType === 'touch') touch.up(event.pointerId)
      else if (!drag.end()) hand.release(pointerOf(event))
    },
    onPointerCancel(event) {
      touch.up(event.pointerId)
      drag.end()
      hand.cancel()
    },
    onPointerLeave() {
      hand.leave()
      pointTo(null)
    },
    onDoubleClick: (event) => hand.doublePress(pointerOf(event)),
    onWheel: wheelHandler(target),
  }
}

interface ToolPressing {
  pointerOf(event: MouseEvent): ToolPointer
  /** Only with the buttons that the tool in hand has use for. */
  press(event: PointerEvent): void
}

function toolPressing({ container, camera, hand }: StagePointerTarget): ToolPressing {
  function pointerOf(event: MouseEvent): ToolPointer {
    const pointer = toolPointer(event, container.value, camera.value)
    const held = event.button === RIGHT_BUTTON ? hand.tool.value.secondButton : undefined
    return {
      ...pointer,
      alt: pointer.alt || held === 'alt',
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

/** A drag that pans or sizes the tip instead of painting. Each method says whether there is one. */
interface Drag {
  readonly kind: Readonly<ShallowRef<'pan' | 'size' | null>>
  begin(event: PointerEvent): boolean
  move(event: PointerEvent): boolean
  end(): boolean
}

function useDrag(target: StagePointerTarget, isSpaceHeld: Readonly<Ref<boolean>>): Drag {
  const kind = shallowRef<'pan' | 'size' | null>(null)
  let from: ScreenPoint = { x: 0, y: 0 }
  let startRadius = 0

  return {
    kind,
    begin(event) {
      const radius = target.tipRadius()
      from = { x: event.clientX, y: event.clientY }
      if (event.button === 1 || (event.button === 0 && isSpaceHeld.value)) kind.value = 'pan'
      else if (event.button === RIGHT_BUTTON && event.altKey && radius !== null) {
        kind.value = 'size'
        startRadius = radius
      }
      return kind.value !== null
    },
    move({ clientX, clientY, shiftKey }) {
      if (kind.value === 'size') {
        // A hundred pixels to the right make a tip 2.7 times as large; with Shift twenty do.
        const turns = ((clientX - from.x) / 100) * (shiftKey ? 5 : 1)
        target.setTipRadius(startRadius * Math.exp(turns))
      } else if (kind.value === 'pan') {
        target.moveCamera(pan(target.camera.value, clientX - from.x, clientY - from.y))
        from = { x: clientX, y: clientY }
      }
      return kind.value !== null
    },
    end() {
      const wasDragging = kind.value !== null
      kind.value = null
      return wasDragging
    },
  }
}

/** Alt sizes the tip, Shift pans sideways, else it zooms or pans as the device means it. */
function wheelHandler(target: StagePointerTarget): (event: WheelEvent) => void {
  const { camera } = target
  const reader = createWheelReader()
  return (event) => {
    event.preventDefault()
    const { deltaX, deltaY } = event
    // A browser may have turned the wheel with Shift sideways already.
    if (event.altKey) target.resizeBrush(sizeStep(-(deltaX + deltaY), event.shiftKey))
    else if (event.shiftKey) target.moveCamera(pan(camera.value, -(deltaX + deltaY), 0))
    else if (reader.intentOf(event, target.wheel()) === 'pan')
      target.moveCamera(pan(camera.value, -deltaX, -deltaY))
    else target.moveCamera(zoomAt(camera.value, pointIn(event), wheelFactor(event)))
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
