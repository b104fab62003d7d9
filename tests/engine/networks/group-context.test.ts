import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { createTensor, filledTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import {
  attentionWeights,
  groupContext,
  regionRepresentations,
  regionWeights,
} from '../../../src-main/engine/networks/group-context.ts'
import type { GroupMode } from '../../../src-main/engine/networks/group-source.ts'
import { sourceOfBatch } from '../../../src-main/engine/networks/group-source.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import { reduceSum } from '../../../src-main/engine/operators/reduce.ts'
import { slice } from '../../../src-main/engine/operators/slice-and-pad.ts'
import { largestDifference, newContext, numbers, randomTensor, runGraph } from './tiny-network.ts'

/** Half of it is no multiple of the classes, lest the released reshape falls into place. */
const WIDTH = 8
const CLASSES = 3

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

interface Variant {
  readonly onlyFirstRegions?: boolean
  readonly mode?: GroupMode
}

/** Runs the module in evaluation on x [n, 8, 2, 3] and auxiliary logits [n, 3, 2, 3]. */
async function evaluate(
  x: Tensor,
  logits: Tensor,
  { onlyFirstRegions = false, mode = 'paper' }: Variant = {},
): Promise<ReadonlyMap<string, Tensor>> {
  const { graph, states, context } = newContext('inference')
  const features = graph.input('x', 'float32', x.shape)
  const auxiliary = graph.input('auxiliary', 'float32', logits.shape)
  const all = regionRepresentations(features, auxiliary)
  const regions = onlyFirstRegions ? slice(all, [{ axis: 0, end: 1 }]) : all
  graph.output('r', regionWeights(auxiliary))
  graph.output('f', all)
  graph.output(
    'w',
    graph.scope('group', () => attentionWeights(context, features, { mode: 'paper', regions })),
  )
  const source = sourceOfBatch(mode, features, () => regions)
  graph.output('result', groupContext(context, features, source))
  return await runGraph(executor, { graph, states }, new Map([['x', x], ['auxiliary', logits]])) // prettier-ignore
}

function gather(x: Tensor<'float32'>, images: readonly number[]): Tensor<'float32'> {
  const size = x.data.length / (x.shape[0] ?? 1)
  const parts = images.flatMap((image) => [...x.data.subarray(image * size, (image + 1) * size)])
  return createTensor('float32', x.shape.with(0, images.length), Float32Array.from(parts))
}

const x = randomTensor([4, WIDTH, 2, 3], 1)
const logits = randomTensor([4, CLASSES, 2, 3], 2)

describe('group region context', () => {
  it('weighs the positions of a class to a sum of one (eq 4)', async () => {
    const r = numbers((await evaluate(x, logits)).get('r'))
    for (let row = 0; row < 4 * CLASSES; row++) {
      const sum = r.slice(row * 6, row * 6 + 6).reduce((total, value) => total + value, 0)
      expect(sum).toBeCloseTo(1, 5)
    }
  })

  it('represents every region of a constant image by that constant', async () => {
    const constant = filledTensor('float32', [1, WIDTH, 2, 3], 0.75)
    const f = (await evaluate(constant, gather(logits, [0]))).get('f')
    expect(f?.shape).toEqual([1, CLASSES, WIDTH])
    expect(numbers(f).every((value) => Math.abs(value - 0.75) < 1e-6)).toBe(true)
  })

  it('attends to the regions of all images with weights that sum to one (eq 6)', async () => {
    const w = (await evaluate(x, logits)).get('w')
    expect(w?.shape).toEqual([4 * 6, 4 * CLASSES])
    for (let row = 0; row < 24; row++) {
      const sum = numbers(w)
        .slice(row * 12, row * 12 + 12)
        .reduce((total, value) => total + value, 0)
      expect(sum).toBeCloseTo(1, 5)
    }
  })

  it.each(['paper', 'official-fixed', 'global'] as const)(
    'permutes its output when the images are permuted, in the mode %s',
    async (mode) => expect(await changeByPermutation(mode)).toBeLessThan(1e-5),
  )

  it('as released depends on the order of the images', async () => {
    expect(await changeByPermutation('official-exact')).toBeGreaterThan(1e-3)
  })

  it('is plain object context when the group is one image, and differs in a larger one', async () => {
    const own = (await evaluate(gather(x, [0]), gather(logits, [0]))).get('result')
    const alone = (
      await evaluate(gather(x, [0, 1]), gather(logits, [0, 1]), { onlyFirstRegions: true })
    ).get('result')
    const together = (await evaluate(gather(x, [0, 1]), gather(logits, [0, 1]))).get('result')
    expect(largestDifference(own, gather(alone as Tensor<'float32'>, [0]))).toBeLessThan(1e-6)
    expect(largestDifference(own, gather(together as Tensor<'float32'>, [0]))).toBeGreaterThan(1e-5)
  })

  it('gives eight copies of an image what it gives one', async () => {
    const copies = Array.from({ length: 8 }, () => 1)
    const eight = (await evaluate(gather(x, copies), gather(logits, copies))).get('result')
    const one = (await evaluate(gather(x, [1]), gather(logits, [1]))).get('result')
    expect(largestDifference(gather(eight as Tensor<'float32'>, [5]), one)).toBeLessThan(1e-5)
  })

  it('starts as its input when it is a residual, and learns from there', async () => {
    const { graph, states, context } = newContext('inference')
    const positive = createTensor('float32', x.shape, x.data.map(Math.abs))
    const features = graph.input('x', 'float32', x.shape)
    const regions = regionRepresentations(
      features,
      graph.input('auxiliary', 'float32', logits.shape),
    )
    const result = groupContext(context, features, { mode: 'paper', regions }, 'residual')
    graph.output('result', result)
    const scale = context.parameters.get('group.psi.norm.scale')
    expect(scale).toBeDefined()
    const [slope] = gradients(reduceSum(result), [scale!])
    graph.output('slope', slope!)
    const feeds = new Map([['x', positive], ['auxiliary', logits]]) // prettier-ignore
    const results = await runGraph(executor, { graph, states }, feeds)
    expect(results.get('result')?.data).toEqual(positive.data)
    expect(Math.max(...numbers(results.get('slope')).map(Math.abs))).toBeGreaterThan(0.1)
  })

  it('drops whole channels in training alone', () => {
    const { graph, context } = newContext('training')
    const features = graph.input('x', 'float32', x.shape)
    const regions = regionRepresentations(features, graph.input('a', 'float32', logits.shape))
    context.pass('target', () => groupContext(context, features, { mode: 'paper', regions }))
    expect(context.dropouts).toEqual([
      { feed: 'dropout.target.group.psi', shape: [4, WIDTH, 1, 1], rate: 0.05 },
    ])
  })
})

/** How far the output for permuted images lies from the permuted output, by its largest number. */
async function changeByPermutation(mode: GroupMode): Promise<number> {
  const order = [2, 0, 3, 1]
  const plain = (await evaluate(x, logits, { mode })).get('result')
  const permuted = (await evaluate(gather(x, order), gather(logits, order), { mode })).get('result')
  const size = Math.max(...numbers(plain).map(Math.abs))
  return largestDifference(permuted, gather(plain as Tensor<'float32'>, order)) / size
}
