import { describe, expect, it } from 'vitest'
import type { Checkpoint } from '../../../src-main/engine/checkpoint/checkpoint.ts'
import {
  decodeCheckpoint,
  encodeCheckpoint,
} from '../../../src-main/engine/checkpoint/checkpoint.ts'
import { encodeSafetensors } from '../../../src-main/engine/checkpoint/safetensors.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'

const checkpoint: Checkpoint = {
  method: 'stage1',
  identity: '["stage1"]',
  iteration: 12,
  totalIterations: 100,
  seed: 1234,
  dataState: '{"epoch":1}',
  tensors: new Map([['network.classifier.weight', float32Tensor([1, 2], [0.5, -1])]]),
}

describe('checkpoint', () => {
  it('comes back as it was saved', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint), 'last')).toEqual(checkpoint)
  })

  it('is not any other safetensors file', () => {
    const weights = encodeSafetensors({ tensors: checkpoint.tensors, metadata: {} })
    expect(() => decodeCheckpoint(weights, 'last')).toThrow(/expected the format .*, found none/)
  })

  it.each([
    ['without an iteration', {}],
    ['with a negative iteration', { iteration: '-1' }],
    ['with a broken iteration', { iteration: '1.5' }],
  ])('is refused %s', (_, change) => {
    const metadata: Record<string, string> = {
      format: 'pss-studio-checkpoint-1',
      method: 'stage1',
      identity: '',
      totalIterations: '1',
      seed: '1',
      dataState: '',
      ...change,
    }
    const file = encodeSafetensors({ tensors: new Map(), metadata })
    expect(() => decodeCheckpoint(file, 'last')).toThrow(/iteration/)
  })
})
