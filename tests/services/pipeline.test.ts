// The parts of the pipeline that need no engine: time left, snapshots, batches, scores, report text.

import { PAPER_AUGMENTATION } from '../../src-main/core/images/augmentation.ts'
import { expect, test } from 'vitest'
import { createSampleMaker } from '../../src-main/adapters/samples/make-sample.ts'
import { StudioError } from '../../src-main/core/errors.ts'
import { inEnglish } from '../../src-main/core/said.ts'
import { PROVENANCE } from '../../src-main/core/labels/provenance.ts'
import { createRandom } from '../../src-main/core/random.ts'
import type { SampleReader } from '../../src-main/services/ports.ts'
import type { ImageReference } from '../../src-main/services/ports/image-reference.ts'
import { compareLabelled } from '../../src-main/core/metrics/labelled-pixels.ts'
import {
  MASK_LABELS,
  createBatchSource,
  requireLabelMap,
} from '../../src-main/services/runs/pipeline/batches.ts'
import type {
  BatchSourceOptions,
  StreamLabels,
} from '../../src-main/services/runs/pipeline/batches.ts'
import { snapshotIterations } from '../../src-main/services/runs/pipeline/source-stage.ts'
import { startingModel } from '../../src-main/services/runs/pipeline/starting-model.ts'
import { WaitMeter } from '../../src-main/services/runs/pipeline/wait-meter.ts'
import { WorkMeter } from '../../src-main/services/runs/pipeline/work-meter.ts'
import { html } from '../../src-main/services/runs/report/html.ts'
import { imageScoreOf, scoresOf } from '../../src-main/services/runs/scores.ts'
import type { EvaluatedImage } from '../../src-main/services/runs/scores.ts'
import { filledTensor } from '../../src-main/engine/graph/tensor.ts'
import { encodeCheckpoint } from '../../src-main/engine/checkpoint/checkpoint.ts'
import { checkpointKey } from '../../src-main/services/runs/run-files.ts'
import { memoryArtifacts, memoryRoot } from './memory-ports.ts'
import { DEMO_CONFIG } from './run-config.ts'

const COSTS = { feature: 1, 'source-only': 2, stage1: 4, stage2: 5, evaluation: 3 }

test('time left is unknown before the first measurement', () => {
  const meter = new WorkMeter(COSTS)
  meter.plan('feature', 10)
  expect(meter.secondsLeft()).toBeNull()
})

test('work not yet met is guessed from its cost relative to what was measured', () => {
  const meter = new WorkMeter(COSTS)
  meter.plan('feature', 10)
  meter.plan('stage1', 5)
  meter.did('feature', 1, 2)
  expect(meter.secondsLeft()).toBe(9 * 2 + 5 * 4 * 2)
})

test('a rate that was measured replaces the guess, and done work never counts again', () => {
  const meter = new WorkMeter(COSTS)
  meter.plan('feature', 2)
  meter.plan('stage1', 3)
  meter.did('feature', 3, 3)
  meter.did('stage1', 1, 10)
  expect(meter.secondsLeft()).toBe(20)
  expect(meter.unitsPerSecond('stage1')).toBe(0.1)
  expect(meter.unitsPerSecond('stage2')).toBe(0)
})

test('at most eight snapshots are kept, the last iteration always among them', () => {
  expect(snapshotIterations(40, 20)).toEqual([20, 40])
  expect(snapshotIterations(50, 20)).toEqual([20, 40, 50])
  expect(snapshotIterations(10, 20)).toEqual([10])
  const many = snapshotIterations(120_000, 2000)
  expect(many).toHaveLength(8)
  expect(many.at(-1)).toBe(120_000)
})

function batchOptions(state: string | null): BatchSourceOptions {
  const root = memoryRoot()
  const user = (name: string): ImageReference => ({ domain: 'user', user: 'id1', name })
  const source = (name: string): ImageReference => ({ domain: 'source', name })
  return {
    samples: createSampleMaker({ root, artifacts: memoryArtifacts() }),
    streams: {
      source: { images: ['s0', 's1', 's2'].map(source), groups: [0, 0, 1], labels: MASK_LABELS }, // prettier-ignore
      target: { images: ['a', 'b', 'c'].map(user), groups: [0, 1, 1], labels: null },
    },
    batchSize: 2,
    augmentation: { ...PAPER_AUGMENTATION, cropSize: 8 },
    seed: 5,
    state,
  }
}

const NAMES = ['source', 'target'] as const

test('a batch has the shapes the engine wants, labels only where there are some', async () => {
  const { source, target } = await createBatchSource(batchOptions(null)).next(1, NAMES)
  expect(source?.image.shape).toEqual([2, 3, 8, 8])
  expect(source?.labels?.shape).toEqual([2, 8, 8])
  expect(new Set(source?.labels?.data as Int32Array)).toContain(12)
  expect(target?.labels).toBeUndefined()
})

test('a batch source made from a state goes on with the same batches', async () => {
  const straight = createBatchSource(batchOptions(null))
  for (const iteration of [1, 2, 3]) await straight.next(iteration, NAMES)
  const resumed = createBatchSource(batchOptions(straight.state()))
  for (const iteration of [4, 5, 6]) {
    expect(await resumed.next(iteration, NAMES)).toEqual(await straight.next(iteration, NAMES))
  }
})

test('batches are the same in whatever order their samples are done', async () => {
  const { samples, ...options } = batchOptions(null)
  const late = createRandom(1)
  const shuffled: SampleReader = {
    ...samples,
    async sample(request) {
      const made = await samples.sample(request)
      for (let turns = late.integer(40); turns > 0; turns--) await Promise.resolve()
      return made
    },
  }
  const ask = (reader: SampleReader) => {
    const source = createBatchSource({ ...options, samples: reader })
    return Promise.all([1, 2, 3].map((iteration) => source.next(iteration, NAMES)))
  }
  expect(await ask(shuffled)).toEqual(await ask(samples))
})

test('labels that are gone are named, whether masks or artifacts', async () => {
  const options = batchOptions(null)
  const { target } = options.streams
  const next = (labels: StreamLabels) =>
    createBatchSource({ ...options, streams: { target: { ...target!, labels } } }).next(1, [
      'target',
    ])
  await expect(next(MASK_LABELS)).rejects.toThrow(/user image [bc]: its mask is gone; put it back/)
  const stored: StreamLabels = {
    placeOf: ({ name }) => ({ type: 'artifact', key: `pseudo/${name}.png` }),
    missing: ({ name }) => new StudioError('notFound', `the pseudo-label of ${name} is gone`),
  }
  await expect(next(stored)).rejects.toThrow(/the pseudo-label of [abc] is gone/)
})

test('the log says how much of the time went by waiting', () => {
  const waits = new WaitMeter()
  expect([waits.share, inEnglish(waits.describe())]).toEqual([
    0,
    'waited 0.0 s of 0 s for photos (0.0 %)',
  ])
  waits.did(100, 4900)
  waits.did(150, 5100)
  expect(waits.share).toBe(0.025)
  expect(inEnglish(waits.describe())).toBe('waited 0.3 s of 10 s for photos (2.5 %)')
})

test('a damaged data order is an error', () => {
  expect(() => createBatchSource(batchOptions('{"source":1}'))).toThrow('data order')
})

test('a mask that vanished is named', async () => {
  const image: ImageReference = { domain: 'user', user: 'id1', name: 'c' }
  await expect(requireLabelMap(memoryRoot(), image)).rejects.toThrow(
    'user image c: its mask is gone',
  )
})

test('stage 1 goes on from the source-only model, from ImageNet only in the paper', async () => {
  const artifacts = memoryArtifacts()
  const start = (preset: 'paper' | 'recommended', stage: 'stage1' | 'stage2') =>
    startingModel({ artifacts, runId: 'r', config: { ...DEMO_CONFIG, preset } }, stage)
  expect(await start('paper', 'stage1')).toBeNull()
  await expect(start('recommended', 'stage1')).rejects.toThrow(
    'source-only-last.safetensors: the last checkpoint of source-only is gone; start a new run',
  )
  const key = checkpointKey({ runId: 'r', stage: 'source-only', checkpoint: 'last' })
  const tensors = new Map([['network.a', filledTensor('float32', [2], 7)]])
  const model = { method: 'source-only', identity: 'x', iteration: 1, totalIterations: 1, seed: 1 }
  await artifacts.write(key, encodeCheckpoint({ ...model, dataState: '', tensors }))
  expect((await start('recommended', 'stage1'))?.get('network.a')?.data).toEqual(
    Float32Array.of(7, 7),
  )
  await expect(start('paper', 'stage2')).rejects.toThrow('the last checkpoint of stage1 is gone')
})

function evaluated(
  name: string,
  truth: number[],
  prediction: number[],
  provenance: Uint8Array | null = null,
): EvaluatedImage {
  const { all, withoutCopied } = compareLabelled(
    Uint8Array.from(truth),
    Uint8Array.from(prediction),
    provenance,
  )
  const classes = { trueClasses: [8], predictedClasses: [8] }
  const maskHash = `mask of ${name}`
  return { name, group: 0, maskHash, confusion: all!, withoutCopied, entropy: 0.5, ...classes }
}

test('scores carry every variant with n and an interval', () => {
  const images = [
    evaluated('a', [8, 8, 0, 0], [8, 0, 0, 0]),
    evaluated('b', [8, 8, 0, 0], [8, 8, 0, 0]),
  ]
  const scores = scoresOf({ stage: 'stage1', checkpoint: 'last', iteration: 7 }, images)
  expect(Object.keys(scores.fiou)).toEqual(['official', 'ignore255', 'binary', 'perclass'])
  expect(scores.fiou['official']).toMatchObject({ mean: 0.75, n: 2 })
  expect(scores.fiou['official']?.low).toBeGreaterThanOrEqual(0.5)
  expect(Object.keys(scores.miou)).toEqual(['official', 'present', 'voc', 'fg20'])
  expect(scores.classIou[8]).toBeCloseTo(0.75)
  expect(scores.classIou[1]).toBeNull()
  expect(scores.truthHash).toBe(scoresOf({ stage: 'stage1', checkpoint: 'last', iteration: 8 }, images.toReversed()).truthHash) // prettier-ignore
  expect(scores.truthHash).not.toBe(scoresOf({ stage: 'stage1', checkpoint: 'last', iteration: 7 }, [images[0]!]).truthHash) // prettier-ignore
  expect(imageScoreOf(images[0]!)).toMatchObject({
    name: 'a',
    maskHash: 'mask of a',
    fiou: 0.5,
    pixelAccuracy: 0.75,
  })
})

test('scores come a second time without copied pixels, where there are any', () => {
  const key = { stage: 'stage1', checkpoint: 'last', iteration: 7 } as const
  const { human, copied, unlabelled } = PROVENANCE
  // The copy agrees by itself; of the pixels that a person painted, half are right.
  const half = evaluated(
    'a',
    [8, 8, 8, 8, 0],
    [8, 8, 8, 0, 8],
    Uint8Array.of(copied, copied, human, human, unlabelled),
  )
  const whole = evaluated('b', [8, 8], [8, 8], Uint8Array.of(copied, copied))
  const plain = evaluated('c', [8, 0], [8, 0])
  const scores = scoresOf(key, [half, whole, plain])
  expect(scores.fiou['official']).toMatchObject({ mean: (0.75 + 1 + 1) / 3, n: 3 })
  expect(scores.withoutCopied).toMatchObject({ copiedPixels: 4, copiedImages: 2 })
  expect(scores.withoutCopied?.fiou['official']).toMatchObject({ mean: (0.5 + 1) / 2, n: 2 })
  expect(scores.withoutCopied?.classIou[8]).toBeCloseTo(2 / 3)
  expect(imageScoreOf(half)).toMatchObject({ fiou: 0.75, withoutCopied: { copiedPixels: 2, fiou: 0.5 } }) // prettier-ignore
  expect(imageScoreOf(whole).withoutCopied).toMatchObject({ fiou: null, miou: null })
  expect(imageScoreOf(plain)).not.toHaveProperty('withoutCopied')
  expect(scoresOf(key, [plain])).not.toHaveProperty('withoutCopied')
})

test('a report escapes what users named', () => {
  const name = '<img src=x onerror="alert(1)">&\''
  expect(html`<p title="${name}">${[html`<b>${1}</b>`]}</p>`.html).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;"><b>1</b></p>',
  )
})
