// A trained network as one ONNX model that needs nothing of the studio: images of any size in, logits and
// labels out. The regions of a group are stored in it, so that a photo is segmented in sight of its group.

import { CLASS_COUNT } from '../../core/labels/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { encodeOnnxModel } from '../graph/onnx-graph.ts'
import type { OnnxGraph, OnnxNode, OnnxType } from '../graph/onnx-graph.ts'
import type { Tensor } from '../graph/types.ts'
import { segmentGraph } from '../inference/inference-graphs.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { int } from '../operators/onnx-attribute.ts'
import { emitForAnySize } from './any-size.ts'
import { emitLabels } from './label-nodes.ts'
import { OnnxBuilder } from './onnx-builder.ts'

export interface ExportedNetwork {
  readonly network: NetworkConfig
  /** Parameters and running statistics by name; may hold more. */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** Feeds of GroupSegmenter's `groupFeeds`; null without the group module. */
  readonly group: ReadonlyMap<string, Tensor> | null
}

/**
 * Inputs `image` float32 [1, 3, H, W], both sides multiples of the output stride, and `size` int64 [2], height
 * and width of the labels; outputs `logits` float32 [1, 21, h, w] and `labels` uint8 [1, height, width].
 * Weights and regions are inputs as well, with these values by default: a runtime must not fold them into
 * each other, which would change the last digits and with them a label now and then.
 */
export function exportModel({ network, tensors, group }: ExportedNetwork): Uint8Array {
  const { outputStride } = network
  const builder = new OnnxBuilder('size')
  const grid = { height: side(builder, 2, outputStride), width: side(builder, 3, outputStride) }
  const regionImages = group?.get('regions')?.shape[0] ?? 0
  const build = (size: { width: number; height: number }) =>
    segmentGraph(network, size, regionImages).graph
  emitForAnySize(builder, { build, outputStride, grid })
  const labels = emitLabels(builder, 'logits', grid, 'size')
  builder.add({ name: 'labels', type: 'Identity', inputs: [labels], outputs: ['labels'], attributes: {} }) // prettier-ignore
  const defaults = usedTensors(builder.nodes, new Map([...tensors, ...(group ?? [])]))
  const model: OnnxGraph = {
    name: 'segmentation',
    nodes: builder.nodes,
    initializers: new Map([...defaults, ...builder.initializers.byName]),
    inputs: new Map<string, OnnxType>([...INPUTS, ...defaults]),
    outputs: OUTPUTS,
  }
  return encodeOnnxModel(model)
}

const INPUTS = new Map<string, OnnxType>([
  ['image', { dataType: 'float32', shape: [1, 3, 'H', 'W'] }],
  ['size', { dataType: 'int64', shape: [2] }],
])

const OUTPUTS = new Map<string, OnnxType>([
  ['logits', { dataType: 'float32', shape: [1, CLASS_COUNT, 'h', 'w'] }],
  ['labels', { dataType: 'uint8', shape: [1, 'height', 'width'] }],
])

/** A side of the feature map from the image's. */
function side(builder: OnnxBuilder, axis: number, outputStride: number): string {
  const shape = builder.call('Shape', ['image'], { start: int(axis), end: int(axis + 1) })
  const pixels = builder.call('Squeeze', [shape, builder.integers(0)])
  return builder.call('Div', [pixels, builder.integer(outputStride)])
}

function usedTensors(
  nodes: readonly OnnxNode[],
  tensors: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, Tensor> {
  const computed = new Set(nodes.flatMap(({ outputs }) => outputs))
  const free = new Set(nodes.flatMap(({ inputs }) => inputs).filter((name) => !computed.has(name)))
  const used = new Map<string, Tensor>()
  for (const name of free) {
    const tensor = tensors.get(name)
    if (tensor !== undefined) used.set(name, tensor)
    else if (!INPUTS.has(name) && !name.startsWith('operand_')) {
      throw new StudioError('corrupt', `export: the model has no tensor ${name}; start a new run`)
    }
  }
  return used
}
