// The executor port: state across runs, both runtimes by one suite, and onnxruntime's own errors.

import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, expect, it } from 'vitest'
import { listProviders } from '../../../src-main/adapters/onnxruntime/list-providers.ts'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { runtimeError } from '../../../src-main/adapters/onnxruntime/runtime-error.ts'
import { createTfjsExecutor, tfjsKernels } from '../../../src-main/adapters/tfjs/tfjs-executor.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import { float32Tensor, int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Shape, Tensor } from '../../../src-main/engine/graph/types.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { batchNormalization } from '../../../src-main/engine/operators/batch-normalization.ts'
import { conv } from '../../../src-main/engine/operators/conv.ts'
import { crossEntropy } from '../../../src-main/engine/operators/cross-entropy.ts'
import { multiply } from '../../../src-main/engine/operators/multiply.ts'
import { OPERATORS } from '../../../src-main/engine/operators/registry.ts'
import { relu } from '../../../src-main/engine/operators/relu.ts'
import { subtract } from '../../../src-main/engine/operators/subtract.ts'
import { said } from '../../../src-main/core/said.ts'

await tf.setBackend('cpu')
const onnxruntime = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 2 })
const EXECUTORS = [onnxruntime, createTfjsExecutor(tf)]

afterAll(async () => {
  for (const executor of EXECUTORS) await executor.dispose()
})

describe.each(EXECUTORS)('the executor on $description.runtime', (executor) => {
  it('says what it is', () => {
    expect(executor.description.provider).toBe('cpu')
    expect(executor.description.runtime).toMatch(/\d+\.\d+\.\d+/)
  })

  it('keeps state across runs and programs', async () => {
    const counting = await executor.compile(counter(1))
    const doubling = await executor.compile(counter(2))
    const state = await executor.createState(new Map([['count', float32Tensor([2], [1, 5])]]))
    const seen: number[][] = []
    for (const program of [counting, counting, doubling, counting]) {
      const outputs = await program.run(new Map([['one', float32Tensor([2], [1, 1])]]), state)
      seen.push(numbers(outputs.get('before')))
    }
    expect(seen).toEqual([
      [1, 5],
      [2, 6],
      [3, 7],
      [8, 16],
    ])
    expect(numbers((await state.read()).get('count'))).toEqual([9, 17])
    await state.write(new Map([['count', float32Tensor([2], [0, -1])]]))
    expect(numbers((await state.read(['count'])).get('count'))).toEqual([0, -1])
    await counting.dispose()
    await doubling.dispose()
    await state.dispose()
  })

  it('reads copies: later runs do not change them', async () => {
    const program = await executor.compile(counter(1))
    const first = float32Tensor([2], [1, 5])
    const state = await executor.createState(new Map([['count', first]]))
    const before = (await state.read()).get('count')
    for (let i = 0; i < 3; i++) await program.run(new Map([['one', first]]), state)
    expect(numbers(before)).toEqual([1, 5])
    expect(numbers(first)).toEqual([1, 5])
  })

  it('gives inputs, constants and state back unchanged, also under two names', async () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    const y = relu(x)
    const values = [x, y, y, graph.constant(float32Tensor([2], [3, 4])), graph.state('s', [2])]
    for (const [i, value] of values.entries()) graph.output(`out${i}`, value)
    graph.update('s', y)
    const program = await executor.compile(graph)
    const state = await executor.createState(new Map([['s', float32Tensor([2], [8, 9])]]))
    const outputs = await program.run(new Map([['x', float32Tensor([2], [-1, 2])]]), state)
    expect([...outputs.values()].map(numbers)).toEqual([
      [-1, 2],
      [0, 2],
      [0, 2],
      [3, 4],
      [8, 9],
    ])
    expect(numbers((await state.read()).get('s'))).toEqual([0, 2])
  })

  it('explains wrong feeds and wrong state', async () => {
    const program = await executor.compile(counter(1))
    const state = await executor.createState(new Map([['count', float32Tensor([2], [1, 5])]]))
    const one = float32Tensor([2], [1, 1])
    const feed = async (...feeds: [string, Tensor][]) => await program.run(new Map(feeds), state)
    await expect(feed()).rejects.toThrow('needs exactly the inputs one')
    await expect(feed(['one', one], ['two', one])).rejects.toThrow('needs exactly the inputs one')
    await expect(feed(['one', float32Tensor([1], [1])])).rejects.toThrow('float32 [2]')
    await expect(feed(['one', int32Tensor([2], [1, 1])])).rejects.toThrow('float32 [2]')
    await expect(state.write(new Map([['sum', one]]))).rejects.toThrow('no tensor sum')
    await expect(state.write(new Map([['count', float32Tensor([1], [1])]]))).rejects.toThrow(
      'state count',
    )
    const empty = await executor.createState(new Map())
    await expect(program.run(new Map([['one', one]]), empty)).rejects.toThrow('no tensor count')
    expect(numbers((await state.read()).get('count'))).toEqual([1, 5])
  })

  it('trains bit-reproducibly', async () => {
    const train = async () => {
      const program = await executor.compile(trainingStep())
      const state = await executor.createState(firstState())
      const losses: number[] = []
      for (let i = 0; i < 3; i++) {
        losses.push(...numbers((await program.run(batch(), state)).get('loss')))
      }
      return { losses, weight: numbers((await state.read()).get('weight')) }
    }
    const [once, again] = [await train(), await train()]
    expect(again).toEqual(once)
    expect(once.losses[2]).toBeLessThan(once.losses[0] ?? 0)
  })
})

describe('onnxruntime', () => {
  it('offers the cpu', () => {
    expect(listProviders()).toContain('cpu')
  })

  it('refuses a provider that the platform lacks and lists the others', async () => {
    const offered = listProviders()
    const missing = (['dml', 'coreml'] as const).find((provider) => !offered.includes(provider))
    const opening = createOnnxruntimeExecutor({ provider: missing ?? 'dml', threads: 1 })
    await expect(opening).rejects.toThrow(/has no provider .*; choose one of cpu/)
  })

  it('refuses two runs at once on one state', async () => {
    const program = await onnxruntime.compile(counter(1))
    const state = await onnxruntime.createState(new Map([['count', float32Tensor([2], [1, 5])]]))
    const feeds = new Map([['one', float32Tensor([2], [1, 1])]])
    const runs = [program.run(feeds, state), program.run(feeds, state)]
    const settled = await Promise.allSettled(runs)
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(numbers((await state.read()).get('count'))).toEqual([2, 6])
  })

  it('refuses a program that was disposed of', async () => {
    const program = await onnxruntime.compile(counter(1))
    await program.dispose()
    await program.dispose()
    const state = await onnxruntime.createState(new Map([['count', float32Tensor([2], [1, 5])]]))
    await expect(program.run(new Map(), state)).rejects.toThrow('disposed')
  })

  it.each([
    ['bad_alloc', 'outOfMemory'],
    ['Failed to allocate memory for requested buffer of size 1', 'outOfMemory'],
    ['WebGPU device lost (2): A valid external Instance reference no longer exists.', 'io'],
    ['DXGI_ERROR_DEVICE_REMOVED', 'io'],
  ])('turns "%s" into %s', (text, kind) => {
    expect(runtimeError(new Error(text), said`running a program`, 'webgpu')).toMatchObject({ kind })
  })
})

it('tfjs has a kernel for every primitive operator', () => {
  const primitives = OPERATORS.filter(({ kind }) => kind === 'primitive').map(({ type }) => type)
  expect([...tfjsKernels().keys()].sort()).toEqual(primitives.sort())
})

function numbers(tensor: Tensor | undefined): number[] {
  return [...(tensor?.data ?? [])].map(Number)
}

/** count = (count + one) * factor; gives the count before. */
function counter(factor: number): Graph {
  const graph = new Graph()
  const count = graph.state('count', [2])
  graph.output('before', multiply(count, 1))
  graph.update('count', multiply(add(count, graph.input('one', 'float32', [2])), factor))
  return graph
}

const SHAPES = { weight: [6, 3, 3, 3], scale: [6], bias: [6] } as const

function trainingStep(): Graph {
  const graph = new Graph()
  const image = graph.input('image', 'float32', [2, 3, 12, 12])
  const labels = graph.input('labels', 'int32', [2, 6, 6])
  const weight = graph.state('weight', SHAPES.weight)
  const scale = graph.state('scale', SHAPES.scale)
  const bias = graph.state('bias', SHAPES.bias)
  const convolved = conv(image, weight, { padding: 1, strides: 2 })
  const loss = crossEntropy(relu(batchNormalization(convolved, scale, bias).y), labels).mean
  const parameters = [weight, scale, bias]
  for (const [i, gradient] of gradients(loss, parameters).entries()) {
    const parameter = parameters[i]
    if (parameter === undefined) continue
    graph.update(parameter.name, subtract(parameter, multiply(gradient, 0.5)))
  }
  graph.output('loss', loss)
  return graph
}

function random(shape: Shape, seed: number): Tensor {
  const source = createRandom(seed)
  const count = shape.reduce((product, size) => product * size, 1)
  return float32Tensor(
    shape,
    Array.from({ length: count }, () => source.normal()),
  )
}

function firstState(): Map<string, Tensor> {
  return new Map(Object.entries(SHAPES).map(([name, shape], i) => [name, random(shape, i)]))
}

function batch(): Map<string, Tensor> {
  const source = createRandom(9)
  const labels = Array.from({ length: 72 }, () =>
    source.uniform() < 0.1 ? 255 : source.integer(6),
  )
  return new Map([
    ['image', random([2, 3, 12, 12], 8)],
    ['labels', int32Tensor([2, 6, 6], labels)],
  ])
}
