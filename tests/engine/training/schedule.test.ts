import { describe, expect, it } from 'vitest'
import { polyFactor } from '../../../src-main/engine/training/schedule.ts'

describe('poly schedule', () => {
  it('begins at the full rate and falls with every iteration, but never to zero', () => {
    const factors = Array.from({ length: 100 }, (_, i) => polyFactor(i + 1, 100))
    expect(factors[0]).toBe(1)
    expect(factors.every((factor, i) => i === 0 || factor < (factors[i - 1] ?? 0))).toBe(true)
    expect(factors.at(-1)).toBeCloseTo(0.01 ** 0.9, 10)
  })
})
