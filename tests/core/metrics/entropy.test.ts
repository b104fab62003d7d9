import { describe, expect, it } from 'vitest'
import {
  imageScore,
  makePseudoLabels,
  selectEasiest,
  selfInformation,
} from '../../../src-main/core/metrics/entropy.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { fc, labelMaps } from '../arbitraries.ts'

describe('self-information', () => {
  it('is 1/21 per channel for a uniform prediction and 0 for a sure one', () => {
    expect(selfInformation(1 / 21)).toBeCloseTo(1 / 21, 12)
    expect([selfInformation(1), selfInformation(0)].map(Math.abs)).toEqual([0, 0])
  })

  it('averages to the score of an image', () => {
    expect(imageScore(Float32Array.of(1, 1))).toBeCloseTo(1 / 21, 12)
    expect(imageScore(Float32Array.of(0, 0.5))).toBeCloseTo(0.25 / 21, 12)
  })
})

describe('the easiest images', () => {
  it('are the first int(r n) by rising score, equal ones in their order', () => {
    expect(selectEasiest([0.3, 0.1, 0.2, 0.1, 0.5], 0.5)).toEqual([1, 3])
    expect(selectEasiest([0.3, 0.1, 0.2], 1)).toEqual([1, 2, 0])
    expect(selectEasiest([], 0.5)).toEqual([])
  })

  it('never score worse than one left out', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 })
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (list, ratio) => {
        const chosen = new Set(selectEasiest(list, ratio))
        expect(chosen.size).toBe(Math.trunc(ratio * list.length))
        const worst = Math.max(-1, ...[...chosen].map((i) => list[i]!))
        list.forEach((score, i) => {
          if (!chosen.has(i)) expect(score).toBeGreaterThanOrEqual(worst)
        })
      }),
    )
  })
})

describe('pseudo-labels', () => {
  const prediction = createLabelMap(4, 1, Uint8Array.of(0, 0, 12, 12))
  const entropy = Float32Array.of(0.1, 0.9, 0.2, 0.3)

  it.each([
    [{ kind: 'none' }, [0, 0, 12, 12]],
    [{ kind: 'background' }, [255, 255, 12, 12]],
    [{ kind: 'unreliable', quantile: 0.5, within: 'image' }, [0, 255, 12, 255]],
    [{ kind: 'unreliable', quantile: 0, within: 'class' }, [0, 255, 12, 255]],
    [{ kind: 'unreliable', quantile: 1, within: 'class' }, [0, 0, 12, 12]],
  ] as const)('by the rule %j', (rule, expected) => {
    expect([...makePseudoLabels(prediction, entropy, rule).data]).toEqual(expected)
  })

  it('keep a pixel or make it void, nothing else, and leave the prediction alone', () => {
    fc.assert(
      fc.property(labelMaps, fc.double({ min: 0, max: 1, noNaN: true }), (labelMap, quantile) => {
        const before = labelMap.data.slice()
        const unsure = Float32Array.from(before, (_, i) => ((i * 7919) % 101) / 101)
        const rule = { kind: 'unreliable', quantile, within: 'class' } as const
        const made = makePseudoLabels(labelMap, unsure, rule).data
        expect(labelMap.data).toEqual(before)
        expect(made.every((value, i) => value === before[i] || value === 255)).toBe(true)
      }),
    )
  })
})
