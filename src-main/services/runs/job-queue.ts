// One heavy job at a time for each studio: runs wait in order, and every end starts the next.

import type { RunEvent, RunSummary } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { EventHub, endedStream } from './event-hub.ts'
import type { RunEventStream } from './event-hub.ts'
import { Job, reportOf } from './job.ts'
import type { JobPorts } from './job.ts'
import { isEnded, readRun, writeRun } from './run-store.ts'
import { STATUS_WORDS } from './status-words.ts'

interface CurrentJob {
  readonly job: Job
  readonly done: Promise<void>
}

export class JobQueue {
  readonly #ports: JobPorts
  readonly #hub = new EventHub()
  readonly #onBusy: (isBusy: boolean) => void
  #waiting: RunSummary[] = []
  #current: CurrentJob | null = null
  #isClosed = false

  /** `onBusy` is told when runs wait or go, and when none does any more. */
  constructor(ports: JobPorts, onBusy: (isBusy: boolean) => void) {
    this.#ports = ports
    this.#onBusy = onBusy
  }

  get isBusy(): boolean {
    return this.#current !== null || this.#waiting.length > 0
  }

  /** Writes the record as queued and starts it when nothing else runs. */
  async enqueue(run: RunSummary): Promise<RunSummary> {
    const queued: RunSummary = { ...run, status: 'queued', error: null, finishedAt: null }
    await writeRun(this.#ports.artifacts, queued)
    this.#waiting.push(queued)
    this.#onBusy(true)
    this.#hub.publish(run.id, statusOf(queued))
    this.#startNext()
    return queued
  }

  /** The record of a run as it is now, the job's own copy while it runs here. */
  async get(runId: string): Promise<RunSummary> {
    const job = this.#current?.job
    return job?.run.id === runId ? job.run : readRun(this.#ports.artifacts, runId)
  }

  /** A running job stops at its next iteration; a waiting one leaves the queue. */
  async pause(runId: string): Promise<RunSummary> {
    const run = await this.get(runId)
    if (this.#isCurrent(runId)) {
      this.#current?.job.pause()
      return run
    }
    if (this.#leaveQueue(runId)) return this.#settle({ ...run, status: 'paused' })
    throw this.#refusal(run, 'paused')
  }

  /** Ends the worker at once; checkpoints written so far stay. */
  async cancel(runId: string): Promise<RunSummary> {
    const run = await this.get(runId)
    if (this.#current !== null && this.#isCurrent(runId)) {
      const { job, done } = this.#current
      job.cancel()
      await done
      return job.run
    }
    if (this.#leaveQueue(runId) || run.status === 'paused') {
      const finishedAt = this.#ports.machine.now().toISOString()
      return this.#settle({ ...run, status: 'cancelled', finishedAt })
    }
    throw this.#refusal(run, 'cancelled')
  }

  async resume(runId: string): Promise<RunSummary> {
    const run = await this.get(runId)
    const canResume =
      run.status === 'paused' || run.status === 'failed' || run.status === 'cancelled'
    if (!canResume || this.#isCurrent(runId)) throw this.#refusal(run, 'resumed')
    return this.enqueue(run)
  }

  async watch(runId: string): Promise<RunEventStream> {
    const run = await this.get(runId)
    const isHere = this.#isCurrent(runId) || this.#isWaiting(runId)
    if (isHere || run.status === 'paused') return this.#hub.watch(runId, statusOf(run))
    return endedStream(statusOf(run))
  }

  /** Pauses the running job at its next iteration and waits for it; waiting runs become paused. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const run of [...this.#waiting]) await this.pause(run.id)
    this.#current?.job.pause()
    await this.#current?.done
    this.#hub.endAll()
  }

  /** Ends the running worker at once, as a crash would: its run can be resumed. */
  abort(): void {
    this.#isClosed = true
    this.#current?.job.cancel()
  }

  #isCurrent(runId: string): boolean {
    return this.#current?.job.run.id === runId
  }

  #isWaiting(runId: string): boolean {
    return this.#waiting.some((run) => run.id === runId)
  }

  #leaveQueue(runId: string): boolean {
    const isWaiting = this.#isWaiting(runId)
    this.#waiting = this.#waiting.filter((run) => run.id !== runId)
    this.#onBusy(this.isBusy)
    return isWaiting
  }

  async #settle(run: RunSummary): Promise<RunSummary> {
    await writeRun(this.#ports.artifacts, run)
    this.#hub.publish(run.id, statusOf(run))
    if (isEnded(run.status)) this.#hub.end(run.id)
    return run
  }

  #refusal(run: RunSummary, verb: keyof typeof REFUSALS): StudioError {
    const isForeign = run.status === 'running' || run.status === 'queued'
    const reason =
      isForeign && !this.#ports.root.isWritable
        ? said`another studio works on it; use that one`
        : said`it is ${STATUS_WORDS[run.status]}`
    return new StudioError('conflict', REFUSALS[verb](run.id, reason))
  }

  #startNext(): void {
    const run = this.#waiting[0]
    if (this.#current !== null || this.#isClosed || run === undefined) return
    this.#waiting = this.#waiting.slice(1)
    const job = new Job(this.#ports, run, (event) => this.#hub.publish(run.id, event))
    this.#current = { job, done: this.#execute(job) }
  }

  async #execute(job: Job): Promise<void> {
    const end = await this.#endOf(job)
    this.#current = null
    this.#hub.publish(job.run.id, end)
    if (isEnded(end.status)) this.#hub.end(job.run.id)
    this.#startNext()
    this.#onBusy(this.isBusy)
  }

  /** A record that cannot be written (a full disk) fails the job as well. */
  async #endOf(job: Job): Promise<StatusChanged> {
    try {
      return statusOf(await job.execute())
    } catch (error) {
      const report = reportOf(error, this.#ports.machine)
      return { type: 'statusChanged', status: 'failed', error: report }
    }
  }
}

const REFUSALS = {
  paused: (id: string, reason: Said) => said`run ${id} cannot be paused: ${reason}`,
  resumed: (id: string, reason: Said) => said`run ${id} cannot be resumed: ${reason}`,
  cancelled: (id: string, reason: Said) => said`run ${id} cannot be cancelled: ${reason}`,
}

type StatusChanged = Extract<RunEvent, { type: 'statusChanged' }>

function statusOf(run: RunSummary): StatusChanged {
  return { type: 'statusChanged', status: run.status, error: run.error }
}
