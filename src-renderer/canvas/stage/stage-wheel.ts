// The wheel over the stage: it sizes the tip, fades the labels, zooms or pans.

import type { Ref } from 'vue'
import { sizeStep } from '../painting/brush-size.ts'
import { pan, wheelFactor, zoomAt } from '../camera/camera.ts'
import type { Camera } from '../camera/camera.ts'
import { pointIn } from '../camera/camera-gestures.ts'
import { createWheelReader } from '../camera/wheel-intent.ts'
import type { WheelChoice } from '../camera/wheel-intent.ts'

export interface StageWheelTarget {
  readonly camera: Readonly<Ref<Camera>>
  wheel(): WheelChoice
  moveCamera(next: Camera): void
  resizeBrush(factor: number): void
  /** Turns the labels stronger, by a number above 0, or weaker; false unless the key for it is held. */
  turnOpacity(turns: number): boolean
}

/** Of a wheel that clicks from notch to notch. */
const NOTCH_PX = 100

/** Alt sizes the tip, Shift pans sideways, else it zooms or pans as the device means it. */
export function wheelHandler(target: StageWheelTarget): (event: WheelEvent) => void {
  const { camera } = target
  const reader = createWheelReader()
  return (event) => {
    event.preventDefault()
    const { deltaX, deltaY } = event
    if (target.turnOpacity(-(deltaX + deltaY) / NOTCH_PX)) return
    // A browser may have turned the wheel with Shift sideways already.
    if (event.altKey) target.resizeBrush(sizeStep(-(deltaX + deltaY), event.shiftKey))
    else if (event.shiftKey) target.moveCamera(pan(camera.value, -(deltaX + deltaY), 0))
    else if (reader.intentOf(event, target.wheel()) === 'pan')
      target.moveCamera(pan(camera.value, -deltaX, -deltaY))
    else target.moveCamera(zoomAt(camera.value, pointIn(event), wheelFactor(event)))
  }
}
