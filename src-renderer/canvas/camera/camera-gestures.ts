// Pointer and wheel gestures that move a camera: drag = pan, wheel = zoom at the cursor, two fingers do both; keys zoom at
// the middle. Several panes may share one camera; the event's own element tells where the pointer is.

import type { Ref } from 'vue'
import { keepInView, pan, wheelFactor, zoomAt } from './camera.ts'
import type { Camera, ScreenPoint, Size } from './camera.ts'
import { createTouchCamera } from './touch-camera.ts'

export interface CameraGestures {
  onWheel(event: WheelEvent): void
  onPointerDown(event: PointerEvent): void
  onPointerMove(event: PointerEvent): void
  onPointerUp(event: PointerEvent): void
  /** Without a pointer: at the middle of the view. */
  zoom(factor: number): void
  /** In screen pixels. */
  pan(dx: number, dy: number): void
}

export interface GestureTarget {
  readonly camera: Ref<Camera>
  image(): Size
  view(): Size
}

export function useCameraGestures(target: GestureTarget): CameraGestures {
  /** A mouse or a pen that drags is one finger. */
  const fingers = createTouchCamera()

  function move(camera: Camera): void {
    target.camera.value = keepInView(camera, target.image(), target.view())
  }

  return {
    onWheel(event) {
      event.preventDefault()
      move(
        event.shiftKey
          ? pan(target.camera.value, -event.deltaY - event.deltaX, 0)
          : zoomAt(target.camera.value, pointIn(event), wheelFactor(event)),
      )
    },
    onPointerDown(event) {
      if (event.button !== 0 && event.button !== 1) return
      event.preventDefault()
      fingers.down(event.pointerId, pointIn(event))
      elementOf(event).setPointerCapture(event.pointerId)
    },
    onPointerMove(event) {
      move(fingers.move(target.camera.value, event.pointerId, pointIn(event)))
    },
    onPointerUp(event) {
      fingers.up(event.pointerId)
    },
    zoom(factor) {
      const { width, height } = target.view()
      move(zoomAt(target.camera.value, { x: width / 2, y: height / 2 }, factor))
    },
    pan: (dx, dy) => move(pan(target.camera.value, dx, dy)),
  }
}

/** The pointer in CSS pixels from the top left corner of the element that listens. */
export function pointIn(event: MouseEvent): ScreenPoint {
  const box = elementOf(event).getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}

function elementOf(event: Event): HTMLElement {
  return event.currentTarget as HTMLElement
}
