import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VOC_PALETTE } from '../../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../../src-main/core/geometry/rect.ts'
import { clipRect, isEmptyRect } from '../../../../src-main/core/geometry/rect.ts'
import { createLabelLook } from '../../../../src-renderer/canvas/labels/label-look.ts'
import { colorize, pixelLook } from '../../../../src-renderer/canvas/labels/label-pixels.ts'
import { shownRect } from '../../../../src-renderer/canvas/labels/label-sampling.ts'
import type { Placement } from '../../../../src-renderer/canvas/labels/label-sampling.ts'
import { lookUp, withOutline } from '../../../../src-renderer/canvas/labels/seen-labels.ts'

const MAP = { width: 24, height: 18 }
const VIEW = { x: 0, y: 0, width: 40, height: 30 }
const LOOK = pixelLook(
  createLabelLook({
    palette: VOC_PALETTE,
    style: 'both',
    opacity: 1,
    contourPx: 2,
    hasPatterns: true,
    hidden: [],
    outlined: [],
    strengths: {},
  }),
)

const placement: fc.Arbitrary<Placement> = fc.record({
  x: fc.double({ min: -30, max: 30, noNaN: true }),
  y: fc.double({ min: -30, max: 30, noNaN: true }),
  scale: fc.oneof(fc.constantFrom(0.25, 1, 2), fc.double({ min: 0.1, max: 8, noNaN: true })),
  contour: fc.constantFrom(0, 1, 2, 4, 6, 9),
  pixelRatio: fc.constantFrom(1, 1.5, 2),
})
const pixels = fc.array(fc.constantFrom(0, 1, 15, 255), {
  minLength: MAP.width * MAP.height,
  maxLength: MAP.width * MAP.height,
})
const rect: fc.Arbitrary<Rect> = fc.record({
  x: fc.integer({ min: 0, max: MAP.width - 1 }),
  y: fc.integer({ min: 0, max: MAP.height - 1 }),
  width: fc.integer({ min: 1, max: 8 }),
  height: fc.integer({ min: 1, max: 8 }),
})

/** Over what was there before. */
function picture(map: LabelMap, at: Placement, part: Rect = VIEW): Int32Array {
  const target = new Int32Array(part.width * part.height).fill(0x12345678)
  colorize(lookUp(map, at, part), LOOK, target)
  return target
}

test('memory that was used for another view changes nothing', () => {
  fc.assert(
    fc.property(pixels, placement, placement, (values, before, at) => {
      const map = createLabelMap(MAP.width, MAP.height, Uint8Array.from(values))
      const room = lookUp(createLabelMap(3, 2, Uint8Array.of(1, 2, 3, 4, 5, 6)), before, VIEW)
      const target = new Int32Array(VIEW.width * VIEW.height)
      colorize(lookUp(map, at, VIEW, { room }), LOOK, target)
      expect(target).toEqual(picture(map, at))
    }),
  )
})

test('painting what has changed alone gives what painting all gives', () => {
  fc.assert(
    fc.property(pixels, placement, rect, (values, at, wished) => {
      const map = createLabelMap(MAP.width, MAP.height, Uint8Array.from(values))
      const shown = picture(map, at)
      const changed = clipRect(wished, MAP.width, MAP.height)
      for (let y = changed.y; y < changed.y + changed.height; y++)
        map.data.fill(7, y * MAP.width + changed.x, y * MAP.width + changed.x + changed.width)
      const part = clipRect(shownRect(changed, at), VIEW.width, VIEW.height)
      if (!isEmptyRect(part)) {
        const again = picture(map, at, part)
        for (let y = 0; y < part.height; y++)
          shown.set(
            again.subarray(y * part.width, (y + 1) * part.width),
            (part.y + y) * VIEW.width + part.x,
          )
      }
      expect(shown).toEqual(picture(map, at))
    }),
  )
})

/** Rectangles, as large as what people draw is beside a pixel. */
const block = fc.tuple(rect, fc.integer({ min: 1, max: 20 }), fc.constantFrom(1, 15, 255))
const blocks = fc.array(block, { maxLength: 4 })

function mapOf(painted: readonly (readonly [Rect, number, number])[]): LabelMap {
  const map = createLabelMap(MAP.width, MAP.height)
  for (const [corner, side, value] of painted) {
    const whole = { ...corner, width: corner.width + side, height: corner.height + side }
    const { x, y, width, height } = clipRect(whole, MAP.width, MAP.height)
    for (let row = y; row < y + height; row++)
      map.data.fill(value, row * MAP.width + x, row * MAP.width + x + width)
  }
  return map
}

test('looking at four pixels together gives what each gives alone', () => {
  fc.assert(
    fc.property(blocks, placement, (painted, at) => {
      const map = mapOf(painted)
      const alone = Array.from({ length: VIEW.width * VIEW.height }, (_, i) => {
        const pixel = { x: i % VIEW.width, y: Math.floor(i / VIEW.width), width: 1, height: 1 }
        return picture(map, at, pixel)[0]
      })
      expect([...picture(map, at)]).toEqual(alone)
    }),
  )
})

test('outlines that were looked up together are what each is alone', () => {
  const reaches = [1, 2, 3, 5, 6, 8, 9]
  fc.assert(
    fc.property(blocks, placement, (painted, at) => {
      const map = mapOf(painted)
      const seen = lookUp(map, at, VIEW, { reaches })
      for (const contour of [0, ...reaches]) {
        const target = new Int32Array(VIEW.width * VIEW.height)
        const outlined = withOutline(seen, contour)
        if (outlined === null) throw new Error(`no outline of ${contour} pixels was looked up`)
        colorize(outlined, LOOK, target)
        expect(target).toEqual(picture(map, { ...at, contour }))
      }
      expect(withOutline(seen, 4)).toBeNull()
    }),
  )
})

test('an outline is where another value is its width away, straight on', () => {
  const { width } = MAP
  fc.assert(
    fc.property(blocks, fc.constantFrom(1, 2, 3, 6, 9), (painted, contour) => {
      const map = mapOf(painted)
      const values = [...map.data]
      const at = { x: 0, y: 0, scale: 1, contour, pixelRatio: 1 }
      const valueAt = (x: number, y: number): number =>
        values[
          Math.max(0, Math.min(MAP.height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))
        ]!
      const shown = picture(map, at, { x: 0, y: 0, ...MAP })
      const without = picture(map, { ...at, contour: 0 }, { x: 0, y: 0, ...MAP })
      const expected = values.map((value, i) => {
        const [x, y] = [i % width, Math.floor(i / width)]
        const around = [
          valueAt(x - contour, y),
          valueAt(x + contour, y),
          valueAt(x, y - contour),
          valueAt(x, y + contour),
        ]
        const isOutlined = around.some((other) => other !== value) && LOOK.contour[value] !== 0
        return isOutlined ? LOOK.contour[value] : without[i]
      })
      expect([...shown]).toEqual(expected)
    }),
  )
})

test('a map that was moved by whole pixels is the same picture elsewhere', () => {
  const shift = fc.integer({ min: -20, max: 20 })
  fc.assert(
    fc.property(pixels, placement, shift, (values, at, by) => {
      const map = createLabelMap(MAP.width, MAP.height, Uint8Array.from(values))
      const wide = { x: 0, y: 0, width: 30, height: 20 }
      const moved = picture(map, { ...at, x: at.x + by }, { ...wide, x: by })
      expect(moved).toEqual(picture(map, at, wide))
    }),
  )
})

test('a pixel of the map is as large as the zoom says, and nothing is beside the map', () => {
  const map = createLabelMap(2, 1, Uint8Array.of(1, 2))
  const at = { x: 3, y: 2, scale: 4, contour: 0, pixelRatio: 1 }
  const shown = picture(map, at)
  const solid = Array.from(shown, (word) => word >>> 24 !== 0)
  expect(solid.filter(Boolean)).toHaveLength(2 * 4 * 4)
  expect(solid[2 * VIEW.width + 2]).toBe(false)
  expect(solid[2 * VIEW.width + 3]).toBe(true)
  expect(solid[5 * VIEW.width + 10]).toBe(true)
  expect(solid[5 * VIEW.width + 11]).toBe(false)
})

test('shown small, an edge is as much of each side as lies under the pixel', () => {
  const map = createLabelMap(4, 2, Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 0))
  const plain = pixelLook(
    createLabelLook({
      palette: VOC_PALETTE,
      style: 'fill',
      opacity: 1,
      contourPx: 1,
      hasPatterns: false,
      hidden: [0],
      outlined: [],
      strengths: {},
    }),
  )
  const target = new Int32Array(2)
  const half = { x: 0, y: 0, scale: 0.5, contour: 0, pixelRatio: 1 }
  colorize(lookUp(map, half, { x: 0, y: 0, width: 2, height: 1 }), plain, target)
  const [whole, edge] = [...target]
  expect(edge! & 0xffffff).toBe(whole! & 0xffffff)
  expect(edge! >>> 24).toBe(Math.round((whole! >>> 24) / 2))
})
