// The process of input.ts: what a run waits for photos, and what features cost over the bare network. Each
// way of reading takes its turn in the same process, so that a busy machine slows all alike. Prints JSON. PSS_BENCH_DEVICE as in bench-device.ts.
// node input-process.ts <training | features> [root]

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createSampleMaker } from '../../src-main/adapters/samples/make-sample.ts'
import { openSampleFiles } from '../../src-main/adapters/samples/open-sample-files.ts'
import { openSamplePool } from '../../src-main/adapters/samples/sample-pool.ts'
import { PAPER_AUGMENTATION } from '../../src-main/core/images/augmentation.ts'
import { LookAhead } from '../../src-main/core/look-ahead.ts'
import {
  firstTensors,
  translateWeights,
} from '../../src-main/engine/checkpoint/pretrained-weights.ts'
import { decodeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts'
import { createTensor } from '../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../src-main/engine/graph/types.ts'
import {
  FEATURE_IMAGE_SIZE,
  FeatureExtractor,
} from '../../src-main/engine/inference/feature-extractor.ts'
import { featureGraph } from '../../src-main/engine/inference/inference-graphs.ts'
import { initialTensor } from '../../src-main/engine/layers/state-store.ts'
import { HYPERPARAMETERS } from '../../src-main/engine/methods/hyperparameters.ts'
import { findMethod } from '../../src-main/engine/methods/methods.ts'
import type { Encoder } from '../../src-main/engine/networks/encoder.ts'
import { mobilenetV2 } from '../../src-main/engine/networks/mobilenet-v2.ts'
import { resnet50 } from '../../src-main/engine/networks/resnets.ts'
import { train } from '../../src-main/engine/training/train.ts'
import { MASK_LABELS, createBatchSource } from '../../src-main/services/runs/pipeline/batches.ts'
import type { SampleReader } from '../../src-main/services/ports.ts'
import type { ImageReference } from '../../src-main/services/ports/image-reference.ts'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { benchDevice } from './bench-device.ts'

const BATCH = 8
const ROUNDS = 2
const STEPS = 3
/** Few at a time, so that what else the machine does is the same for all ways. */
const PHOTOS = 16
const FEATURE_ROUNDS = 20
const PIPELINE_BATCHES = 8
const WEIGHTS = new URL('../../resources/weights/mobilenetv2-imagenet.safetensors', import.meta.url)
const SAMPLE = fileURLToPath(new URL('../../resources/sample', import.meta.url))
const THREAD = new URL('../../src-main/hosts/worker/sample-thread.ts', import.meta.url)

const [what, rootPath = SAMPLE] = process.argv.slice(2)
const { images, close } = await listImages()
const executor = await createOnnxruntimeExecutor(benchDevice())
const { tensors: pretrained } = translateWeights(
  decodeSafetensors(readFileSync(WEIGHTS), 'weights'),
  mobilenetV2,
)
const pool = openSamplePool({ entry: THREAD, rootPath, threadCount: 1 })
const readers = {
  threads: pool,
  computing: createSampleMaker(openSampleFiles(rootPath)),
} satisfies Record<string, SampleReader>

const report = what === 'features' ? await measureFeatures() : await measureTraining()
process.stdout.write(JSON.stringify(report))
await pool.close()
await executor.dispose()
await close()

async function listImages(): Promise<{ images: Images; close: () => Promise<void> }> {
  const { root } = await openRoot(rootPath, { as: 'worker' })
  const [user = ''] = await root.users()
  const source = (await root.listSource()).names
  const target = (await root.listUser(user)).images
  const images = {
    source: source.map((name) => ({ domain: 'source', name }) as const),
    target: target.map(({ name }) => ({ domain: 'user', user, name }) as const),
  }
  return { images, close: () => root.close() }
}

interface Images {
  readonly source: readonly ImageReference[]
  readonly target: readonly ImageReference[]
}

function batchesFrom(samples: SampleReader) {
  const streams = {
    source: { images: images.source, groups: images.source.map(() => 0), labels: MASK_LABELS },
    target: { images: images.target, groups: images.target.map(() => 0), labels: null },
  }
  const [augmentation, seed] = [PAPER_AUGMENTATION, 1]
  return createBatchSource({ samples, streams, batchSize: BATCH, augmentation, seed, state: null })
}

/** Of every step after the first of a training: its time and what it waited; and the reading alone. */
async function measureTraining(): Promise<unknown> {
  const plan = findMethod('stage1').build({
    network: { encoder: mobilenetV2, outputStride: 16, width: 256 },
    hyperparameters: HYPERPARAMETERS.recommended,
    classWeights: Array.from({ length: 21 }, (_, index) => 0.5 + index / 20),
    batchSize: BATCH,
    cropSizePx: PAPER_AUGMENTATION.cropSize,
  })
  const steps: { reader: string; stepMs: number; waitMs: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const [reader, samples] of Object.entries(readers)) {
      let start = performance.now()
      for await (const event of train({
        executor,
        plan,
        batches: batchesFrom(samples),
        start: firstTensors(plan.states, { seed: 1, pretrained }),
        totalIterations: STEPS + 1,
        seed: 1,
        evaluateEvery: 1e9,
        checkpointEvery: 1e9,
        saveCheckpoint: () => Promise.resolve(),
        now: () => performance.now(),
        shouldStop: () => false,
      })) {
        if (event.type !== 'stepped') continue
        const [stepMs, waitMs] = [performance.now() - start, event.waitedMs]
        if (event.iteration > 1) steps.push({ reader, stepMs, waitMs })
        start = performance.now()
      }
    }
  }
  return { steps, imagesPerSecond: await measureReading() }
}

/** Training images a second when nothing else is done. */
async function measureReading(): Promise<number[]> {
  const batches = batchesFrom(pool)
  const rates: number[] = []
  for (let iteration = 1; iteration <= PIPELINE_BATCHES; iteration++) {
    const start = performance.now()
    await batches.next(iteration, ['source', 'target'])
    rates.push((2 * BATCH * 1000) / (performance.now() - start))
  }
  return rates
}

/** Of the network whose features are grouped by default, and of the paper's with its 2048 numbers. */
async function measureFeatures(): Promise<unknown> {
  const { states } = featureGraph(resnet50, FEATURE_IMAGE_SIZE)
  // Its speed does not depend on what it has learnt.
  const untrained = new Map([...states].map(([name, state]) => [name, initialTensor(state, 1)]))
  return {
    mobilenetV2: await measureFeaturesOf(mobilenetV2, pretrained),
    resnet50: await measureFeaturesOf(resnet50, untrained),
  }
}

/** Milliseconds a photo: of the network on tensors that are there, and with reading, either way. */
async function measureFeaturesOf(
  encoder: Encoder,
  weights: ReadonlyMap<string, Tensor>,
): Promise<{ rounds: unknown[] }> {
  const extractor = await FeatureExtractor.create({ executor, encoder, pretrained: weights })
  const all = [...images.source, ...images.target]
  const next = (round: number): ImageReference[] =>
    Array.from({ length: PHOTOS }, (_, i) => all[(round * PHOTOS + i) % all.length] ?? all[0]!)
  const rounds: { networkMs: number; threadsMs: number; computingMs: number }[] = []
  for (let round = 0; round <= FEATURE_ROUNDS; round++) {
    const photos = next(round)
    const there: Tensor[] = []
    for (const photo of photos) there.push(await readImage(pool, photo))
    const networkMs = await timeEach(there, (tensor) => extractor.extract(tensor))
    const threadsMs = await timeStage(extractor, pool, photos)
    const computingMs = await timeStage(extractor, readers.computing, photos)
    if (round > 0) rounds.push({ networkMs, threadsMs, computingMs })
  }
  await extractor.dispose()
  return { rounds }
}

async function timeStage(
  extractor: FeatureExtractor,
  samples: SampleReader,
  photos: readonly ImageReference[],
): Promise<number> {
  const begin = (index: number): Promise<Tensor> => readImage(samples, photos[index]!)
  const depth = samples === pool ? 8 : 1
  const start = performance.now()
  const ahead = new LookAhead({ first: 0, last: photos.length - 1, depth, begin })
  for (let i = 0; i < photos.length; i++) await extractor.extract(await ahead.take())
  return (performance.now() - start) / photos.length
}

async function readImage(samples: SampleReader, photo: ImageReference): Promise<Tensor> {
  const { width, height } = FEATURE_IMAGE_SIZE
  const pixels = await samples.image(photo, FEATURE_IMAGE_SIZE)
  return createTensor('float32', [1, 3, height, width], pixels)
}

async function timeEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>) {
  const start = performance.now()
  for (const item of items) await work(item)
  return (performance.now() - start) / items.length
}
