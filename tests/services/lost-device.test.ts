// A GPU that is lost in the middle of a stage: the stage fails with what to do, and goes on from its checkpoint.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { runtimeError } from '../../src-main/adapters/onnxruntime/runtime-error.ts'
import { createSampleMaker } from '../../src-main/adapters/samples/make-sample.ts'
import type { RunEvent } from '../../src-main/contract/runs.ts'
import type { Executor } from '../../src-main/engine/executor/executor.ts'
import { findMethod } from '../../src-main/engine/methods/methods.ts'
import type { ImageReference } from '../../src-main/services/ports/image-reference.ts'
import { reportOf } from '../../src-main/services/runs/job.ts'
import { readLines } from '../../src-main/services/artifact-json.ts'
import { MASK_LABELS } from '../../src-main/services/runs/pipeline/batches.ts'
import type { PipelineContext } from '../../src-main/services/runs/pipeline/context.ts'
import { readCheckpoint, trainStage } from '../../src-main/services/runs/pipeline/train-stage.ts'
import type { StageTraining } from '../../src-main/services/runs/pipeline/train-stage.ts'
import { WorkMeter } from '../../src-main/services/runs/pipeline/work-meter.ts'
import { BATCH, SIDE, TOY_OPTIONS, keepPrograms, toyStart } from '../engine/methods/toy-training.ts'
import { memoryArtifacts, memoryCodec, memoryRoot } from './memory-ports.ts'
import { DEMO_CONFIG } from './run-config.ts'
import { said } from '../../src-main/core/said.ts'

const LOST = 'WebGPU device lost (2): A valid external Instance reference no longer exists.'
const RESUME_KEY = 'runs/r/stage1-resume.safetensors'
const plan = findMethod('stage1').build(TOY_OPTIONS)
let cpu: Executor

beforeAll(async () => {
  cpu = keepPrograms(await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 }))
})
afterAll(async () => {
  await cpu.dispose()
})

/** Computes as the CPU does until its device is lost at the given step; nothing works from then on. */
function losingDeviceAt(step: number): Executor {
  let steps = 0
  return {
    ...cpu,
    compile: async (graph) => {
      const program = await cpu.compile(graph)
      return {
        ...program,
        run: async (feeds, state) => {
          if (++steps < step) return program.run(feeds, state)
          throw runtimeError(new Error(LOST), said`running a program`, 'webgpu')
        },
      }
    },
  }
}

function context(artifacts: PipelineContext['artifacts'], executor: Executor): PipelineContext {
  const budget = { ...DEMO_CONFIG.budget, iterations: 6, batchSize: BATCH, cropSizePx: SIDE, checkpointEvery: 2, evaluateEvery: 6 } // prettier-ignore
  const root = memoryRoot()
  return {
    root,
    artifacts,
    samples: createSampleMaker({ root, artifacts }),
    codec: memoryCodec(),
    executor,
    pretrained: toyStart(plan),
    weightsId: 'toy',
    runId: 'r',
    config: { ...DEMO_CONFIG, budget },
    images: { user: ['a', 'b', 'c'], labelled: ['a'], source: ['s0', 's1', 's2'] },
    meter: new WorkMeter({ feature: 1, 'source-only': 1, stage1: 1, stage2: 1, evaluation: 1 }),
    now: () => 0,
    shouldStop: () => false,
  }
}

function job(): StageTraining {
  const user = (name: string): ImageReference => ({ domain: 'user', user: 'id1', name })
  const source = (name: string): ImageReference => ({ domain: 'source', name })
  return {
    stage: 'stage1',
    plan,
    streams: {
      source: { images: ['s0', 's1', 's2'].map(source), groups: [0, 0, 0], labels: MASK_LABELS }, // prettier-ignore
      target: { images: ['a', 'b', 'c'].map(user), groups: [0, 0, 0], labels: null },
    },
    continued: null,
    resumeKey: RESUME_KEY,
    lossesKey: 'runs/r/stage1.jsonl',
    async *onEvaluationDue() {
      // Nothing is evaluated here.
    },
  }
}

/** The iterations of the losses it told. */
async function follow(stage: PipelineContext): Promise<number[]> {
  const told: RunEvent[] = []
  for await (const event of trainStage(stage, job())) told.push(event)
  return told.flatMap((event) => (event.type === 'loss' ? [event.point.iteration] : []))
}

test('a lost device fails the stage, keeps the last checkpoint, and the stage goes on from it', async () => {
  const [whole, broken] = [memoryArtifacts(), memoryArtifacts()]
  await follow(context(whole, cpu))

  const error = await follow(context(broken, losingDeviceAt(6))).catch((cause: unknown) => cause)
  expect(reportOf(error, { log: () => undefined })).toMatchObject({
    kind: 'io',
    message:
      'the webgpu device was lost while running a program; resume the run to go on from its last ' +
      `checkpoint, and if it happens again start a new run on the CPU (${LOST})`,
  })
  expect((await readCheckpoint(broken, RESUME_KEY))?.iteration).toBe(4)

  expect(await follow(context(broken, cpu))).toEqual([5, 6])
  expect(await readCheckpoint(broken, RESUME_KEY)).toEqual(await readCheckpoint(whole, RESUME_KEY))
  expect(await readLines(broken, 'runs/r/stage1.jsonl')).toEqual(
    await readLines(whole, 'runs/r/stage1.jsonl'),
  )
})
