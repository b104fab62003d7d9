// A batch that passes the encoder in parts learns what it would have learned as a whole, and needs less memory.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { createTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import type { MethodOptions } from '../../../src-main/engine/methods/method.ts'
import { findMethod } from '../../../src-main/engine/methods/methods.ts'
import type { TrainingBatch } from '../../../src-main/engine/training/batch-source.ts'
import { numbers } from '../networks/tiny-network.ts'
import type { OneStep } from './toy-training.ts'
import { BATCH, TOY_OPTIONS, oneStep } from './toy-training.ts'

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(() => executor.dispose())

function frozen(encoderParts: number): MethodOptions {
  const hyperparameters = { ...TOY_OPTIONS.hyperparameters, normalization: 'frozen' } as const
  return { ...TOY_OPTIONS, hyperparameters, encoderParts }
}

/** The first image in the place of all: statistics of a part are then those of the batch. */
function repeated({ image, labels }: TrainingBatch): TrainingBatch {
  const fill = (tensor: Tensor): Tensor => {
    const one = numbers(tensor).slice(0, numbers(tensor).length / BATCH)
    const data = Array.from({ length: BATCH }, () => one).flat()
    const array = tensor.dataType === 'int32' ? Int32Array.from(data) : Float32Array.from(data)
    return createTensor(tensor.dataType, tensor.shape, array)
  }
  return labels === undefined
    ? { image: fill(image) }
    : { image: fill(image), labels: fill(labels) }
}

function expectAlike(part: OneStep, whole: OneStep, isCompared: (name: string) => boolean): void {
  for (const field of ['losses', 'tensors'] as const) {
    expect([...part[field].keys()]).toEqual([...whole[field].keys()])
    for (const [name, tensor] of whole[field]) {
      if (!isCompared(name)) continue
      const [own, expected] = [numbers(part[field].get(name)), numbers(tensor)]
      const largest = Math.max(...expected.map(Math.abs), 1e-3)
      for (const [i, value] of expected.entries()) {
        expect(Math.abs(own[i]! - value) / largest, `${name}[${i}]`).toBeLessThan(2e-4)
      }
    }
  }
}

describe.each([
  ['source-only', 1],
  ['stage1', 1],
  ['stage2', 2],
] as const)('%s', (method, iteration) => {
  it('learns from two parts what it learns from the whole batch', async () => {
    const [whole, parts] = [1, 2].map((count) => findMethod(method).build(frozen(count)))
    expect(parts!.identity).not.toBe(whole!.identity)
    const [one, two] = [await oneStep(executor, whole!, iteration), await oneStep(executor, parts!, iteration)] // prettier-ignore
    expectAlike(two, one, () => true)
  })
})

it('normalizes each part by its own statistics, and moves the running ones once a part', async () => {
  const [whole, parts] = [1, 2].map((encoderParts) =>
    findMethod('stage1').build({ ...TOY_OPTIONS, encoderParts }),
  )
  const one = await oneStep(executor, whole!, 1, repeated)
  const two = await oneStep(executor, parts!, 1, repeated)
  expectAlike(two, one, (name) => !name.includes('.running'))

  // Source and target move the mean by a tenth each time: 2 times for the batch, 4 times for two parts each.
  const name = [...one.tensors.keys()].find((key) => /encoder.*runningMean$/.test(key))!
  const [means, moved] = [numbers(one.tensors.get(name)), numbers(two.tensors.get(name))]
  expect(Math.abs(moved[0]!)).toBeGreaterThan(Math.abs(means[0]!))
})
