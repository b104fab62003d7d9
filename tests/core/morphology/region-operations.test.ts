import { describe, expect, it } from 'vitest'
import { findAllOf, findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { copyLabelMap, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import {
  REGION_OPERATIONS,
  proposeOperation,
} from '../../../src-main/core/morphology/region-operations.ts'
import type { RegionRequest } from '../../../src-main/core/morphology/region-operations.ts'
import { checkProposal, paintProposal } from '../../../src-main/core/painting/proposal.ts'
import { fc, labelMaps } from '../arbitraries.ts'

/** '.' is background, '#' void, a digit its class. */
function mapOf(...rows: readonly string[]): LabelMap {
  const values = rows.flatMap((row) =>
    Array.from(row, (sign) => (sign === '#' ? 255 : Number(sign))),
  )
  return createLabelMap(rows[0]!.length, rows.length, Uint8Array.from(values))
}

function rowsOf({ width, height, data }: LabelMap): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) =>
      value === 255 ? '#' : String(value),
    ).join(''),
  )
}

/** The map after the operation on all pixels of class 1. */
function after(map: LabelMap, request: RegionRequest): string[] {
  const result = copyLabelMap(map)
  const proposal = proposeOperation(result, findAllOf(result, 1), request)
  paintProposal(result, proposal, (value) => ({ value }))
  return rowsOf(result)
}

const ringed = mapOf('0000000', '0111110', '0100010', '0102010', '0100010', '0111110', '0000000')

describe('region operations', () => {
  it('fill holes up to a size, whatever is in them', () => {
    expect(after(ringed, { operation: 'fillHoles', amount: 8 })).toEqual(rowsOf(ringed))
    expect(after(ringed, { operation: 'fillHoles', amount: 9 })).toEqual([
      '0000000',
      '0111110',
      '0111110',
      '0111110',
      '0111110',
      '0111110',
      '0000000',
    ])
  })

  it('give a region another class, or swap two classes everywhere', () => {
    const map = mapOf('1102', '1122', '0022')
    expect(after(map, { operation: 'relabel', amount: 5 })).toEqual(['5502', '5522', '0022'])
    expect(after(map, { operation: 'swap', amount: 2 })).toEqual(['2201', '2211', '0011'])
    expect(after(map, { operation: 'swap', amount: 9 })).toEqual(['9902', '9922', '0022'])
  })

  it('split the smaller parts of a class off, and nothing of a class in one part', () => {
    const map = mapOf('1101', '0001', '1201')
    expect(after(map, { operation: 'splitOff', amount: 5 })).toEqual(['5501', '0001', '5201'])
    expect(after(mapOf('110'), { operation: 'splitOff', amount: 5 })).toEqual(['110'])
    expect(after(mapOf('000'), { operation: 'splitOff', amount: 5 })).toEqual(['000'])
  })

  it('leave a bay that is open to the photo’s edge', () => {
    const bay = mapOf('11011', '11011', '11111')
    expect(after(bay, { operation: 'fillHoles', amount: 99 })).toEqual(rowsOf(bay))
  })

  it('give small islands to what surrounds them', () => {
    const map = mapOf('222222', '221222', '222222', '111000', '111010', '000000')
    expect(after(map, { operation: 'removeIslands', amount: 1 })).toEqual([
      '222222',
      '222222',
      '222222',
      '111000',
      '111000',
      '000000',
    ])
  })

  it('keep the largest island', () => {
    const map = mapOf('110001', '110001', '000000', '111000')
    expect(after(map, { operation: 'keepLargest', amount: 0 })).toEqual([
      '110000',
      '110000',
      '000000',
      '000000',
    ])
  })

  it('grow by a round distance', () => {
    const map = mapOf('00000', '00000', '00100', '00000', '00000')
    expect(after(map, { operation: 'grow', amount: 1.5 })).toEqual([
      '00000',
      '01110',
      '01110',
      '01110',
      '00000',
    ])
  })

  it('put a ring of void around a region and leave the region alone', () => {
    const map = mapOf('00000', '00200', '01100', '00000')
    expect(after(map, { operation: 'voidRing', amount: 1 })).toEqual([
      '00000',
      '0##00',
      '#11#0',
      '0##00',
    ])
  })

  it('shrink in favour of the neighbours', () => {
    const map = mapOf('2211100', '2211100', '2211100')
    expect(after(map, { operation: 'shrink', amount: 1 })).toEqual([
      '2221000',
      '2221000',
      '2221000',
    ])
  })

  it('open without adding and close without taking away', () => {
    fc.assert(
      fc.property(labelMaps, fc.integer({ min: 1, max: 4 }), (map, amount) => {
        const region = findAllOf(map, 15)
        const opened = proposeOperation(map, region, { operation: 'open', amount })
        expect(opened.values).not.toContain(15)
        const closed = proposeOperation(map, region, { operation: 'close', amount })
        expect(closed.values.every((value) => value === 15 || value === 254)).toBe(true)
      }),
    )
  })

  it('change nothing twice: holes, islands, the largest, opening and closing', () => {
    const settled = ['fillHoles', 'removeIslands', 'keepLargest', 'open', 'close'] as const
    fc.assert(
      fc.property(labelMaps, fc.constantFrom(...settled), (map, operation) => {
        const request = { operation, amount: 2 }
        paintProposal(map, proposeOperation(map, findAllOf(map, 15), request), (value) => ({
          value,
        }))
        const again = proposeOperation(map, findAllOf(map, 15), request)
        expect(checkProposal(map, again, () => true).pixelCount).toBe(0)
      }),
    )
  })

  it('give the same wherever the region lies in a larger photo', () => {
    fc.assert(
      fc.property(labelMaps, fc.constantFrom(...REGION_OPERATIONS), (map, operation) => {
        const request = { operation, amount: operation === 'smooth' ? 3 : 2 }
        const near = padded(map, 10)
        const far = padded(padded(map, 10), 7)
        for (const target of [near, far]) {
          const proposal = proposeOperation(target, findAllOf(target, 15), request)
          paintProposal(target, proposal, (value) => ({ value }))
        }
        expect(far).toEqual(padded(near, 7))
      }),
    )
  })

  it('touch one connected region alone', () => {
    const map = mapOf('1000', '0000', '0001')
    const proposal = proposeOperation(map, findRegion(map, 0, 0), { operation: 'grow', amount: 1 })
    paintProposal(map, proposal, (value) => ({ value }))
    expect(rowsOf(map)).toEqual(['1100', '1000', '0001'])
  })

  it('propose nothing for a class that is not there', () => {
    const map = mapOf('000')
    const nothing = proposeOperation(map, findAllOf(map, 1), { operation: 'grow', amount: 3 })
    expect(nothing.rect.width).toBe(0)
    expect(paintProposal(map, nothing, (value) => ({ value })).width).toBe(0)
  })
})

describe('a proposal', () => {
  it('counts and keeps only what locks let through', () => {
    const map = mapOf('0210')
    const proposal = proposeOperation(map, findAllOf(map, 1), { operation: 'grow', amount: 1 })
    const checked = checkProposal(map, proposal, (_, existing) => existing !== 2)
    expect(checked.pixelCount).toBe(1)
    paintProposal(map, checked, (value) => ({ value }))
    expect(rowsOf(map)).toEqual(['0211'])
  })
})

/** The map with a margin of background. */
function padded(map: LabelMap, margin: number): LabelMap {
  const wide = createLabelMap(map.width + 2 * margin, map.height + 2 * margin)
  for (let y = 0; y < map.height; y++) {
    const row = map.data.subarray(y * map.width, (y + 1) * map.width)
    wide.data.set(row, (y + margin) * wide.width + margin)
  }
  return wide
}
