// Every network against PyTorch: outputs, each gradient, running statistics, one step of SGD.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import type { Value } from '../../../src-main/engine/graph/graph.ts'
import type { LayerContext } from '../../../src-main/engine/layers/layer-context.ts'
import { auxiliaryHead } from '../../../src-main/engine/networks/classifiers.ts'
import { discriminator } from '../../../src-main/engine/networks/discriminator.ts'
import type { Encoder, OutputStride } from '../../../src-main/engine/networks/encoder.ts'
import {
  groupContext,
  regionRepresentations,
} from '../../../src-main/engine/networks/group-context.ts'
import type { GroupMode } from '../../../src-main/engine/networks/group-source.ts'
import { sourceOfBatch } from '../../../src-main/engine/networks/group-source.ts'
import { pyramidPooling } from '../../../src-main/engine/networks/pyramid-pooling.ts'
import type { ResnetSpec } from '../../../src-main/engine/networks/resnet.ts'
import { resnet } from '../../../src-main/engine/networks/resnet.ts'
import {
  sequentialStemName,
  torchvisionName,
} from '../../../src-main/engine/networks/resnet-weights.ts'
import { vgg } from '../../../src-main/engine/networks/vgg.ts'
import type { Build } from './reference.ts'
import { readReference, relativeErrors, stepOnce } from './reference.ts'

const TOLERANCE = 1e-4

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

const single: ResnetSpec = {
  name: 'narrow',
  blocks: [1, 1, 2, 1],
  stem: 'single',
  strideOn: 'middle',
  epsilon: 1e-5,
  width: 2,
  weights: { translateName: torchvisionName },
}
const first: ResnetSpec = { ...single, blocks: [1, 1, 1, 1], strideOn: 'first', epsilon: 1e-3 }
const deep: ResnetSpec = {
  ...single,
  blocks: [1, 1, 1, 1],
  stem: 'deep',
  weights: { translateName: sequentialStemName },
}

interface Case {
  readonly file: string
  readonly build: Build
  readonly encoder?: Encoder
}

const CASES: readonly Case[] = [
  encoderCase('resnet-single-middle-8', resnet(single), 8),
  encoderCase('resnet-single-first-8', resnet(first), 8),
  encoderCase('resnet-deep-middle-8', resnet(deep), 8),
  encoderCase('resnet-single-middle-16', resnet({ ...single, blocks: [1, 1, 1, 2] }), 16),
  encoderCase('vgg', vgg({ name: 'narrow', variant: 'cut', width: 2 }), 8),
  encoderCase('vgg-deeplab', vgg({ name: 'narrow', variant: 'deeplab', width: 1 }), 8),
  headCase('pyramid', (context, x) => pyramidPooling(context, x, 8)),
  headCase('auxiliary-head', auxiliaryHead),
  headCase('discriminator', (context, x) => discriminator(context, 'judge', x, 2)),
  groupCase('paper'),
  groupCase('official-fixed'),
  groupCase('official-exact'),
  groupCase('global'),
]

describe.each(CASES)('$file', ({ file, build, encoder }) => {
  const reference = readReference(file, encoder)

  it.each([...reference.expected])('is what PyTorch has, with %s norm', async (mode, expected) => {
    const results = await stepOnce(executor, reference, mode, build)
    expect([...results.keys()].sort()).toEqual([...expected.keys()].sort())
    const errors = [...relativeErrors(results, expected)]
    expect(errors.filter(([, error]) => !(error <= TOLERANCE))).toEqual([])
  })
})

/** In the scope of whole networks; layers that have no ImageNet weights have the engine's names. */
function encoderCase(file: string, narrow: Encoder, outputStride: OutputStride): Case {
  const translateName = (name: string): string | null =>
    name.startsWith('encoder.') ? name : narrow.translateName(name)
  const build: Build = (context, input) => {
    const image = input('x')
    const taps = context.graph.scope('network', () => narrow.taps(context, image, outputStride))
    return { main: taps.main, auxiliary: taps.auxiliary }
  }
  return { file, build, encoder: { ...narrow, translateName } }
}

function headCase(file: string, head: (context: LayerContext, x: Value) => Value): Case {
  return { file, build: (context, input) => ({ main: head(context, input('x')) }) }
}

function groupCase(mode: GroupMode): Case {
  const build: Build = (context, input) => {
    const x = input('x')
    const auxiliary = input('auxiliary')
    const source = sourceOfBatch(mode, x, () => regionRepresentations(x, auxiliary))
    return { main: groupContext(context, x, source) }
  }
  return { file: `group-${mode}`, build }
}
