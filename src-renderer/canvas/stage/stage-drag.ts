// Drags over the stage that pan or size the tip instead of painting: with Space, the middle button, or Alt and the right
// one. In the middle of a stroke the first two let it wait while the photo moves.

import { shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { pan } from '../camera/camera.ts'
import type { Camera, ScreenPoint } from '../camera/camera.ts'

export interface StageDragTarget {
  readonly camera: Readonly<Ref<Camera>>
  moveCamera(next: Camera): void
  /** The size of the tip in image pixels; null for tools without one. */
  tipRadius(): number | null
  setTipRadius(radius: number): void
}

export interface StageDrag {
  readonly kind: Readonly<ShallowRef<'pan' | 'size' | null>>
  /** Whether the button that went down begins a drag. */
  begin(event: PointerEvent): boolean
  /** Pans from where the pointer was last. */
  beginPan(): void
  /** Whether a pan is asked for now, whatever else is pressed. */
  isPanWished(event: PointerEvent): boolean
  /** Whether there is a drag. */
  move(event: PointerEvent): boolean
  /** Whether there was one. */
  end(): boolean
}

/** Of `PointerEvent.buttons`. */
const MIDDLE = 4

export function useStageDrag(
  target: StageDragTarget,
  isSpaceHeld: Readonly<Ref<boolean>>,
): StageDrag {
  const kind = shallowRef<'pan' | 'size' | null>(null)
  let from: ScreenPoint = { x: 0, y: 0 }
  let startRadius = 0

  return {
    kind,
    begin(event) {
      const radius = target.tipRadius()
      from = { x: event.clientX, y: event.clientY }
      if (event.button === 1 || (event.button === 0 && isSpaceHeld.value)) kind.value = 'pan'
      else if (event.button === 2 && event.altKey && radius !== null) {
        kind.value = 'size'
        startRadius = radius
      }
      return kind.value !== null
    },
    beginPan: () => (kind.value = 'pan'),
    isPanWished: ({ buttons }) => isSpaceHeld.value || (buttons & MIDDLE) !== 0,
    move({ clientX, clientY, shiftKey }) {
      if (kind.value === 'size') {
        // A hundred pixels to the right make a tip 2.7 times as large; with Shift twenty do.
        const turns = ((clientX - from.x) / 100) * (shiftKey ? 5 : 1)
        target.setTipRadius(startRadius * Math.exp(turns))
        return true
      }
      if (kind.value === 'pan')
        target.moveCamera(pan(target.camera.value, clientX - from.x, clientY - from.y))
      from = { x: clientX, y: clientY }
      return kind.value !== null
    },
    end() {
      const wasDragging = kind.value !== null
      kind.value = null
      return wasDragging
    },
  }
}
