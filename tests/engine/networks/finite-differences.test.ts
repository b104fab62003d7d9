// The gradient of the whole tiny network, every kind of layer in one chain, against finite differences.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import type { Executor, Program } from '../../../src-main/engine/executor/executor.ts'
import { createTensor, filledTensor, int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import { segmentationLoss } from '../../../src-main/engine/losses/segmentation-loss.ts'
import { selfInformation } from '../../../src-main/engine/losses/self-information.ts'
import { segment } from '../../../src-main/engine/networks/segmentation-network.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { resizeBilinear } from '../../../src-main/engine/operators/composite/resize.ts'
import { reduceMean } from '../../../src-main/engine/operators/reduce.ts'
import { newContext, numbers, randomTensor, tinyEncoder } from './tiny-network.ts'

/** Small: batch norm over the two values of the pyramid's first bin bends the loss strongly. */
const STEP = 2e-5

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

it('points where finite differences point, for each part of the network', async () => {
  const { program, first, feeds } = await compileLoss()
  const at = (tensors: ReadonlyMap<string, Tensor>) => run(program, tensors, feeds)
  const slopes = await at(first)
  const parts = Map.groupBy(
    [...first.keys()].filter((name) => slopes.has(`gradient ${name}`)),
    (name) => name.split('.').slice(0, 2).join('.'),
  )
  expect([...parts.keys()].sort()).toEqual([
    'network.auxiliary',
    'network.classifier',
    'network.encoder',
    'network.group',
    'network.pyramid',
  ])
  for (const [part, names] of parts) {
    const direction = new Map(names.map((name) => [name, sameDirection(slopes, name)]))
    const moved = async (step: number) =>
      numbers((await at(shifted(first, direction, step))).get('loss'))[0]!
    const difference = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP)
    const derivative = names.reduce((sum, name) => {
      const slope = numbers(slopes.get(`gradient ${name}`))
      return sum + direction.get(name)!.reduce((total, d, i) => total + d * slope[i]!, 0)
    }, 0)
    expect(
      Math.abs(difference / derivative - 1),
      `${part}: ${difference}, ${derivative}`,
    ).toBeLessThan(0.02)
  }
})

/** Loss and gradients of two images, ignored pixels among them. */
async function compileLoss(): Promise<{
  program: Program
  first: Map<string, Tensor>
  feeds: Map<string, Tensor>
}> {
  const { graph, context, states } = newContext('training')
  const image = graph.input('image', 'float32', [2, 3, 32, 32])
  const labels = graph.input('labels', 'int32', [2, 32, 32])
  const config = { encoder: tinyEncoder, outputStride: 8, width: 8, groupMode: 'paper' } as const
  const logits = segment(context, image, config)
  const full = resizeBilinear(logits.main, [32, 32], { alignCorners: true })
  const auxiliary = resizeBilinear(logits.auxiliary!, [32, 32], { alignCorners: true })
  const { total } = segmentationLoss({ main: full, auxiliary }, labels, {
    auxiliaryWeight: 0.4,
    classWeights: [],
  })
  const loss = add(total, reduceMean(selfInformation(full)))
  graph.output('loss', loss)
  const parameters = [...context.parameters.values()]
  for (const [i, slope] of gradients(loss, parameters).entries()) {
    graph.output(`gradient ${parameters[i]!.name}`, slope)
  }
  const random = createRandom(3)
  const values = Array.from({ length: 2 * 32 * 32 }, () =>
    random.integer(9) === 0 ? 255 : random.integer(3),
  )
  const feeds = new Map<string, Tensor>([
    ['image', randomTensor([2, 3, 32, 32], 2)],
    ['labels', int32Tensor([2, 32, 32], values)],
    ...context.dropouts.map(
      ({ feed, shape }) => [feed, filledTensor('float32', shape, 1)] as const,
    ),
  ])
  const first = new Map(
    [...states.declarations].map(([name, s]) => [name, initialTensor(s, 1)] as const),
  )
  return { program: await executor.compile(graph), first, feeds }
}

async function run(
  program: Program,
  tensors: ReadonlyMap<string, Tensor>,
  feeds: ReadonlyMap<string, Tensor>,
): Promise<ReadonlyMap<string, Tensor>> {
  const state = await executor.createState(tensors)
  const results = await program.run(feeds, state)
  await state.dispose()
  return results
}

/** The sign of the gradient: a direction with a large derivative, so that rounding matters little. */
function sameDirection(slopes: ReadonlyMap<string, Tensor>, name: string): number[] {
  return numbers(slopes.get(`gradient ${name}`)).map(Math.sign)
}

function shifted(
  tensors: ReadonlyMap<string, Tensor>,
  direction: ReadonlyMap<string, readonly number[]>,
  step: number,
): Map<string, Tensor> {
  return new Map(
    [...tensors].map(([name, tensor]) => {
      const along = direction.get(name)
      if (along === undefined) return [name, tensor]
      const moved = Float32Array.from(numbers(tensor), (value, i) => value + step * along[i]!)
      return [name, createTensor('float32', tensor.shape, moved)]
    }),
  )
}
