// One execution of a run in its own worker process: keeps the record up to date and turns whatever
// happens to the process into a status. A dead worker is a failed job, never a dead studio.

import type { RunEvent, RunSummary } from '../../contract/runs.ts'
import type { ErrorReport } from '../../contract/schemas.ts'
import { StudioError, wordsOfError } from '../../core/errors.ts'
import { inEnglish, said, tell } from '../../core/said.ts'
import type { Machine, RootPorts, WorkerEvent, WorkerLauncher, WorkerProcess } from '../ports.ts'
import { describeError } from '../rpc-errors.ts'
import { writeRun } from './run-store.ts'

export interface JobPorts extends RootPorts {
  readonly workers: WorkerLauncher
  readonly machine: Machine
}

type Outcome = Extract<RunEvent, { type: 'statusChanged' }>

export class Job {
  readonly #ports: JobPorts
  readonly #publish: (event: RunEvent) => void
  #run: RunSummary
  #worker: WorkerProcess | null = null
  #outcome: Outcome | null = null
  #isCancelled = false
  #isPauseWanted = false

  constructor(ports: JobPorts, run: RunSummary, publish: (event: RunEvent) => void) {
    this.#ports = ports
    this.#run = run
    this.#publish = publish
  }

  get run(): RunSummary {
    return this.#run
  }

  /** Resolves with the final record when the process has ended. Never rejects on a worker's fault. */
  async execute(): Promise<RunSummary> {
    await this.#update({ status: 'running', error: null, finishedAt: null })
    this.#publish({ type: 'statusChanged', status: 'running', error: null })
    try {
      await this.#followWorker()
    } catch (error) {
      this.#outcome ??= failed(reportOf(error, this.#ports.machine))
    }
    const outcome = this.#isCancelled ? CANCELLED : (this.#outcome ?? failed(SILENT_END))
    const finishedAt = outcome.status === 'paused' ? null : this.#ports.machine.now().toISOString()
    await this.#update({ status: outcome.status, error: outcome.error, finishedAt })
    return this.#run
  }

  pause(): void {
    this.#isPauseWanted = true
    this.#worker?.send({ type: 'pause' })
  }

  cancel(): void {
    this.#isCancelled = true
    this.#worker?.kill()
  }

  async #followWorker(): Promise<void> {
    if (this.#isCancelled) return
    const worker = this.#ports.workers.launch()
    this.#worker = worker
    worker.send({ type: 'run', rootPath: this.#ports.root.path, runId: this.#run.id })
    if (this.#isPauseWanted) worker.send({ type: 'pause' })
    try {
      for await (const event of worker.events()) {
        await this.#apply(event)
        if (event.type === 'ended') break
      }
    } finally {
      worker.kill()
    }
  }

  async #apply(message: WorkerEvent): Promise<void> {
    switch (message.type) {
      case 'engine':
        return this.#update({
          engine: inEnglish(message.description),
          engineSaid: message.description,
          device: message.device,
        })
      case 'memory':
        // Kept in memory until the next write: it comes every second.
        this.#run = {
          ...this.#run,
          peakMemoryBytes: Math.max(this.#run.peakMemoryBytes ?? 0, message.peakBytes),
        }
        return
      case 'event':
        return this.#applyRunEvent(message.event)
      case 'devicesTried':
      case 'exported':
      case 'refused':
      case 'thumbnailsMade':
      case 'ended':
        return
    }
  }

  async #applyRunEvent(event: RunEvent): Promise<void> {
    if (event.type === 'statusChanged') {
      this.#outcome = event
      return
    }
    if (event.type === 'evaluated') await this.#update({ scores: withScores(this.#run, event) })
    if (event.type === 'phaseFinished') {
      const phaseSeconds = { ...this.#run.phaseSeconds, [event.phase]: event.seconds }
      await this.#update({ phaseSeconds })
    }
    this.#publish(event)
  }

  async #update(change: Partial<RunSummary>): Promise<void> {
    this.#run = { ...this.#run, ...change }
    await writeRun(this.#ports.artifacts, this.#run)
  }
}

function withScores(
  run: RunSummary,
  { scores }: Extract<RunEvent, { type: 'evaluated' }>,
): RunSummary['scores'] {
  const others = run.scores.filter(
    (kept) => kept.stage !== scores.stage || kept.checkpoint !== scores.checkpoint,
  )
  return [...others, scores]
}

function failed(error: ErrorReport): Outcome {
  return { type: 'statusChanged', status: 'failed', error }
}

const CANCELLED: Outcome = { type: 'statusChanged', status: 'cancelled', error: null }

const SILENT_END: ErrorReport = {
  kind: 'internal',
  ...tell(
    said`the worker process ended without a word; resume the run to continue from its last checkpoint`,
  ),
}

/** What a run's record says about an error; the studio's own faults go to the log as well. */
export function reportOf(error: unknown, machine: Pick<Machine, 'log'>): ErrorReport {
  const told = tell(wordsOfError(error))
  if (error instanceof StudioError) return { kind: error.kind, ...told }
  machine.log(describeError(error))
  return { kind: 'internal', ...told }
}
