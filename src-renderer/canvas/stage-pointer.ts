// Pointer, wheel and space bar over the stage: they paint with the tool in hand or move the camera.

import { useEventListener } from '@vueuse/core'
import { computed, ref, shallowRef } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { pan, toImage, wheelFactor, zoomAt } from './camera.ts'
import type { Camera, ScreenPoint } from './camera.ts'
import { pointIn } from './camera-gestures.ts'
import type { ToolInHand } from './tool-in-hand.ts'
import type { ToolPointer } from './tools/tool.ts'

export interface StagePointerTarget {
  readonly container: Readonly<Ref<HTMLElement | null>>
  readonly camera: Readonly<Ref<Camera>>
  readonly hand: ToolInHand
  isWritable(): boolean
  moveCamera(next: Camera): void
  resizeBrush(factor: number): void
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
  onPointerCancel(): void
  onPointerLeave(): void
  onDoubleClick(event: MouseEvent): void
  onWheel(event: WheelEvent): void
}

export function useStagePointer(target: StagePointerTarget): StagePointer {
  const { camera, hand } = target
  const cursor = shallowRef<ScreenPoint | null>(null)
  const isSpaceHeld = useSpaceBar()
  const panFrom = shallowRef<ScreenPoint | null>(null)

  function pointTo(at: ScreenPoint | null): void {
    cursor.value = at
    target.point(at)
  }

  const pointerOf = (event: MouseEvent): ToolPointer =>
    toolPointer(event, target.container.value, camera.value)

  return {
    cursor,
    isSpaceHeld,
    isPanning: computed(() => panFrom.value !== null),
    onPointerDown(event) {
      target.container.value?.setPointerCapture(event.pointerId)
      target.container.value?.focus({ preventScroll: true })
      if (event.button === 1 || (event.button === 0 && isSpaceHeld.value)) {
        event.preventDefault()
        panFrom.value = { x: event.clientX, y: event.clientY }
      } else if (event.button === 0 && target.isWritable()) {
        hand.press(pointerOf(event))
      }
    },
    onPointerMove(event) {
      const from = panFrom.value
      if (from !== null) {
        target.moveCamera(pan(camera.value, event.clientX - from.x, event.clientY - from.y))
        panFrom.value = { x: event.clientX, y: event.clientY }
      } else {
        const events = event.getCoalescedEvents()
        hand.move((events.length > 0 ? events : [event]).map(pointerOf))
      }
      pointTo(pointerOf(event))
    },
    onPointerUp(event) {
      if (panFrom.value !== null) panFrom.value = null
      else hand.release(pointerOf(event))
    },
    onPointerCancel() {
      panFrom.value = null
      hand.cancel()
    },
    onPointerLeave: () => pointTo(null),
    onDoubleClick: (event) => hand.doublePress(pointerOf(event)),
    onWheel(event) {
      event.preventDefault()
      const { deltaX, deltaY } = event
      if (event.altKey) target.resizeBrush(deltaY + deltaX < 0 ? 1.15 : 1 / 1.15)
      else if (event.shiftKey) target.moveCamera(pan(camera.value, -(deltaX + deltaY), 0))
      else target.moveCamera(zoomAt(camera.value, pointIn(event), wheelFactor(event)))
    },
  }
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
