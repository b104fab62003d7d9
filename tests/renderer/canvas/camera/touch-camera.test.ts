import { expect, test } from 'vitest'
import { toImage } from '../../../../src-renderer/canvas/camera/camera.ts'
import { createTouchCamera } from '../../../../src-renderer/canvas/camera/touch-camera.ts'

const start = { scale: 2, x: 10, y: 20 }

test('one finger moves the photo with it', () => {
  const touch = createTouchCamera()
  touch.down(1, { x: 100, y: 100 })
  expect(touch.move(start, 1, { x: 130, y: 90 })).toEqual({ scale: 2, x: 40, y: 10 })
})

test('two fingers that part zoom in, and what is between them stays there', () => {
  const touch = createTouchCamera()
  touch.down(1, { x: 100, y: 100 })
  touch.down(2, { x: 200, y: 100 })
  const between = toImage(start, { x: 150, y: 100 })
  let camera = touch.move(start, 1, { x: 50, y: 100 })
  camera = touch.move(camera, 2, { x: 250, y: 100 })
  expect(camera.scale).toBeCloseTo(4, 9)
  const after = toImage(camera, { x: 150, y: 100 })
  expect([after.x, after.y].map((v) => Math.round(v * 1e6))).toEqual(
    [between.x, between.y].map((v) => Math.round(v * 1e6)),
  )
})

test('a finger that has left moves nothing', () => {
  const touch = createTouchCamera()
  touch.down(1, { x: 100, y: 100 })
  touch.up(1)
  expect(touch.move(start, 1, { x: 300, y: 300 })).toEqual(start)
})
