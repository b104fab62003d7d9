// A promptable segmenter of a few operators with the signature of Segment Anything's export. Its embedding is the
// red of each 16x16 block; a mask is where that is close to a positive prompt's, and not close to a negative one's.
// It picks one of four masks inside, as the export does.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addWeights } from '../../../src-main/adapters/weights/add-weights.ts'
import { OnnxBuilder } from '../../../src-main/engine/export/onnx-builder.ts'
import { encodeOnnxModel } from '../../../src-main/engine/graph/onnx-graph.ts'
import type { OnnxGraph, OnnxType } from '../../../src-main/engine/graph/onnx-graph.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { int, ints } from '../../../src-main/engine/operators/onnx-attribute.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** The scores of the four masks, and how far from a prompt's red each of them still reaches. */
export const TINY_SCORES = [0.2, 0.9, 0.5, 0.7]
const REACH = [1, 0.5, 1.5, 5]

const floats = (...shape: (number | string)[]): OnnxType => ({ dataType: 'float32', shape })

export function tinyEncoder(): OnnxGraph {
  const builder = new OnnxBuilder('encoder')
  const means = builder.call('AveragePool', ['image'], {
    kernel_shape: ints([16, 16]),
    strides: ints([16, 16]),
  })
  const pads = builder.integers(0, 0, 0, 0, 0, 253, 0, 0)
  builder.add({
    name: 'pad',
    type: 'Pad',
    inputs: [means, pads],
    outputs: ['embedding'],
    attributes: {},
  })
  return {
    name: 'encoder',
    nodes: builder.nodes,
    initializers: builder.initializers.byName,
    inputs: new Map([['image', floats('batch', 3, 1024, 1024)]]),
    outputs: new Map([['embedding', floats('batch', 256, 64, 64)]]),
  }
}

export function tinyDecoder(): OnnxGraph {
  const builder = new OnnxBuilder('decoder')
  const number = (...values: number[]): string =>
    builder.initializers.nameOf(float32Tensor([values.length], values))
  const red = builder.call('Reshape', [
    builder.call('Slice', [
      'image_embeddings',
      builder.integers(0),
      builder.integers(1),
      builder.integers(1),
    ]),
    builder.integers(4096),
  ])
  const distances = distancesTo(builder, red, number)
  const near = (label: number): string => {
    const isLabel = builder.call('Equal', ['point_labels', number(label)])
    const others = builder.call('Cast', [builder.call('Not', [isLabel])], { to: int(1) })
    const far = builder.call('Unsqueeze', [
      builder.call('Mul', [others, number(100)]),
      builder.integers(2),
    ])
    return builder.call('ReduceMin', [builder.call('Add', [distances, far]), builder.integers(1)])
  }
  const refused = builder.call('Relu', [builder.call('Sub', [number(0.5), near(0)])])
  const shown = builder.call('Min', [near(1), near(2), near(3)])
  const cost = builder.call('Add', [shown, builder.call('Mul', [refused, number(10)])])
  const field = enlarged(builder, cost)
  const before = builder.call('Mul', ['mask_input', 'has_mask_input'])
  const reach = builder.initializers.nameOf(float32Tensor([1, 4, 1, 1], REACH))
  const masks = builder.call('Add', [builder.call('Sub', [reach, field]), before])
  const nothing = builder.call('Mul', [
    builder.call('ReduceMean', [red, builder.integers(0)]),
    number(0),
  ])
  const known = builder.initializers.nameOf(float32Tensor([1, 4], TINY_SCORES))
  const scores = builder.call('Add', [known, nothing])
  addPick(builder, { masks, scores }, number)
  return {
    name: 'decoder',
    nodes: builder.nodes,
    initializers: builder.initializers.byName,
    inputs: new Map([
      ['image_embeddings', floats(1, 256, 64, 64)],
      ['point_coords', floats(1, 'points', 2)],
      ['point_labels', floats(1, 'points')],
      ['mask_input', floats(1, 1, 256, 256)],
      ['has_mask_input', floats(1)],
      ['orig_im_size', floats(2)],
    ]),
    outputs: new Map([
      ['masks', floats('n', 'm', 'height', 'width')],
      ['iou_predictions', floats('n', 1)],
      ['low_res_masks', floats('n', 1, 256, 256)],
    ]),
  }
}

type NumberOf = (...values: number[]) => string

/** [1, points, 4096]: how far the red of each block is from that under each prompt. */
function distancesTo(builder: OnnxBuilder, red: string, number: NumberOf): string {
  const blocks = builder.call('Floor', [
    builder.call('Div', [builder.call('Add', ['point_coords', number(0.5)]), number(16)]),
  ])
  const inside = builder.call('Min', [builder.call('Relu', [blocks]), number(63)])
  const index = builder.call('Cast', [
    builder.call('ReduceSum', [
      builder.call('Mul', [inside, number(1, 64)]),
      builder.integers(2),
    ]),
  ], { to: int(7) }) // prettier-ignore
  const own = builder.call('Gather', [red, index])
  return builder.call('Abs', [builder.call('Sub', [own, red])])
}

/** [1, 4096] to [1, 1, 256, 256]: each block four times in both directions. */
function enlarged(builder: OnnxBuilder, field: string): string {
  const blocks = builder.call('Reshape', [field, builder.integers(64, 1, 64, 1)])
  const repeated = builder.call('Expand', [blocks, builder.integers(64, 4, 64, 4)])
  return builder.call('Reshape', [repeated, builder.integers(1, 1, 256, 256)])
}

/** The first mask for several prompts, else the one of the highest score. */
function addPick(
  builder: OnnxBuilder,
  { masks, scores }: { readonly masks: string; readonly scores: string },
  number: NumberOf,
): void {
  const count = builder.call('Cast', [
    builder.call('Gather', [builder.call('Shape', ['point_labels']), builder.integer(1)]),
  ], { to: int(1) }) // prettier-ignore
  const many = builder.call('Sub', [count, number(2.5)])
  const weighted = builder.call('Add', [scores, builder.call('Mul', [many, number(1000, 0, 0, 0)])])
  const best = builder.call('ArgMax', [weighted], { axis: int(1), keepdims: int(0) })
  const pick = (all: string, shape: string, output: string): void => {
    const flat = builder.call('Flatten', [all], { axis: int(2) })
    const chosen = builder.call('Gather', [flat, best], { axis: int(0) })
    const node = { name: output, type: 'Reshape', outputs: [output], attributes: {} }
    builder.add({ ...node, inputs: [chosen, shape] })
  }
  pick(masks, builder.integers(1, 1, 256, 256), 'low_res_masks')
  pick(scores, builder.integers(1, 1), 'iou_predictions')
  const size = builder.call('ReduceSum', ['orig_im_size', builder.integers(0)])
  const whole = { name: 'masks', type: 'Mul', outputs: ['masks'], attributes: {} }
  builder.add({ ...whole, inputs: ['low_res_masks', size] })
}

/** A folder with the two files, as somebody may have exported them. */
export async function tinySegmenterFolder(): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'tiny_encoder.onnx'), encodeOnnxModel(tinyEncoder()))
  await writeFile(join(folder, 'tiny_decoder.onnx'), encodeOnnxModel(tinyDecoder()))
  return folder
}

/** A weights folder to which the tiny segmenter was added. */
export async function tinySegmenterWeights(): Promise<string> {
  const folder = await temporaryFolder()
  await addWeights(await tinySegmenterFolder(), {
    folder,
    candidates: [],
    registry: () => 'http://127.0.0.1:9',
    onProgress: () => undefined,
  })
  return folder
}
