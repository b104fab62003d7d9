import { expect, test } from 'vitest'
import { valuePlanes } from '../../../src-main/core/label-files/value-planes.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { fc } from '../arbitraries.ts'

/** Wider than some bytes of eight pixels, with long runs and lonely pixels. */
const anyMap = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 6 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.tuple(fc.constantFrom(0, 1, 7, 255), fc.integer({ min: 1, max: 20 })))
      .map((runs) => {
        const values = runs.flatMap(([value, length]) => new Array<number>(length).fill(value))
        const data = Uint8Array.from({ length: width * height }, (_, i) => values[i] ?? 0)
        return createLabelMap(width, height, data)
      }),
  )

test('each plane has the pixels of its value, and no smaller box would do', () => {
  fc.assert(
    fc.property(anyMap, ({ width, height, data }) => {
      const found = createLabelMap(width, height, new Uint8Array(width * height).fill(9))
      for (const { value, box, bits } of valuePlanes({ width, height, data }, () => true)) {
        const rowBytes = Math.ceil(box.width / 8)
        expect(bits).toHaveLength(rowBytes * box.height)
        const isSet = (x: number, y: number): boolean =>
          ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
        const edges = { left: false, right: false, top: false, bottom: false }
        for (let y = 0; y < box.height; y++) {
          for (let x = 0; x < rowBytes * 8; x++) {
            if (!isSet(x, y)) continue
            expect(x).toBeLessThan(box.width)
            found.data[(box.y + y) * width + box.x + x] = value
            edges.left ||= x === 0
            edges.right ||= x === box.width - 1
            edges.top ||= y === 0
            edges.bottom ||= y === box.height - 1
          }
        }
        expect(edges).toEqual({ left: true, right: true, top: true, bottom: true })
      }
      expect(found.data).toEqual(data)
    }),
  )
})

test('planes rise by value, and none is made that nobody wants', () => {
  const map = createLabelMap(3, 1, Uint8Array.of(255, 0, 7))
  const valuesOf = (isWanted: (value: number, count: number) => boolean): number[] =>
    valuePlanes(map, isWanted).map(({ value }) => value)
  expect(valuesOf(() => true)).toEqual([0, 7, 255])
  expect(valuesOf((value, count) => value !== 0 || count === 1)).toEqual([7, 255])
})
