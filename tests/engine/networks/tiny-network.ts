// A network small enough to train in a test: three strided blocks instead of an ImageNet encoder.

import { createRandom } from '../../../src-main/core/random.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import { elementCount } from '../../../src-main/engine/graph/shape.ts'
import { createTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Shape, Tensor } from '../../../src-main/engine/graph/types.ts'
import { convolutionBlock } from '../../../src-main/engine/layers/convolution-block.ts'
import { LayerContext } from '../../../src-main/engine/layers/layer-context.ts'
import { StateStore, initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import type { Encoder } from '../../../src-main/engine/networks/encoder.ts'
import { reduceMean } from '../../../src-main/engine/operators/reduce.ts'

export const tinyEncoder: Encoder = {
  name: 'tiny',
  headWidth: 8,
  taps: (context, image) =>
    context.graph.scope('encoder', () => {
      const stem = context.pretrained(() =>
        convolutionBlock(context, 'stem', image, {
          channels: 4,
          kernel: 3,
          stride: 2,
          activation: 'relu',
        }),
      )
      const middle = convolutionBlock(context, 'middle', stem, {
        channels: 6,
        kernel: 3,
        stride: 2,
        activation: 'relu',
      })
      const auxiliary = convolutionBlock(context, 'last', middle, {
        channels: 8,
        kernel: 3,
        stride: 2,
        activation: 'none',
      })
      return { main: auxiliary, auxiliary }
    }),
  imageFeatures: (context, image) =>
    reduceMean(tinyEncoder.taps(context, image, 8).main, { axes: [2, 3] }),
  translateName: (name) => (name.startsWith('stem.') ? `encoder.${name}` : null),
}

export function randomTensor(shape: Shape, seed: number): Tensor<'float32'> {
  const random = createRandom(seed)
  const values = Array.from({ length: elementCount(shape) }, () => random.normal())
  return createTensor('float32', shape, Float32Array.from(values))
}

export interface Built {
  readonly graph: Graph
  readonly context: LayerContext
  readonly states: StateStore
}

export function newContext(mode: 'training' | 'inference'): Built {
  const graph = new Graph()
  const states = new StateStore()
  return { graph, states, context: new LayerContext({ graph, states, mode }) }
}

/** Compiles and runs a graph once with randomly initialised states. */
export async function runGraph(
  executor: Executor,
  { graph, states }: Pick<Built, 'graph' | 'states'>,
  feeds: ReadonlyMap<string, Tensor>,
): Promise<ReadonlyMap<string, Tensor>> {
  const first = [...states.declarations].map(
    ([name, declaration]) => [name, initialTensor(declaration, 1)] as const,
  )
  const state = await executor.createState(new Map(first))
  const program = await executor.compile(graph)
  const results = await program.run(feeds, state)
  await program.dispose()
  await state.dispose()
  return results
}

export function numbers(tensor: Tensor | undefined): number[] {
  if (tensor === undefined) throw new Error('there is no such result')
  return Array.from(tensor.data, Number)
}

export function largestDifference(a: Tensor | undefined, b: Tensor | undefined): number {
  const [left, right] = [numbers(a), numbers(b)]
  if (left.length !== right.length) throw new Error('the sizes differ')
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0)
}

/** Names of everything that the ImageNet network needs, sorted. */
export function statesOf(encoder: Encoder): string[] {
  const { graph, context, states } = newContext('inference')
  encoder.imageFeatures(context, graph.input('image', 'float32', [1, 3, 64, 64]))
  return [...states.declarations.keys()].sort()
}
