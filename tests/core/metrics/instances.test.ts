import { describe, expect, it } from 'vitest'
import { contentsOf } from '../../../src-main/core/metrics/instances.ts'
import { countValues, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { findComponents } from '../../../src-main/core/morphology/components.ts'
import { fc } from '../arbitraries.ts'

function rows(...lines: readonly string[]): ReturnType<typeof createLabelMap> {
  const values = lines.join('').split('').map((c) => (c === '.' ? 0 : c === '#' ? 255 : Number(c))) // prettier-ignore
  return createLabelMap(lines[0]!.length, lines.length, Uint8Array.from(values))
}

describe('instances', () => {
  it('are regions whose pixels share sides, not corners, of one class', () => {
    const { pixels, regions } = contentsOf(rows('11.1', '.2.1', '1..1', '####'))
    expect([regions[0], regions[1], regions[2]]).toEqual([0, 3, 1])
    expect([pixels[0], pixels[1], pixels[2], pixels[255]]).toEqual([5, 6, 1, 4])
  })

  it('that meet late are one', () => {
    expect(contentsOf(rows('1.1.1', '1.1.1', '11111')).regions[1]).toBe(1)
    expect(contentsOf(rows('1..1', '1..1', '.11.')).regions[1]).toBe(3)
  })

  it('are as many as the components of each class', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) }) // prettier-ignore
    fc.assert(
      fc.property(
        size,
        fc.array(fc.constantFrom(0, 1, 2, 20, 255), { minLength: 81, maxLength: 81 }),
        ({ width, height }, values) => {
          // prettier-ignore
          const labelMap = createLabelMap(width, height, Uint8Array.from(values.slice(0, width * height))) // prettier-ignore
          const { pixels, regions } = contentsOf(labelMap)
          expect(pixels).toEqual(countValues(labelMap))
          for (const value of [1, 2, 20]) {
            const data = labelMap.data.map((v) => (v === value ? 1 : 0))
            const mask = { rect: { x: 0, y: 0, width, height }, data }
            expect(regions[value]).toBe(findComponents(mask, 1).areas.length)
          }
        },
      ),
    )
  })
})
