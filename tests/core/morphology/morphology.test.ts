import { describe, expect, it } from 'vitest'
import { findComponents, writeComponents } from '../../../src-main/core/morphology/components.ts'
import { majorityMask } from '../../../src-main/core/morphology/majority.ts'
import {
  NOWHERE,
  nearestPixels,
  squaredDistance,
} from '../../../src-main/core/morphology/nearest-pixel.ts'
import { grownMask, shrunkMask } from '../../../src-main/core/morphology/resize-region.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import { createPixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import { fc, pixelMasks } from '../arbitraries.ts'

const radii = fc.integer({ min: 0, max: 12 }).map((value) => value / 2)

function inverted(mask: PixelMask): PixelMask {
  return { rect: mask.rect, data: mask.data.map((value) => 1 - value) }
}

function apart(a: number, b: number, width: number): number {
  return squaredDistance(a, b % width, Math.floor(b / width), width)
}

function indicesOf(mask: PixelMask, value: number): number[] {
  return [...mask.data.keys()].filter((i) => mask.data[i] === value)
}

describe('the nearest pixel', () => {
  it('is as near as the nearest of all pixels', () => {
    fc.assert(
      fc.property(pixelMasks, fc.constantFrom(0, 1), (mask, of) => {
        const { width } = mask.rect
        const set = indicesOf(mask, of)
        const distances = Array.from(nearestPixels(mask, of), (near, i) => {
          if (near === NOWHERE) return Infinity
          expect(mask.data[near]).toBe(of)
          return apart(i, near, width)
        })
        const expected = Array.from(mask.data, (_, i) =>
          set.reduce((best, other) => Math.min(best, apart(other, i, width)), Infinity),
        )
        expect(distances).toEqual(expected)
      }),
    )
  })
})

describe('growing and shrinking', () => {
  it('grow by every pixel within the radius', () => {
    fc.assert(
      fc.property(pixelMasks, radii, (mask, radius) => {
        const set = indicesOf(mask, 1)
        const expected = Uint8Array.from(mask.data, (_, i) =>
          set.some((j) => apart(j, i, mask.rect.width) <= radius * radius) ? 1 : 0,
        )
        expect(grownMask(mask, radius).data).toEqual(expected)
      }),
    )
  })

  it('shrink as the outside grows', () => {
    fc.assert(
      fc.property(pixelMasks, radii, (mask, radius) => {
        const expected = inverted(grownMask(inverted(mask), radius))
        expect(shrunkMask(mask, radius)).toEqual(expected)
      }),
    )
  })

  it('do not shrink away from the edge of the photo', () => {
    const mask = createPixelMask({ x: 0, y: 0, width: 5, height: 1 })
    mask.data.set([1, 1, 1, 1, 0])
    expect([...shrunkMask(mask, 1).data]).toEqual([1, 1, 1, 0, 0])
  })
})

describe('components', () => {
  it('join exactly the pixels that a path of neighbours joins', () => {
    fc.assert(
      fc.property(pixelMasks, fc.constantFrom(0, 1), (mask, of) => {
        const components = findComponents(mask, of)
        const names = slowComponents(mask, of)
        const pairs = new Set<string>()
        const { runs } = components
        for (let i = 0; i < runs.length; i += 4) {
          for (let x = runs[i + 1]!; x <= runs[i + 2]!; x++) {
            pairs.add(`${runs[i + 3]} ${names[runs[i]! * mask.rect.width + x]}`)
          }
        }
        const kinds = new Set(names.filter((name) => name >= 0))
        expect(pairs.size).toBe(kinds.size)
        expect(components.areas.length).toBe(kinds.size)
        const total = components.areas.reduce((sum, area) => sum + area, 0)
        expect(total).toBe(indicesOf(mask, of).length)
      }),
      { numRuns: 300 },
    )
  })

  it('know which of them touch the edge', () => {
    const mask = createPixelMask({ x: 0, y: 0, width: 5, height: 3 })
    mask.data.set([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    const { touchesEdge, areas } = findComponents(mask, 1)
    expect([...touchesEdge]).toEqual([1, 0])
    expect([...areas]).toEqual([1, 1])
  })

  it('can be taken out one by one', () => {
    fc.assert(
      fc.property(pixelMasks, (mask) => {
        const components = findComponents(mask, 1)
        const emptied = { rect: mask.rect, data: mask.data.slice() }
        writeComponents(emptied, components, 0, () => true)
        expect(indicesOf(emptied, 1)).toEqual([])
      }),
    )
  })
})

describe('the majority', () => {
  it('is what most pixels of the window are', () => {
    fc.assert(
      fc.property(pixelMasks, fc.constantFrom(1, 3, 5, 7), (mask, size) => {
        const { width, height } = mask.rect
        const reach = (size - 1) / 2
        const expected = Uint8Array.from(mask.data, (value, i) => {
          let balance = 0
          for (let y = Math.floor(i / width) - reach; y <= Math.floor(i / width) + reach; y++) {
            for (let x = (i % width) - reach; x <= (i % width) + reach; x++) {
              if (x < 0 || y < 0 || x >= width || y >= height) continue
              balance += mask.data[y * width + x] === 1 ? 1 : -1
            }
          }
          return balance === 0 ? value : balance > 0 ? 1 : 0
        })
        expect(majorityMask(mask, size).data).toEqual(expected)
      }),
    )
  })
})

/** A name for each pixel of value `of`: the first pixel of its component; -1 for the others. */
function slowComponents(mask: PixelMask, of: number): number[] {
  const { width, height } = mask.rect
  const names = Array.from(mask.data, () => -1)
  for (const seed of indicesOf(mask, of)) {
    const pending = [seed]
    while (pending.length > 0) {
      const at = pending.pop()!
      if (names[at] !== -1 || mask.data[at] !== of) continue
      names[at] = seed
      if (at % width > 0) pending.push(at - 1)
      if (at % width < width - 1) pending.push(at + 1)
      if (at >= width) pending.push(at - width)
      if (at < width * (height - 1)) pending.push(at + width)
    }
  }
  return names
}
