// Panes that share one camera, as the comparison has them: what hands do over any of them.

import { ref } from 'vue'
import { expect, test } from 'vitest'
import { toImage } from '../../../../src-renderer/canvas/camera/camera.ts'
import type { Camera } from '../../../../src-renderer/canvas/camera/camera.ts'
import { useCameraGestures } from '../../../../src-renderer/canvas/camera/camera-gestures.ts'

interface At {
  readonly pointerId: number
  readonly clientX: number
  readonly clientY?: number
}

function pane() {
  const camera = ref<Camera>({ scale: 1, x: 0, y: 0 })
  const size = { width: 400, height: 300 }
  const gestures = useCameraGestures({ camera, image: () => size, view: () => size })
  const element = document.createElement('figure')
  element.setPointerCapture = () => undefined
  element.addEventListener('pointerdown', gestures.onPointerDown)
  element.addEventListener('pointermove', gestures.onPointerMove)
  element.addEventListener('pointerup', gestures.onPointerUp)
  const tell =
    (type: string) =>
    ({ pointerId, clientX, clientY = 100 }: At): void => {
      const pointerType = 'touch'
      const options = { pointerId, clientX, clientY, pointerType, button: 0 }
      element.dispatchEvent(new PointerEvent(type, options))
    }
  return { camera, down: tell('pointerdown'), move: tell('pointermove'), up: tell('pointerup') }
}

test('one finger, or a mouse, moves the photo with it until it is lifted', () => {
  const { camera, down, move, up } = pane()
  move({ pointerId: 1, clientX: 50 })
  down({ pointerId: 1, clientX: 100 })
  move({ pointerId: 1, clientX: 130, clientY: 80 })
  up({ pointerId: 1, clientX: 130 })
  move({ pointerId: 1, clientX: 300 })
  expect(camera.value).toEqual({ scale: 1, x: 30, y: -20 })
})

test('two fingers that part zoom in, and what is between them stays there', () => {
  const { camera, down, move } = pane()
  down({ pointerId: 1, clientX: 100 })
  down({ pointerId: 2, clientX: 200 })
  move({ pointerId: 1, clientX: 50 })
  move({ pointerId: 2, clientX: 250 })
  expect(camera.value.scale).toBeCloseTo(2, 9)
  expect(toImage(camera.value, { x: 150, y: 100 })).toEqual({ x: 150, y: 100 })
})
