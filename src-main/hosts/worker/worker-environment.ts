// The environment of worker processes.

import { availableParallelism } from 'node:os'

/** A thread for each core reads and decodes photos; Node's own number is four. */
export function workerEnvironment(): NodeJS.ProcessEnv {
  const threads = String(Math.max(4, availableParallelism()))
  return { UV_THREADPOOL_SIZE: threads, ...process.env }
}
