import { describe, expect, it } from 'vitest'
import {
  firstTensors,
  modelTensors,
  translateWeights,
} from '../../../src-main/engine/checkpoint/pretrained-weights.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import type { StateDeclaration } from '../../../src-main/engine/layers/state-store.ts'
import { uniformFanIn } from '../../../src-main/engine/layers/state-store.ts'
import { tinyEncoder } from '../networks/tiny-network.ts'

const declarations = new Map(
  (
    [
      {
        name: 'network.encoder.weight',
        shape: [2],
        initializer: uniformFanIn(1),
        origin: 'pretrained',
        role: 'parameter',
      },
      {
        name: 'network.head.weight',
        shape: [2],
        initializer: uniformFanIn(4),
        origin: 'new',
        role: 'parameter',
      },
      {
        name: 'optimizer.velocity.network.head.weight',
        shape: [2],
        initializer: { kind: 'constant', value: 0 },
        origin: 'new',
        role: 'optimizer',
      },
    ] satisfies StateDeclaration[]
  ).map((declaration) => [declaration.name, declaration]),
)
const pretrained = new Map([['network.encoder.weight', float32Tensor([2], [1, 2])]])
const [encoder, head, velocity] = [...declarations.keys()] as [string, string, string]

describe('weights', () => {
  it('come under the names of the engine, unknown ones are reported', () => {
    const tensors = new Map([
      ['stem.conv.weight', float32Tensor([1], [1])],
      ['classifier', float32Tensor([1], [1])],
    ])
    const translated = translateWeights({ tensors, metadata: {} }, tinyEncoder)
    expect([...translated.tensors.keys()]).toEqual(['network.encoder.stem.conv.weight'])
    expect(translated.unknown).toEqual(['classifier'])
  })

  it('lose the biases before batch norm to its running mean', () => {
    const tensors = new Map([
      ['stem.conv.bias', float32Tensor([2], [1, -2])],
      ['stem.norm.runningMean', float32Tensor([2], [5, 5])],
    ])
    const translated = translateWeights({ tensors, metadata: {} }, tinyEncoder)
    expect([...translated.tensors]).toEqual([
      ['network.encoder.stem.norm.runningMean', float32Tensor([2], [4, 7])],
    ])
    expect(translated.unknown).toEqual([])
  })

  it('with a bias that no running mean can take are refused', () => {
    const bias = ['stem.conv.bias', float32Tensor([2], [1, 2])] as const
    const mean = ['stem.norm.runningMean', float32Tensor([3], [1, 2, 3])] as const
    const translate = (...file: (readonly [string, Tensor])[]) =>
      translateWeights({ tensors: new Map(file), metadata: {} }, tinyEncoder)
    expect(() => translate(bias)).toThrow(/runningMean is missing, but the bias .* float32 \[2\]/)
    expect(() => translate(bias, mean)).toThrow(/runningMean is float32 \[3\], but/)
  })

  it('fill the encoder, while heads start at random and moments at zero', () => {
    const first = firstTensors(declarations, { seed: 1, pretrained })
    expect(first.get(encoder)).toEqual(float32Tensor([2], [1, 2]))
    expect(first.get(head)?.data.every((value) => Math.abs(Number(value)) <= 0.5)).toBe(true)
    expect(first.get(velocity)).toEqual(float32Tensor([2], [0, 0]))
  })

  it('of an earlier stage replace all but the optimizer states', () => {
    const continued = new Map(
      [...declarations.keys()].map((name) => [name, float32Tensor([2], [7, 7])]),
    )
    const first = firstTensors(declarations, { seed: 1, pretrained: new Map(), continued })
    expect(first.get(encoder)).toEqual(float32Tensor([2], [7, 7]))
    expect(first.get(head)).toEqual(float32Tensor([2], [7, 7]))
    expect(first.get(velocity)).toEqual(float32Tensor([2], [0, 0]))
  })

  it('that miss a tensor are refused by its name', () => {
    expect(() => firstTensors(declarations, { seed: 1, pretrained: new Map() })).toThrow(encoder)
    expect(() => modelTensors(declarations, pretrained)).toThrow(head)
  })

  it('of another shape are refused with both shapes', () => {
    const wrong = new Map([[encoder, float32Tensor([3], [1, 2, 3])]])
    const start = () => firstTensors(declarations, { seed: 1, pretrained: wrong })
    expect(start).toThrow(/network.encoder.weight should be float32 \[2\], but is float32 \[3\]/)
  })
})
