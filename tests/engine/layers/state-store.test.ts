import { describe, expect, it } from 'vitest'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import type { StateDeclaration } from '../../../src-main/engine/layers/state-store.ts'
import {
  StateStore,
  initialTensor,
  uniformFanIn,
} from '../../../src-main/engine/layers/state-store.ts'
import { numbers } from '../networks/tiny-network.ts'

const weight: StateDeclaration = {
  name: 'head.weight',
  shape: [100],
  initializer: uniformFanIn(16),
  origin: 'new',
  role: 'parameter',
}

describe('states', () => {
  it('begin with numbers that depend on seed and name alone', () => {
    expect(initialTensor(weight, 1)).toEqual(initialTensor(weight, 1))
    expect(initialTensor(weight, 1)).not.toEqual(initialTensor(weight, 2))
    expect(initialTensor(weight, 1)).not.toEqual(initialTensor({ ...weight, name: 'other' }, 1))
  })

  it('begin uniform within one over the root of the fan-in', () => {
    const values = numbers(initialTensor(weight, 3))
    expect(Math.max(...values)).toBeLessThanOrEqual(0.25)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.25)
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.4)
  })

  it('are shared by all graphs of a model, with one shape', () => {
    const store = new StateStore()
    store.declare(new Graph(), weight)
    store.declare(new Graph(), weight)
    expect([...store.declarations.keys()]).toEqual(['head.weight'])
    expect(() => store.declare(new Graph(), { ...weight, shape: [7] })).toThrow(/\[100\].*\[7\]/)
  })
})
