import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  MAX_SCALE,
  MIN_SCALE,
  afterResize,
  fitCamera,
  isSmooth,
  keepInView,
  toImage,
  wheelFactor,
  zoomAt,
} from '../../../../src-renderer/canvas/camera/camera.ts'

const camera = fc.record({
  scale: fc.double({ min: 0.05, max: 32, noNaN: true }),
  x: fc.double({ min: -2000, max: 2000, noNaN: true }),
  y: fc.double({ min: -2000, max: 2000, noNaN: true }),
})
const point = fc.record({
  x: fc.integer({ min: 0, max: 2000 }),
  y: fc.integer({ min: 0, max: 2000 }),
})

test('zooming keeps the image point under the cursor in its place', () => {
  fc.assert(
    fc.property(
      camera,
      point,
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (start, at, factor) => {
        const before = toImage(start, at)
        const after = toImage(zoomAt(start, at, factor), at)
        expect(after.x).toBeCloseTo(before.x, 4)
        expect(after.y).toBeCloseTo(before.y, 4)
      },
    ),
  )
})

test('zoom stays between 2 % and 6400 %', () => {
  const start = { scale: 1, x: 0, y: 0 }
  expect(zoomAt(start, { x: 0, y: 0 }, 1e9).scale).toBe(MAX_SCALE)
  expect(zoomAt(start, { x: 0, y: 0 }, 1e-9).scale).toBe(MIN_SCALE)
  expect([MIN_SCALE, MAX_SCALE]).toEqual([0.02, 64])
})

test('a fitted image is whole and in the middle', () => {
  const fitted = fitCamera({ width: 400, height: 100 }, { width: 440, height: 300 }, 20)
  expect(fitted).toEqual({ scale: 1, x: 20, y: 100 })
})

test('an image never leaves the view altogether', () => {
  const image = { width: 100, height: 100 }
  const view = { width: 300, height: 200 }
  expect(keepInView({ scale: 1, x: 5000, y: -5000 }, image, view)).toEqual({
    scale: 1,
    x: 252,
    y: -52,
  })
})

test('pixels are hard from 200 % on and smooth below', () => {
  expect([0.5, 1.99, 2, 8].map((scale) => isSmooth({ scale, x: 0, y: 0 }))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('the wheel zooms in upwards, and lines count more than pixels', () => {
  expect(wheelFactor({ deltaY: -100, deltaMode: 0 })).toBeGreaterThan(1)
  expect(wheelFactor({ deltaY: 3, deltaMode: 1 })).toBeLessThan(
    wheelFactor({ deltaY: 3, deltaMode: 0 }),
  )
})

test('a fitted image fits the view of another size, any other keeps its middle', () => {
  const image = { width: 400, height: 300 }
  const size = fc.record({
    width: fc.integer({ min: 300, max: 2000 }),
    height: fc.integer({ min: 300, max: 1500 }),
  })
  fc.assert(
    fc.property(size, size, (from, to) => {
      expect(afterResize(fitCamera(image, from), image, from, to)).toEqual(fitCamera(image, to))
      const near = zoomAt(fitCamera(image, from), { x: from.width / 2, y: from.height / 2 }, 1.5)
      const before = toImage(near, { x: from.width / 2, y: from.height / 2 })
      const after = toImage(afterResize(near, image, from, to), {
        x: to.width / 2,
        y: to.height / 2,
      })
      expect(after.x).toBeCloseTo(before.x, 4)
      expect(after.y).toBeCloseTo(before.y, 4)
    }),
  )
})
