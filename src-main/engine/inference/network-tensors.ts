// A model's own tensors, out of all that a checkpoint holds (discriminators are no part of the model).

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Tensor } from '../graph/types.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { segmentGraph } from './inference-graphs.ts'

/** Parameters and running statistics of the network by name. Error: corrupt when one is missing. */
export function networkTensors(
  network: NetworkConfig,
  tensors: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, Tensor> {
  // Names and shapes of weights are the same at every size.
  const side = 8 * network.outputStride
  const { states } = segmentGraph(network, { width: side, height: side }, 1)
  const own = new Map<string, Tensor>()
  for (const name of states.keys()) {
    const tensor = tensors.get(name)
    if (tensor !== undefined) own.set(name, tensor)
    else throw new StudioError('corrupt', said`the checkpoint has no ${name}; start a new run`)
  }
  return own
}
