// Asks a worker for one job after another and hands each answer to who asked. What the jobs are is in
// photo-jobs.ts, region-jobs.ts, mask-jobs.ts and photo-loader.ts.

import { StudioError, wordsOfError } from '../../src-main/core/errors.ts'
import type { ErrorKind } from '../../src-main/core/errors.ts'
import { said } from '../../src-main/core/said.ts'
import type { Words } from '../../src-main/core/said.ts'

export interface WorkerJob {
  readonly id: number
  readonly job: unknown
}

export type WorkerAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: WorkerFailure }

interface WorkerFailure {
  /** Null for a fault of the program. */
  readonly kind: ErrorKind | null
  readonly words: Words
}

export interface WorkerRunner {
  /** Begins before the first job. */
  start(): void
  /** Fails when the worker does. */
  ask(job: unknown): Promise<unknown>
  dispose(): void
}

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

/** `start` is called for the first job, and for the next one after the worker has died. */
export function createWorkerRunner(start: () => Worker): WorkerRunner {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let lastId = 0

  function begin(): Worker {
    const started = start()
    started.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      const job = waiting.get(data.id)
      waiting.delete(data.id)
      if ('answer' in data) job?.resolve(data.answer)
      else job?.reject(errorOf(data.failure))
    })
    started.addEventListener('error', (event) => {
      const { message } = event
      waiting.forEach(({ reject }) => reject(errorOf({ kind: null, words: message })))
      waiting.clear()
      worker = null
    })
    return started
  }

  const running = (): Worker => (worker ??= begin())

  return {
    start: () => void running(),
    ask(job) {
      const id = ++lastId
      running().postMessage({ id, job } satisfies WorkerJob)
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
      })
    },
    dispose() {
      worker?.terminate()
      worker = null
      waiting.clear()
    },
  }
}

/** The answer to a job, or what went wrong with it. */
export async function answerJob(
  { id, job }: WorkerJob,
  perform: (job: unknown) => unknown,
): Promise<WorkerAnswer> {
  try {
    return { id, answer: await perform(job) }
  } catch (error) {
    const kind = error instanceof StudioError ? error.kind : null
    return { id, failure: { kind, words: wordsOfError(error) } }
  }
}

/** The memory of an answer that the worker has no more use for: handed over, it is not copied. */
export function buffersOf(answered: WorkerAnswer): ArrayBuffer[] {
  if (!('answer' in answered) || typeof answered.answer !== 'object') return []
  return Object.values(answered.answer ?? {}).flatMap((part: unknown) =>
    ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer ? [part.buffer] : [],
  )
}

function errorOf({ kind, words }: WorkerFailure): StudioError {
  if (kind !== null) return new StudioError(kind, words)
  return new StudioError(
    'unsupported',
    said`The tool could not finish its work on this photo: ${words}. Try a smaller region, or open the photo again.`,
  )
}
