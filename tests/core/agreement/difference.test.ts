import { expect, test } from 'vitest'
import {
  DIFFERENCE,
  compareLabels,
  differenceImage,
} from '../../../src-main/core/agreement/difference.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { fc } from '../arbitraries.ts'

test('a difference tells right, wrong, missed, invented and void apart', () => {
  const labels = createLabelMap(7, 1, Uint8Array.of(0, 8, 8, 8, 0, 255, UNLABELLED))
  const prediction = createLabelMap(7, 1, Uint8Array.of(0, 8, 12, 0, 15, 15, 15))
  expect([...differenceImage(labels, prediction).data]).toEqual([0, 1, 2, 3, 4, 255, 0])
})

test('a part is compared again by itself, and nothing beside it', () => {
  const [width, height] = [23, 9]
  const values = fc.array(fc.constantFrom(0, 0, 0, 12, 15, 255, UNLABELLED), {
    minLength: width * height,
    maxLength: width * height,
  })
  const rects = fc.tuple(fc.nat(width - 1), fc.nat(height - 1)).chain(([x, y]) =>
    fc.record({
      x: fc.constant(x),
      y: fc.constant(y),
      width: fc.integer({ min: 1, max: width - x }),
      height: fc.integer({ min: 1, max: height - y }),
    }),
  )
  fc.assert(
    fc.property(values, values, rects, (drawn, foreseen, rect) => {
      const labels = createLabelMap(width, height, Uint8Array.from(drawn))
      const prediction = createLabelMap(width, height, Uint8Array.from(foreseen))
      const whole = differenceImage(labels, prediction)
      const image = createLabelMap(width, height, new Uint8Array(width * height).fill(99))
      compareLabels({ labels, prediction, image }, rect)
      const known = new Set<number>(Object.values(DIFFERENCE))
      image.data.forEach((value, i) => {
        const [x, y] = [i % width, Math.floor(i / width)]
        const isInside =
          x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height
        expect(value).toBe(isInside ? whole.data[i] : 99)
        expect(known.has(whole.data[i]!)).toBe(true)
      })
    }),
  )
})
