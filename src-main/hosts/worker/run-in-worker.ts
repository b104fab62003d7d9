// One run inside the worker process: opens root, weights and executor, and turns the pipeline into
// messages. Its errors become the run's status here; only a dead process says nothing.

import { availableParallelism } from 'node:os'
import { createImageCodec } from '../../adapters/images/image-codec.ts'
import { openRoot } from '../../adapters/pss-root/open-root.ts'
import { openSamplePool } from '../../adapters/samples/sample-pool.ts'
import type { Device, RunConfig, RunEvent, RunStatus } from '../../contract/runs.ts'
import { sha256 } from '../../core/bytes/sha256.ts'
import { translateWeights } from '../../engine/checkpoint/pretrained-weights.ts'
import { decodeSafetensors } from '../../engine/checkpoint/safetensors.ts'
import type { Executor } from '../../engine/executor/executor.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import { findEncoder } from '../../engine/networks/encoders.ts'
import { chooseDevice } from '../../services/choose-device.ts'
import type { RootPorts, SampleReader, WeightsLibrary, WorkerEvent } from '../../services/ports.ts'
import { reportOf } from '../../services/runs/job.ts'
import type { PipelineContext } from '../../services/runs/pipeline/context.ts'
import { runPipeline } from '../../services/runs/pipeline/pipeline.ts'
import { workCosts } from '../../services/runs/pipeline/plan-work.ts'
import { PipelineRecord } from '../../services/runs/pipeline/record.ts'
import { WorkMeter } from '../../services/runs/pipeline/work-meter.ts'
import { readRun } from '../../services/runs/run-store.ts'
import { openExecutor, trialWorld } from './open-executor.ts'
import { said, tell } from '../../core/said.ts'
import type { Said, Words } from '../../core/said.ts'

export interface RunRequest {
  readonly rootPath: string
  readonly runId: string
  readonly weights: WeightsLibrary
  /** The module that the threads run which read photos. */
  readonly sampleThread: URL
  readonly shouldStop: () => boolean
  readonly log: (message: string) => void
}

export async function* runInWorker(
  request: RunRequest,
): AsyncGenerator<WorkerEvent, void, undefined> {
  try {
    const end = yield* execute(request)
    yield statusChanged(end)
  } catch (error) {
    yield statusChanged('failed', reportOf(error, { log: request.log }))
  }
  yield { type: 'ended' }
}

async function* execute(
  request: RunRequest,
): AsyncGenerator<WorkerEvent, 'finished' | 'paused', undefined> {
  const ports = await openRoot(request.rootPath, { as: 'worker' })
  try {
    const { config, device: known } = await readRun(ports.artifacts, request.runId)
    const { device, reason } = await deviceOf(config, known)
    const executor = await openExecutor(device)
    const samples = openSamplePool({
      entry: request.sampleThread,
      rootPath: ports.root.path,
      threadCount: sampleThreadCount(),
    })
    try {
      const engine = describeEngine(executor)
      const why = reason ?? said`as at the first start`
      const description = config.device === 'auto' ? said`${engine}; auto: ${why}` : engine
      yield { type: 'engine', description, device }
      if (reason !== null) {
        yield { type: 'event', event: { type: 'note', ...tell(said`auto picks ${reason}`) } }
      }
      return yield* followPipeline(request, ports, { config, executor, samples })
    } finally {
      await samples.close()
      await executor.dispose()
    }
  } finally {
    await ports.root.close()
  }
}

/** A run that was started before stays on its device, so that it ends as if it had never stopped. */
async function deviceOf(
  { device = 'cpu' }: RunConfig,
  known: Device | undefined,
): Promise<{ device: Device; reason: Words | null }> {
  if (known !== undefined) return { device: known, reason: null }
  if (device !== 'auto') return { device, reason: null }
  return chooseDevice(trialWorld())
}

/** The thread that computes waits for its own; four feed any device that an annotator's machine has. */
function sampleThreadCount(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1))
}

interface RunParts {
  readonly config: RunConfig
  readonly executor: Executor
  readonly samples: SampleReader
}

async function* followPipeline(
  request: RunRequest,
  ports: RootPorts,
  { config, executor, samples }: RunParts,
): AsyncGenerator<WorkerEvent, 'finished' | 'paused', undefined> {
  const { runId, shouldStop } = request
  const record = await PipelineRecord.open(ports, { id: runId, user: config.user })
  const { tensors, id, unknown } = await readWeights(request.weights, config.network)
  if (unknown.length > 0) {
    const words = said`the weights of ${config.network} hold tensors no layer has: ${unknown.join(', ')}`
    yield { type: 'event', event: { type: 'note', ...tell(words) } }
  }
  const context: PipelineContext = {
    ...ports,
    codec: createImageCodec(),
    executor,
    samples,
    pretrained: tensors,
    weightsId: id,
    runId,
    config,
    images: record.images,
    meter: new WorkMeter(workCosts(config)),
    now: () => performance.now(),
    shouldStop,
  }
  const events = runPipeline(context, record)
  for (;;) {
    const next = await events.next()
    if (next.done === true) return next.value
    yield { type: 'event', event: next.value }
  }
}

async function readWeights(
  weights: WeightsLibrary,
  network: string,
): Promise<{ tensors: ReadonlyMap<string, Tensor>; id: string; unknown: readonly string[] }> {
  const bytes = await weights.read(network)
  const file = decodeSafetensors(bytes, `weights of ${network}`)
  const { tensors, unknown } = translateWeights(file, findEncoder(network))
  return { tensors, id: `${network}-${sha256(bytes).slice(0, 12)}`, unknown }
}

function describeEngine({ description }: Executor): Said {
  const { runtime, provider, threads } = description
  return threads === 1
    ? said`${runtime}, ${provider}, 1 thread`
    : said`${runtime}, ${provider}, ${threads} threads`
}

function statusChanged(
  status: RunStatus,
  error: Extract<RunEvent, { type: 'statusChanged' }>['error'] = null,
): WorkerEvent {
  return { type: 'event', event: { type: 'statusChanged', status, error } }
}
