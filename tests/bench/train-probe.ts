// Trains on a real PSS root for a short while and scores it: run by hand to see that a method learns.
// node tests/bench/train-probe.ts <root> <weights.safetensors> [--method source-only] [--iterations 150]
//   [--crop 192] [--batch 4] [--rate 0.0025] [--heads 10] [--users id1,id2] [--size 240] [--limit 12] [--smallest 0.5]

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { confusionOf } from '../../src-main/core/metrics/confusion.ts'
import { imageFiou } from '../../src-main/core/metrics/fiou.ts'
import { createRandom, deriveSeed } from '../../src-main/core/random.ts'
import { upsamplePrediction } from '../../src-main/core/images/upsample.ts'
import {
  firstTensors,
  translateWeights,
} from '../../src-main/engine/checkpoint/pretrained-weights.ts'
import { decodeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts'
import type { State } from '../../src-main/engine/executor/executor.ts'
import { GroupSegmenter } from '../../src-main/engine/inference/group-segmenter.ts'
import { imageTensor } from '../../src-main/engine/inference/image-tensor.ts'
import { inferenceSize } from '../../src-main/engine/inference/inference-size.ts'
import { HYPERPARAMETERS } from '../../src-main/engine/methods/hyperparameters.ts'
import { networkOf } from '../../src-main/engine/methods/method.ts'
import { findMethod } from '../../src-main/engine/methods/methods.ts'
import { mobilenetV2 } from '../../src-main/engine/networks/mobilenet-v2.ts'
import type { Tensor } from '../../src-main/engine/graph/types.ts'
import type { BatchSource } from '../../src-main/engine/training/batch-source.ts'
import { train } from '../../src-main/engine/training/train.ts'
import type { Sample } from './probe-data.ts'
import { readBatch, readList, readMask, readRgb } from './probe-data.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    method: { type: 'string', default: 'source-only' },
    iterations: { type: 'string', default: '150' },
    crop: { type: 'string', default: '192' },
    batch: { type: 'string', default: '4' },
    rate: { type: 'string', default: String(HYPERPARAMETERS.recommended.learningRate) },
    heads: { type: 'string', default: String(HYPERPARAMETERS.recommended.headRateFactor) },
    decay: { type: 'string', default: String(HYPERPARAMETERS.recommended.weightDecay) },
    users: { type: 'string', default: 'id1,id2,id3' },
    size: { type: 'string', default: '240' },
    limit: { type: 'string', default: '12' },
    stride: { type: 'string', default: '8' },
    width: { type: 'string', default: '256' },
    threads: { type: 'string', default: '2' },
    every: { type: 'string', default: '1000000' },
    smallest: { type: 'string', default: '0.5' },
    channels: { type: 'string', default: '64' },
    /** Gives every pretrained filter this norm, the function unchanged; 0 leaves them. */
    norm: { type: 'string', default: '0' },
    /** Held-out source images to score; 0 for none. */
    heldout: { type: 'string', default: '0' },
  },
})
const [root = '', weightsPath = ''] = positionals
const cropSizePx = Number(values.crop)
const batchSize = Number(values.batch)
const totalIterations = Number(values.iterations)

const executor = await createOnnxruntimeExecutor({
  provider: 'cpu',
  threads: Number(values.threads),
})
const method = findMethod(values.method)
const network = {
  encoder: mobilenetV2,
  outputStride: Number(values.stride) as 8 | 16,
  width: Number(values.width),
} as const
const plan = method.build({
  network,
  batchSize,
  cropSizePx,
  classWeights: [],
  hyperparameters: {
    ...HYPERPARAMETERS.recommended,
    learningRate: Number(values.rate),
    headRateFactor: Number(values.heads),
    weightDecay: Number(values.decay),
    discriminatorChannels: Number(values.channels),
  },
})
const weights = translateWeights(
  decodeSafetensors(readFileSync(weightsPath), 'weights'),
  mobilenetV2,
)
console.log(
  'nodes',
  plan.programs.map(({ graph }) => graph.nodes.length).join(),
  'unknown',
  weights.unknown,
)

function rescaled(tensors: ReadonlyMap<string, Tensor>, norm: number): Map<string, Tensor> {
  const result = new Map(tensors)
  if (norm === 0) return result
  for (const [name, tensor] of tensors) {
    if (!name.endsWith('.conv.weight')) continue
    const base = name.replace(/conv\.weight$/, 'norm.')
    const data = Float32Array.from(tensor.data as Float32Array)
    const mean = Float32Array.from(tensors.get(`${base}runningMean`)!.data as Float32Array)
    const variance = Float32Array.from(tensors.get(`${base}runningVariance`)!.data as Float32Array)
    const size = data.length / mean.length
    for (let c = 0; c < mean.length; c++) {
      const filter = data.subarray(c * size, (c + 1) * size)
      const factor = norm / Math.hypot(...filter)
      for (let i = 0; i < size; i++) filter[i]! *= factor
      mean[c]! *= factor
      variance[c]! *= factor * factor
    }
    result.set(name, { ...tensor, data })
    result.set(`${base}runningMean`, { ...tensors.get(`${base}runningMean`)!, data: mean })
    result.set(`${base}runningVariance`, {
      ...tensors.get(`${base}runningVariance`)!,
      data: variance,
    })
  }
  return result
}

const source = readList(join(root, 'VOC2012'), 'ImageSets/Segmentation/train_aug.txt')
const users = values.users.split(',')
const labelled = users.map((user) => readList(join(root, 'personal', user), 'val_all.txt'))
const random = createRandom(1234)
const pick = (samples: readonly Sample[]): Sample[] =>
  Array.from({ length: batchSize }, () => samples[random.integer(samples.length)]!)

const batches: BatchSource = {
  async next(iteration, names) {
    const result: Partial<Record<(typeof names)[number], Awaited<ReturnType<typeof readBatch>>>> =
      {}
    for (const name of names) {
      const samples = name === 'source' ? source : labelled[0]!
      const seed = deriveSeed(7, `${name}${iteration}`)
      result[name] = await readBatch({
        samples: pick(samples),
        cropSize: cropSizePx,
        seed,
        withLabels: true,
        smallestScale: Number(values.smallest),
      })
    }
    return result
  },
  state: () => '',
}

async function score(state: State): Promise<void> {
  await scoreHeldOut(state)
  const segmenter = new GroupSegmenter({ executor, network: networkOf(method, network), batchSize })
  const started = performance.now()
  for (const [index, samples] of labelled.entries()) {
    if (Number(values.limit) === 0) break
    const chosen = samples.slice(0, Number(values.limit))
    const images = await Promise.all(
      chosen.map(async (sample) => {
        const pixels = await readRgb(sample.imagePath)
        const size = inferenceSize(pixels, Number(values.size))
        return { ...size, read: async () => imageTensor([await readRgb(sample.imagePath, size)]) }
      }),
    )
    const fious: number[] = []
    let foreground = 0
    for await (const { index: image, logits } of segmenter.segment(images, state)) {
      const truth = readMask(chosen[image]!.maskPath)
      const [, c = 0, h = 0, w = 0] = logits.shape
      const data = logits.data as Float32Array
      const { labels } = upsamplePrediction(data, c, h, w, truth.height, truth.width)
      foreground += labels.filter((value) => value > 0).length / labels.length
      fious.push(
        imageFiou(confusionOf(truth.data, labels), { variant: 'ignore255', empty: 'zero' }) ?? 0,
      )
    }
    const mean = fious.reduce((sum, value) => sum + value, 0) / fious.length
    console.log(
      `${users[index]}: FIoU ${mean.toFixed(3)} foreground ${(foreground / fious.length).toFixed(3)} | ` +
        fious.map((value) => value.toFixed(2)).join(' '),
    )
  }
  console.log(`scored in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  await segmenter.dispose()
}

/** Without a group: every image is its own. */
async function scoreHeldOut(state: State): Promise<void> {
  const folder = join(root, 'VOC2012')
  const samples = readFileSync(join(folder, 'ImageSets/Segmentation/val.txt'), 'utf8')
    .split('\n')
    .filter((name) => name !== '')
    .slice(0, Number(values.heldout))
  if (samples.length === 0) return
  const segmenter = new GroupSegmenter({ executor, network: networkOf(method, network), batchSize })
  const intersections = new Float64Array(21)
  const unions = new Float64Array(21)
  let hits = 0
  let all = 0
  let right = 0
  let pixels = 0
  for (const name of samples) {
    const imagePath = join(folder, 'JPEGImages', `${name}.jpg`)
    const size = inferenceSize(await readRgb(imagePath), Number(values.size))
    const image = { ...size, read: async () => imageTensor([await readRgb(imagePath, size)]) }
    for await (const { logits } of segmenter.segment([image], state)) {
      const truth = readMask(join(folder, 'SegmentationClassAug', `${name}.png`))
      const [, c = 0, h = 0, w = 0] = logits.shape
      const data = logits.data as Float32Array
      const { labels } = upsamplePrediction(data, c, h, w, truth.height, truth.width)
      for (let i = 0; i < labels.length; i++) {
        const t = truth.data[i]!
        const p = labels[i]!
        if (t === 255) continue
        pixels++
        if (t === p) right++
        if (t > 0 && p > 0) hits++
        if (t > 0 || p > 0) all++
        if (t === p) intersections[t]!++
        unions[t]!++
        if (t !== p) unions[p]!++
      }
    }
  }
  await segmenter.dispose()
  const ious = [...unions].map((union, i) => (union > 0 ? intersections[i]! / union : 0))
  console.log(
    `held out (${samples.length}): MIoU ${(ious.reduce((a, b) => a + b, 0) / 21).toFixed(3)} ` +
      `pixels ${(right / pixels).toFixed(3)} foreground IoU ${(hits / all).toFixed(3)} | ` +
      ious.map((value) => value.toFixed(2)).join(' '),
  )
}

let started = performance.now()
let peak = 0
const sums = new Map<string, number>()
for await (const event of train({
  executor,
  plan,
  batches,
  start: firstTensors(plan.states, {
    seed: 1234,
    pretrained: rescaled(weights.tensors, Number(values.norm)),
  }),
  totalIterations,
  seed: 1234,
  evaluateEvery: Number(values.every),
  checkpointEvery: 1e9,
  saveCheckpoint: async () => undefined,
  now: () => performance.now(),
  shouldStop: () => false,
})) {
  if (event.type === 'evaluationDue') await score(event.state)
  if (event.type !== 'stepped') continue
  peak = Math.max(peak, process.memoryUsage().rss)
  for (const [name, value] of Object.entries(event.losses)) {
    sums.set(name, (sums.get(name) ?? 0) + value)
  }
  if (event.iteration % 10 !== 0 && event.iteration > 2) continue
  const elapsed = (performance.now() - started) / 1000
  const count = event.iteration <= 2 ? 1 : event.iteration === 10 ? 8 : 10
  const shown = [...sums].map(([name, sum]) => `${name} ${(sum / count).toFixed(3)}`).join(' ')
  console.log(
    `${event.iteration}: ${shown} | ${(elapsed / count).toFixed(2)} s/step rss ${(peak / 2 ** 30).toFixed(2)} GiB`,
  )
  sums.clear()
  started = performance.now()
}
await executor.dispose()
