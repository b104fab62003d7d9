// Running statistics of batch normalization, measured anew with the parameters fixed: the mean over batches of
// each batch's mean and unbiased variance (PyTorch's momentum None). Over the user's photos it is AdaBN
// (Li et al., 2016).

import { invariant } from '../../core/errors.ts'
import type { Executor } from '../executor/executor.ts'
import { Graph } from '../graph/graph.ts'
import { filledTensor } from '../graph/tensor.ts'
import type { Shape, Tensor } from '../graph/types.ts'
import { LayerContext, STATISTICS_SHARE } from '../layers/layer-context.ts'
import { StateStore } from '../layers/state-store.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { segment } from '../networks/segmentation-network.ts'

export interface MeasuringOptions {
  readonly executor: Executor
  readonly network: NetworkConfig
  /** Parameters and first statistics by name; may hold more. */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** Names of statistics that stay as they are, and normalize by what they are; none unless given. */
  readonly fixed?: ReadonlySet<string>
  /** Images [N, 3, S, S] of one shape; those of a batch see each other. At least one batch. */
  readonly batches: AsyncIterable<Tensor>
}

/** The network's statistics by name; equal for equal batches in equal order. */
export async function measureStatistics(
  options: MeasuringOptions,
): Promise<ReadonlyMap<string, Tensor>> {
  const { executor, tensors } = options
  const batches = options.batches[Symbol.asyncIterator]()
  let batch = await batches.next()
  invariant(batch.done !== true, 'statistics are measured over at least one batch')
  const { graph, statistics } = measuringGraph(options, batch.value.shape)
  const first = [...graph.states.keys()].map(
    (name) => [name, requireTensor(tensors, name)] as const,
  )
  const state = await executor.createState(new Map(first))
  const program = await executor.compile(graph)
  try {
    for (let count = 1; batch.done !== true; count++) {
      const share = filledTensor('float32', [], 1 / count)
      await program.run(new Map([['image', batch.value], [STATISTICS_SHARE, share]]), state) // prettier-ignore
      batch = await batches.next()
    }
    return await state.read(statistics)
  } finally {
    await program.dispose()
    await state.dispose()
  }
}

function measuringGraph(
  { network, fixed = new Set() }: MeasuringOptions,
  shape: Shape,
): { graph: Graph; statistics: readonly string[] } {
  const graph = new Graph()
  const states = new StateStore()
  const context = new LayerContext({ graph, states, mode: 'measuring', fixed })
  segment(context, graph.input('image', 'float32', shape), network)
  context.commitStatistics()
  return { graph, statistics: [...graph.updates.keys()] }
}

function requireTensor(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name)
  invariant(tensor !== undefined, `the model has ${name}`)
  return tensor
}
