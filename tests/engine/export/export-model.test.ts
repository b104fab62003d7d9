// Exported models in onnxruntime alone against what the studio makes of the same images: every label is the
// same, whatever the size.

import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { CLASS_COUNT } from '../../../src-main/core/labels/classes.ts'
import { upsamplePrediction } from '../../../src-main/core/images/upsample.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { emitForAnySize } from '../../../src-main/engine/export/any-size.ts'
import { exportModel } from '../../../src-main/engine/export/export-model.ts'
import { OnnxBuilder } from '../../../src-main/engine/export/onnx-builder.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { GroupSegmenter } from '../../../src-main/engine/inference/group-segmenter.ts'
import type { GroupImage } from '../../../src-main/engine/inference/group-segmenter.ts'
import { segmentGraph } from '../../../src-main/engine/inference/inference-graphs.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import type { StateDeclaration } from '../../../src-main/engine/layers/state-store.ts'
import type { NetworkConfig } from '../../../src-main/engine/networks/segmentation-network.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { largestDifference, numbers, randomTensor, tinyEncoder } from '../networks/tiny-network.ts'

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(() => executor.dispose())

function networkWith(groupMode: NetworkConfig['groupMode']): NetworkConfig {
  return { encoder: tinyEncoder, outputStride: 8, width: 8, groupMode, groupResult: 'residual' }
}

/** Random statistics, with small variances: features that differ from place to place, labels of many classes. */
function modelOf(network: NetworkConfig): Map<string, Tensor> {
  const { states } = segmentGraph(network, { width: 64, height: 64 }, 1)
  return new Map(
    [...states].map(([name, declaration]) => {
      return [name, initialTensor({ ...declaration, ...livelier(name) }, 2)] as const
    }),
  )
}

function livelier(name: string): Partial<StateDeclaration> {
  if (name.endsWith('.runningVariance')) return { initializer: { kind: 'constant', value: 0.05 } }
  const isShifted = /\.(scale|shift|runningMean)$/.test(name)
  return isShifted ? { initializer: { kind: 'uniform', bound: 1 } } : {}
}

/** Other sizes than the graph is built at (136 and 184 pixels high), that one, and one below the bins. */
const GROUP: readonly GroupImage[] = [
  { width: 72, height: 104 },
  { width: 152, height: 136 },
  { width: 128, height: 64 },
  { width: 40, height: 32 },
].map((size, seed) => ({
  ...size,
  read: () => Promise.resolve(randomTensor([1, 3, size.height, size.width], seed)),
}))

async function openSession(model: Uint8Array): Promise<InferenceSession> {
  const options = { intraOpNumThreads: 1, logSeverityLevel: 3 } as const
  const session = await InferenceSession.create(model, options)
  onTestFinished(() => session.release())
  return session
}

async function runExported(
  session: InferenceSession,
  image: Tensor,
  { width, height }: { readonly width: number; readonly height: number },
) {
  const { labels, logits } = await session.run({
    image: new OrtTensor('float32', image.data as Float32Array, image.shape),
    size: new OrtTensor('int64', BigInt64Array.from([BigInt(height), BigInt(width)]), [2]),
  })
  if (labels === undefined || logits === undefined) throw new Error('there is a result')
  return { labels, logits }
}

/** Without the group module one model serves all. */
const ALONE = [{ members: [0, 1, 2, 3], feeds: null }]

const MODES = ['paper', 'official-fixed', 'official-exact', 'global', 'none'] as const

describe.each(MODES)('in the mode %s', (mode) => {
  it('gives the labels and logits of the studio at every size', async () => {
    const network = networkWith(mode)
    const tensors = modelOf(network)
    const state = await executor.createState(tensors)
    // Four images in batches of three: official-exact has two parts.
    const segmenter = new GroupSegmenter({ executor, network, batchSize: 3 })
    const sessions = new Map<number, InferenceSession>()
    for await (const { members, feeds } of mode === 'none'
      ? ALONE
      : segmenter.groupFeeds(GROUP, state)) {
      // prettier-ignore
      const session = await openSession(exportModel({ network, tensors, group: feeds }))
      for (const index of members) sessions.set(index, session)
    }
    const classes = new Set<number>()
    for await (const { index, logits } of segmenter.segment(GROUP, state)) {
      const image = GROUP[index]!
      const size = { width: 2 * image.width + 1, height: 3 * image.height - 2 }
      const exported = await runExported(sessions.get(index)!, await image.read(), size)
      const [, , h, w] = logits.shape as [number, number, number, number]
      const own = upsamplePrediction(logits.data as Float32Array, CLASS_COUNT, h, w, size.height, size.width) // prettier-ignore
      expect(exported.labels.dims).toEqual([1, size.height, size.width])
      expect(Buffer.compare(exported.labels.data as Uint8Array, own.labels)).toBe(0)
      const received: Tensor = { dataType: 'float32', shape: logits.shape, data: exported.logits.data as Float32Array } // prettier-ignore
      const largest = Math.max(...numbers(logits).map(Math.abs))
      expect(largestDifference(received, logits) / largest).toBeLessThan(1e-6)
      for (const label of own.labels) classes.add(label)
    }
    expect(new Set(sessions.values()).size).toBe(mode === 'official-exact' ? 2 : 1)
    expect(classes.size).toBeGreaterThan(2)
    await segmenter.dispose()
    await state.dispose()
  })
})

it('asks for an image and a size and knows the rest', async () => {
  const network = networkWith('none')
  const session = await openSession(exportModel({ network, tensors: modelOf(network), group: null })) // prettier-ignore
  expect([session.inputNames, session.outputNames]).toEqual([
    ['image', 'size'],
    ['logits', 'labels'],
  ])
})

it('labels of one pixel and of one row are those of the first corner', async () => {
  const network = networkWith('none')
  const session = await openSession(exportModel({ network, tensors: modelOf(network), group: null })) // prettier-ignore
  const image = randomTensor([1, 3, 64, 64], 1)
  const { labels, logits } = await runExported(session, image, { width: 1, height: 1 })
  const all = upsamplePrediction(logits.data as Float32Array, CLASS_COUNT, 8, 8, 1, 5).labels
  expect([...(labels.data as Uint8Array)]).toEqual([all[0]])
  const row = await runExported(session, image, { width: 5, height: 1 })
  expect([...(row.labels.data as Uint8Array)]).toEqual([...all])
})

it('says which tensor a model lacks', () => {
  const network = networkWith('none')
  const tensors = modelOf(network)
  tensors.delete('network.classifier.weight')
  expect(() => exportModel({ network, tensors, group: null })).toThrow(
    'the model has no tensor network.classifier.weight',
  )
})

it('refuses a graph with numbers of the image size that it cannot compute', () => {
  const build = ({ width }: { readonly width: number }): Graph => {
    const graph = new Graph()
    const image = graph.input('image', 'float32', [1, 3, 8, width])
    graph.output('logits', add(image, graph.scalar(width)))
    return graph
  }
  const grid = { height: 'height', width: 'width' }
  expect(() => emitForAnySize(new OnnxBuilder('size'), { build, outputStride: 8, grid })).toThrow(
    'only matrices that pool or resize depend on the size',
  )
})
