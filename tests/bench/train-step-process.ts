// The process of train-step.ts: builds one method's step, runs it on made-up batches, prints JSON.
// node train-step-process.ts <method> <preset> [--profile]

import { readFileSync } from 'node:fs'
import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createRandom } from '../../src-main/core/random.ts'
import {
  firstTensors,
  translateWeights,
} from '../../src-main/engine/checkpoint/pretrained-weights.ts'
import { decodeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts'
import type { Executor } from '../../src-main/engine/executor/executor.ts'
import { Graph } from '../../src-main/engine/graph/graph.ts'
import { createTensor } from '../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../src-main/engine/graph/types.ts'
import { HYPERPARAMETERS } from '../../src-main/engine/methods/hyperparameters.ts'
import { findMethod } from '../../src-main/engine/methods/methods.ts'
import { mobilenetV2 } from '../../src-main/engine/networks/mobilenet-v2.ts'
import { matmul } from '../../src-main/engine/operators/matmul.ts'
import type { TrainingBatch } from '../../src-main/engine/training/batch-source.ts'
import { stepFeeds } from '../../src-main/engine/training/step-feeds.ts'
import type { TrainingPlan } from '../../src-main/engine/training/training-plan.ts'
import { profileStep } from './profile-step.ts'

const THREADS = 2
const BATCH = 8
const CROP_PX = 320
const STEPS = 3
/** Side of the square matrices of the reference. */
const PRODUCT_SIDE = 1536
const PRODUCTS_BETWEEN = 6
const WEIGHTS = new URL('../../resources/weights/mobilenetv2-imagenet.safetensors', import.meta.url)

const [methodName = '', preset = '', flag] = process.argv.slice(2)
const started = performance.now()
const plan = buildPlan()
const batches = { source: drawBatch(1, true), target: drawBatch(2, false) }
const position = { iteration: 1, totalIterations: 1000, seed: 1 }
const feeds = stepFeeds(plan, batches, position)
const graph = plan.programAt(1).graph
const weights = translateWeights(decodeSafetensors(readFileSync(WEIGHTS), 'weights'), mobilenetV2)
const tensors = firstTensors(plan.states, { seed: 1, pretrained: weights.tensors })

const report =
  flag === '--profile'
    ? await profileStep({ graph, feeds, tensors, threads: THREADS })
    : await measure(await createOnnxruntimeExecutor({ provider: 'cpu', threads: THREADS }))
process.stdout.write(JSON.stringify(report))

function buildPlan(): TrainingPlan {
  const isPaper = preset === 'paper'
  return findMethod(methodName).build({
    network: { encoder: mobilenetV2, outputStride: isPaper ? 8 : 16, width: 256 },
    hyperparameters: HYPERPARAMETERS[isPaper ? 'paper' : 'recommended'],
    // As many numbers as a real run has; their values cost nothing.
    classWeights: isPaper ? [] : Array.from({ length: 21 }, (_, index) => 0.5 + index / 20),
    batchSize: BATCH,
    cropSizePx: CROP_PX,
  })
}

async function measure(executor: Executor): Promise<unknown> {
  const multiply = await openProduct(executor)
  const productMib = peakMib()
  const productGflops = [...(await multiply())]
  const program = await executor.compile(graph)
  const state = await executor.createState(tensors)
  const compileMs = performance.now() - started
  const stepMs: number[] = []
  const stepCpuMs: number[] = []
  for (let step = 0; step <= STEPS; step++) {
    const start = performance.now()
    const cpu = process.cpuUsage()
    await program.run(feeds, state)
    // The first step takes its memory from the system; a run of hundreds does not feel it.
    if (step > 0) {
      const { user, system } = process.cpuUsage(cpu)
      stepMs.push(performance.now() - start)
      stepCpuMs.push((user + system) / 1000)
    }
    productGflops.push(...(await multiply()))
  }
  return { compileMs, stepMs, stepCpuMs, productGflops, peakMib: peakMib(), productMib }
}

/** Call it for some rates of a matrix product in GFLOP/s. */
async function openProduct(executor: Executor): Promise<() => Promise<number[]>> {
  const product = new Graph()
  const shape = [PRODUCT_SIDE, PRODUCT_SIDE]
  const [a, b] = [product.input('a', 'float32', shape), product.input('b', 'float32', shape)]
  product.output('c', matmul(a, b))
  const program = await executor.compile(product)
  const state = await executor.createState(new Map())
  const inputs = new Map([
    ['a', normal(shape, 1)],
    ['b', normal(shape, 2)],
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

function drawBatch(seed: number, withLabels: boolean): TrainingBatch {
  const image = normal([BATCH, 3, CROP_PX, CROP_PX], seed)
  if (!withLabels) return { image }
  const side = CROP_PX
  const random = createRandom(seed)
  const labels = new Int32Array(BATCH * side * side)
  for (let at = 0; at < labels.length; at += 64) labels.fill(random.integer(21), at, at + 64)
  return { image, labels: createTensor('int32', [BATCH, side, side], labels) }
}

function normal(shape: readonly number[], seed: number): Tensor {
  const random = createRandom(seed)
  const data = new Float32Array(shape.reduce((product, side) => product * side, 1))
  for (let i = 0; i < data.length; i++) data[i] = random.normal()
  return createTensor('float32', shape, data)
}

function peakMib(): number {
  return process.resourceUsage().maxRSS / 1024
}
