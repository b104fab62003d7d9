import { describe, expect, it } from 'vitest'
import { readWeights } from '../../../../src-main/adapters/weights/formats/read-weights.ts'
import { encodeSafetensors } from '../../../../src-main/engine/checkpoint/safetensors.ts'
import { float32Tensor, int64Tensor } from '../../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../../src-main/engine/graph/types.ts'
import {
  GOLDEN_WEIGHTS,
  expectedWeights,
  goldenBytes,
  plainWeights,
  refusal,
} from './golden-weights.ts'

describe('readWeights', () => {
  it.each(GOLDEN_WEIGHTS)('reads %s as PyTorch or numpy wrote it', (name) => {
    expect(plainWeights(readWeights(goldenBytes(name), name))).toEqual(expectedWeights(name))
  })

  it('gives tensors in the order of the file', () => {
    const { tensors } = readWeights(goldenBytes('network.pth'), 'network.pth')
    expect([...tensors.keys()].slice(0, 4)).toEqual([
      '0.weight',
      '1.weight',
      '1.bias',
      '1.running_mean',
    ])
  })

  it('shares no memory with the bytes, not even at an odd place of a larger buffer', () => {
    for (const name of GOLDEN_WEIGHTS) {
      const bytes = Buffer.concat([Uint8Array.of(9), goldenBytes(name)]).subarray(1)
      const file = readWeights(bytes, name)
      bytes.fill(0xee)
      expect(plainWeights(file)).toEqual(expectedWeights(name))
    }
  })

  it('reads safetensors', () => {
    const tensors = new Map<string, Tensor>([
      ['weight', float32Tensor([2], [1, 2])],
      ['steps', int64Tensor([], [3])],
    ])
    const bytes = encodeSafetensors({ tensors, metadata: { made: 'here' } })
    expect(readWeights(bytes, 'a')).toEqual({ format: 'safetensors', tensors, ignored: [] })
  })

  it.each([
    ['nothing', [], 'something else'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0], 'something else'],
    ['a Keras file', [0x89, 0x48, 0x44, 0x46, 13, 10], 'tensorflowjs_converter'],
    ['a nameless array', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'numpy.savez'],
    ['a model.json', [0x7b, 0x7d], 'together with its shards'],
    ['another pickle', [0x80, 4, 0x4e, 0x2e], 'torch.save'],
    ['an empty zip', [0x50, 0x4b, 5, 6, ...Array<number>(18).fill(0)], 'a zip archive of other'],
  ])('lists what can be read when it is given %s', (_, bytes, hint) => {
    const refused = refusal(() => readWeights(Uint8Array.from(bytes), 'x.bin'))
    expect(refused?.kind).toBe('unsupported')
    expect(refused?.message).toContain(hint)
    expect(refused?.message).toContain(
      'Readable are safetensors (float32), NumPy .npz, ONNX, and PyTorch .pth or .pt',
    )
  })

  it.each(GOLDEN_WEIGHTS)('calls %s damaged wherever it is cut', (name) => {
    const bytes = goldenBytes(name)
    for (let length = 16; length < bytes.length; length += 37) {
      const refused = refusal(() => readWeights(bytes.subarray(0, length), name))
      expect(refused?.kind).toBe('corrupt')
      expect(refused?.message.startsWith(`${name}: `)).toBe(true)
    }
  })
})
