// The engine's side of engine.ts: one method's step on made-up batches in a process of its own, so
// that its memory is its own. Prints JSON. PSS_BENCH_DEVICE and the machine's threads, see bench-device.ts.
// node step-process.ts <network> <method> <preset> <images> <steps> [--profile]

import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import { createTensor, filledTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Shape, Tensor } from '../../../src-main/engine/graph/types.ts'
import type { StateDeclaration } from '../../../src-main/engine/layers/state-store.ts'
import { HYPERPARAMETERS } from '../../../src-main/engine/methods/hyperparameters.ts'
import { findMethod } from '../../../src-main/engine/methods/methods.ts'
import { findEncoder } from '../../../src-main/engine/networks/encoders.ts'
import { matmul } from '../../../src-main/engine/operators/matmul.ts'
import type { TrainingBatch } from '../../../src-main/engine/training/batch-source.ts'
import { stepFeeds } from '../../../src-main/engine/training/step-feeds.ts'
import type { TrainingPlan } from '../../../src-main/engine/training/training-plan.ts'
import { benchDevice } from '../bench-device.ts'
import { profileStep } from './profile-step.ts'

const CROP_PX = 320
const PRODUCT_SIDE = 1536
const PRODUCTS_BETWEEN = 6

const [network = '', method = '', preset = '', imagesText = '', stepsText = '', flag] =
  process.argv.slice(2)
const [images, steps] = [Number(imagesText), Number(stepsText)]
const device = benchDevice()
const started = performance.now()
const plan = buildPlan()
const { graph } = plan.programAt(1)
const batches = { source: drawBatch(1, true), target: drawBatch(2, false) }
const feeds = stepFeeds(plan, batches, { iteration: 1, totalIterations: 1000, seed: 1 })

const report =
  flag === '--profile'
    ? await profileStep({ graph, feeds, tensors: firstValues(), threads: device.threads })
    : await measure(await createOnnxruntimeExecutor(device))
process.stdout.write(JSON.stringify(report))

function buildPlan(): TrainingPlan {
  const isPaper = preset === 'paper'
  const encoder = findEncoder(network)
  return findMethod(method).build({
    network: { encoder, outputStride: isPaper ? 8 : 16, width: encoder.headWidth },
    hyperparameters: HYPERPARAMETERS[isPaper ? 'paper' : 'recommended'],
    classWeights: [],
    batchSize: images,
    cropSizePx: CROP_PX,
  })
}

async function measure(executor: Executor): Promise<unknown> {
  const multiply = await openProduct(executor)
  const productGflops = await multiply()
  const program = await executor.compile(graph)
  const state = await executor.createState(firstValues())
  const compileMs = performance.now() - started
  const stepMs: number[] = []
  let losses: Record<string, unknown> = {}
  for (let step = 0; step <= steps; step++) {
    const start = performance.now()
    const results = await program.run(feeds, state)
    // The first step takes its memory from the system; a run of hundreds does not feel it.
    if (step > 0) stepMs.push(performance.now() - start)
    productGflops.push(...(await multiply()))
    losses = Object.fromEntries([...results].map(([name, { data }]) => [name, Number(data[0])]))
  }
  const peakMib = process.resourceUsage().maxRSS / 1024
  return { compileMs, stepMs, losses, productGflops, peakMib }
}

/** Call it for the rates of some matrix products in GFLOP/s: what the machine can do at that moment. */
async function openProduct(executor: Executor): Promise<() => Promise<number[]>> {
  const product = new Graph()
  const shape = [PRODUCT_SIDE, PRODUCT_SIDE]
  const [a, b] = [product.input('a', 'float32', shape), product.input('b', 'float32', shape)]
  product.output('c', matmul(a, b))
  const program = await executor.compile(product)
  const state = await executor.createState(new Map())
  const inputs = new Map([
    ['a', normal(shape, 1, 1)],
    ['b', normal(shape, 2, 1)],
  ])
  await program.run(inputs, state)
  return async () => {
    const rates: number[] = []
    for (let i = 0; i < PRODUCTS_BETWEEN; i++) {
      const start = performance.now()
      await program.run(inputs, state)
      rates.push((2 * PRODUCT_SIDE ** 3) / (performance.now() - start) / 1e6)
    }
    return rates
  }
}

function firstValues(): Map<string, Tensor> {
  return new Map(
    [...plan.states].map(([name, declaration]) => [name, firstValue(name, declaration)]),
  )
}

/** Signals neither die nor grow; scales and variances are 1. */
function firstValue(name: string, { shape }: StateDeclaration): Tensor {
  if (name.startsWith('optimizer.')) return filledTensor('float32', shape, 0)
  if (shape.length !== 4) {
    return filledTensor('float32', shape, /scale|Variance/.test(name) ? 1 : 0)
  }
  const fanIn = shape.slice(1).reduce((product, side) => product * side, 1)
  return normal(shape, name.length, Math.sqrt(2 / fanIn))
}

function drawBatch(seed: number, withLabels: boolean): TrainingBatch {
  const image = normal([images, 3, CROP_PX, CROP_PX], seed, 1)
  if (!withLabels) return { image }
  const random = createRandom(seed)
  const labels = new Int32Array(images * CROP_PX * CROP_PX)
  for (let at = 0; at < labels.length; at += 64) labels.fill(random.integer(21), at, at + 64)
  return { image, labels: createTensor('int32', [images, CROP_PX, CROP_PX], labels) }
}

function normal(shape: Shape, seed: number, deviation: number): Tensor {
  const random = createRandom(seed)
  const data = new Float32Array(shape.reduce((product, side) => product * side, 1))
  for (let i = 0; i < data.length; i++) data[i] = deviation * random.normal()
  return createTensor('float32', shape, data)
}
