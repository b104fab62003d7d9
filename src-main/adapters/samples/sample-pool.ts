// The SampleReader port over a few threads. onnxruntime blocks the thread that computes, so everything is
// handed out at once and waits at the threads: they go on while nobody here can answer. A thread that dies
// fails everything that is still asked for; it is not started again behind the user's back.

import { Worker } from 'node:worker_threads'
import { StudioError, StudioFault, invariant, wordsOfError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { SampleReader } from '../../services/ports.ts'
import type {
  FromSampleThread,
  SampleResult,
  SampleThreadData,
  SampleWork,
  ToSampleThread,
} from './sample-messages.ts'

export interface SamplePoolOptions {
  /** The module that a thread runs: the source file, or the built one. */
  readonly entry: URL
  readonly rootPath: string
  readonly threadCount: number
}

export interface SamplePool extends SampleReader {
  /** Ends all threads; what was asked for and not answered fails as cancelled. */
  close(): Promise<void>
}

type Made = Extract<SampleResult, { type: 'made' }>

interface Waiting {
  readonly thread: Worker
  resolve(result: Made): void
  reject(error: Error): void
}

export function openSamplePool({ entry, rootPath, threadCount }: SamplePoolOptions): SamplePool {
  invariant(threadCount >= 1, `sample pool: at least one thread, got ${threadCount}`)
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let end: Error | null = null

  function endWith(error: Error): void {
    end ??= error
    for (const { reject } of waiting.values()) reject(end)
    waiting.clear()
  }

  function start(): Worker {
    const workerData: SampleThreadData = { rootPath }
    // The flags of this process (a test runner's, an inspector's port) are none of the thread's.
    const thread = new Worker(entry, { workerData, execArgv: [], name: 'samples' })
    thread.on('message', ({ id, result }: FromSampleThread) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      if (result.type === 'made') asked?.resolve(result)
      else asked?.reject(errorOf(result))
    })
    thread.on('error', (error: Error) => endWith(deathOf(error)))
    thread.on('exit', (code) =>
      endWith(deathOf(new StudioFault(said`it ended with exit code ${code}`))),
    )
    return thread
  }

  const threads = Array.from({ length: threadCount }, start)

  function ask(work: SampleWork): Promise<Made> {
    if (end !== null) return Promise.reject(end)
    const thread = leastBusy(threads, waiting)
    const id = ++lastId
    const message: ToSampleThread = { type: 'work', id, work }
    return new Promise((resolve, reject) => {
      waiting.set(id, { thread, resolve, reject })
      thread.postMessage(message)
    })
  }

  return {
    sample: (request) => ask({ type: 'sample', request }),
    image: async (image, size) => (await ask({ type: 'image', image, size })).pixels,
    async close() {
      endWith(
        new StudioError('cancelled', said`the photos are no longer needed: the run has ended`),
      )
      await Promise.all(threads.map(closeThread))
    },
  }
}

function leastBusy(threads: readonly Worker[], waiting: ReadonlyMap<number, Waiting>): Worker {
  const counts = new Map(threads.map((thread) => [thread, 0]))
  for (const { thread } of waiting.values()) counts.set(thread, (counts.get(thread) ?? 0) + 1)
  const [least] = [...counts].sort(([, a], [, b]) => a - b)
  invariant(least !== undefined, 'sample pool: there are threads')
  return least[0]
}

/** Asked to end, so that no decoder is torn down in the middle of a photo. */
async function closeThread(thread: Worker): Promise<void> {
  // -1: it has ended already.
  if (thread.threadId === -1) return
  const ended = new Promise((resolve) => thread.once('exit', resolve))
  const message: ToSampleThread = { type: 'close' }
  thread.postMessage(message)
  await ended
}

function errorOf(result: Extract<SampleResult, { type: 'failed' }>): Error {
  if (result.kind !== null) return new StudioError(result.kind, result.words)
  const error = new StudioFault(result.words)
  error.stack = result.stack
  return error
}

function deathOf(cause: Error): StudioError {
  const isMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const advice = isMemory
    ? said`choose a smaller crop or batch, then resume the run to continue from its last checkpoint`
    : said`resume the run to continue from its last checkpoint`
  return new StudioError(
    isMemory ? 'outOfMemory' : 'io',
    said`a thread that reads photos has ended: ${wordsOfError(cause)}; ${advice}`,
    { cause },
  )
}
