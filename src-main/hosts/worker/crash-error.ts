// What is known about a worker process that ended without its last word.

import { StudioError } from '../../core/errors.ts'

export interface CrashFacts {
  readonly code?: number | null
  readonly signal?: string | null
  /** It could not be started at all. */
  readonly cause?: Error
  /** The last lines it wrote to stderr. */
  readonly stderr: string
}

const OUT_OF_MEMORY = /out of memory|bad_alloc|failed to allocate|cannot allocate memory/i
const ADVICE = 'resume the run to continue from its last checkpoint'

/** `outOfMemory` when the signs speak for it, else `io`. */
export function crashError({ code, signal, cause, stderr }: CrashFacts): StudioError {
  if (cause !== undefined) {
    return new StudioError('io', `the worker process could not be started: ${cause.message}`, {
      cause,
    })
  }
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code ?? 'unknown'}`
  const said = lastLine(stderr)
  const words = said === '' ? '' : `; its last words: ${said}`
  if (OUT_OF_MEMORY.test(stderr)) {
    return new StudioError(
      'outOfMemory',
      `the worker process ${how}: out of memory${words}; choose a smaller crop, batch or evaluation size, then ${ADVICE}`,
    )
  }
  if (signal === 'SIGKILL') {
    return new StudioError(
      'outOfMemory',
      `the worker process was killed from outside (SIGKILL), most often because the machine ran out of memory; ` +
        `close other programs or choose a smaller crop, batch or evaluation size, then ${ADVICE}`,
    )
  }
  return new StudioError('io', `the worker process ${how}${words}; ${ADVICE}`)
}

function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return (lines.filter((line) => line !== '').at(-1) ?? '').slice(0, 300)
}
