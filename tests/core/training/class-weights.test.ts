import { describe, expect, it } from 'vitest'
import { classWeights } from '../../../src-main/core/training/class-weights.ts'

describe('class weights', () => {
  it('are the inverse square root of the share, with a mean of 1 over all pixels', () => {
    const weights = classWeights([900, 100], 0.5)
    expect(weights[1]! / weights[0]!).toBeCloseTo(3, 10)
    expect((900 * weights[0]! + 100 * weights[1]!) / 1000).toBeCloseTo(1, 10)
  })

  it('are 1 for every class at exponent 0, and 0 where there are no pixels', () => {
    expect(classWeights([5, 3, 0], 0)).toEqual([1, 1, 0])
  })
})
