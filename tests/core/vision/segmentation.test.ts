import { describe, expect, it } from 'vitest'
import { findComponents } from '../../../src-main/core/morphology/components.ts'
import { grownMask, shrunkMask } from '../../../src-main/core/morphology/resize-region.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fitColors } from '../../../src-main/core/vision/gaussian-mixture.ts'
import { refineEdge } from '../../../src-main/core/vision/grab-cut.ts'
import { createFlowGraph } from '../../../src-main/core/vision/max-flow.ts'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import { findSuperpixels } from '../../../src-main/core/vision/superpixels.ts'
import { fc } from '../arbitraries.ts'
import { BLUE, RED, photoOf } from './photos.ts'

function noisy(width: number, height: number, seed: number): PhotoPixels {
  const random = createRandom(seed)
  const level = (): number => Math.floor(random.uniform() * 256)
  return photoOf(width, height, () => [level(), level(), level()])
}

describe('superpixels', () => {
  it('cover the photo with connected cells, whatever is on it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 4, max: 20 }),
        (width, height, size) => {
          const cells = findSuperpixels(noisy(width, height, width * 100 + height), size)
          const rect = { x: 0, y: 0, width, height }
          for (let cell = 0; cell < cells.count; cell++) {
            const data = Uint8Array.from(cells.labels, (label) => (label === cell ? 1 : 0))
            const mask: PixelMask = { rect, data }
            expect(findComponents(mask, 1).areas).toHaveLength(1)
            const [x0, x1, y0, y1] = cells.bounds.subarray(cell * 4, cell * 4 + 4)
            const inside = [...data.keys()].filter((i) => data[i] === 1)
            const columns = inside.map((i) => i % width)
            const rows = inside.map((i) => Math.floor(i / width))
            expect([x0, x1]).toEqual([Math.min(...columns), Math.max(...columns)])
            expect([y0, y1]).toEqual([Math.min(...rows), Math.max(...rows)])
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  it('never cross the edge between two flat colours, and are about as large as asked', () => {
    const photo = photoOf(120, 80, (x, y) => ((x - 63) ** 2 + (y - 41) ** 2 < 900 ? RED : BLUE))
    const cells = findSuperpixels(photo, 12)
    const colors = new Map<number, Set<number>>()
    cells.labels.forEach((cell, i) => {
      const seen = colors.get(cell) ?? new Set()
      colors.set(cell, seen.add(photo.data[i * 4]!))
    })
    expect([...colors.values()].filter((seen) => seen.size > 1)).toEqual([])
    expect(cells.count).toBeGreaterThan(40)
    expect(cells.count).toBeLessThan(140)
  })

  it('follow the edges of the full size on a photo that is clustered smaller', () => {
    const photo = photoOf(1500, 1000, (x, y) => (x + 2 * y < 1601 ? RED : BLUE))
    const cells = findSuperpixels(photo, 60)
    const mixed = new Map<number, number>()
    cells.labels.forEach((cell, i) => {
      const isRed = photo.data[i * 4] === RED[0] ? 1 : 2
      mixed.set(cell, (mixed.get(cell) ?? 0) | isRed)
    })
    expect([...mixed.values()].filter((sides) => sides === 3)).toEqual([])
  })
})

describe('the cheapest cut', () => {
  const weights = fc.integer({ min: 0, max: 9 })
  const graphs = fc.integer({ min: 1, max: 8 }).chain((nodeCount) =>
    fc.record({
      terminals: fc.array(fc.tuple(weights, weights), {
        minLength: nodeCount,
        maxLength: nodeCount,
      }),
      edges: fc.array(fc.tuple(fc.nat(nodeCount - 1), fc.nat(nodeCount - 1), weights), {
        maxLength: 20,
      }),
    }),
  )

  it('costs as little as the best of all divisions', () => {
    fc.assert(
      fc.property(graphs, ({ terminals, edges }) => {
        const graph = createFlowGraph(terminals.length, edges.length)
        // In two parts: terminals add up.
        terminals.forEach(([source], node) => graph.addTerminal(node, source, 0))
        terminals.forEach(([, sink], node) => graph.addTerminal(node, 0, sink))
        for (const [a, b, capacity] of edges) if (a !== b) graph.addEdge(a, b, capacity)
        const costOf = (isSource: (node: number) => boolean): number =>
          terminals.reduce((sum, [s, t], node) => sum + (isSource(node) ? t : s), 0) +
          edges.reduce((sum, [a, b, c]) => sum + (isSource(a) === isSource(b) ? 0 : c), 0)
        let best = Infinity
        for (let division = 0; division < 1 << terminals.length; division++) {
          best = Math.min(
            best,
            costOf((node) => ((division >> node) & 1) === 1),
          )
        }
        const { cost, isSource } = graph.cut()
        expect(cost).toBe(best)
        expect(costOf((node) => isSource[node] === 1)).toBe(best)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a colour model', () => {
  it('of one spread of colours is the Gaussian of their mean and covariance', () => {
    // Two values of each channel, independent: variance 100 + 4 a channel when in one part.
    const colors = Uint8Array.from([50, 60, 70])
    const model = fitColors(colors)
    const logDeterminant = 3 * Math.log(4)
    expect(model.cost(50, 60, 70)).toBeCloseTo(logDeterminant / 2, 9)
    expect(model.cost(54, 60, 70)).toBeCloseTo(logDeterminant / 2 + 2, 9)
  })

  it('finds the colours it has seen likelier than others', () => {
    const seen = Uint8Array.from(noisy(20, 20, 3).data.filter((_, i) => i % 4 < 3)).map(
      (v) => v / 4,
    )
    const model = fitColors(seen)
    expect(model.cost(30, 30, 30)).toBeLessThan(model.cost(200, 200, 200))
  })
})

describe('refining an edge', () => {
  const rect = { x: 0, y: 0, width: 90, height: 80 }
  const isDisc = (x: number, y: number): boolean => (x - 44) ** 2 + (y - 40) ** 2 < 24 ** 2
  const disc: PixelMask = {
    rect,
    data: Uint8Array.from({ length: 90 * 80 }, (_, i) =>
      isDisc(i % 90, Math.floor(i / 90)) ? 1 : 0,
    ),
  }
  const photo = photoOf(90, 80, (x, y) => {
    const [red, green, blue] = isDisc(x, y) ? RED : BLUE
    const noise = ((x * 31 + y * 57) % 23) - 11
    return [red + noise, green + noise, blue + noise]
  })

  it('moves a rough outline to the true one, from inside and from outside', () => {
    expect(refineEdge(photo, shrunkMask(disc, 5), 9).data).toEqual(disc.data)
    expect(refineEdge(photo, grownMask(disc, 5), 9).data).toEqual(disc.data)
  })

  it('changes nothing outside the band', () => {
    const rough = shrunkMask(disc, 5)
    const refined = refineEdge(noisy(90, 80, 5), rough, 4)
    const sure = shrunkMask(rough, 4)
    const possible = grownMask(rough, 4)
    expect(refined.data.every((v, i) => sure.data[i] === 0 || v === 1)).toBe(true)
    expect(refined.data.every((v, i) => possible.data[i] === 1 || v === 0)).toBe(true)
  })

  it('leaves a region alone that has no edge', () => {
    const whole = { rect, data: new Uint8Array(90 * 80).fill(1) }
    expect(refineEdge(photo, whole, 5)).toEqual(whole)
  })
})
