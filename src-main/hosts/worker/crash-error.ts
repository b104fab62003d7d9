// What is known about a worker process that ended without its last word.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'

export interface CrashFacts {
  readonly code?: number | null
  readonly signal?: string | null
  /** It could not be started at all. */
  readonly cause?: Error
  /** The last lines it wrote to stderr. */
  readonly stderr: string
}

const OUT_OF_MEMORY = /out of memory|bad_alloc|failed to allocate|cannot allocate memory/i
const ADVICE = said`resume the run to continue from its last checkpoint`

/** `outOfMemory` when the signs speak for it, else `io`. */
export function crashError({ code, signal, cause, stderr }: CrashFacts): StudioError {
  if (cause !== undefined) {
    return new StudioError('io', said`the worker process could not be started: ${cause.message}`, {
      cause,
    })
  }
  const how = howItEnded(signal ?? '', code ?? null, lastLine(stderr))
  if (OUT_OF_MEMORY.test(stderr)) {
    return new StudioError(
      'outOfMemory',
      said`${how}, out of memory; choose a smaller crop, batch or evaluation size, then ${ADVICE}`,
    )
  }
  if (signal === 'SIGKILL') {
    return new StudioError(
      'outOfMemory',
      said`the worker process was killed from outside (SIGKILL), most often because the machine ran out of memory;
        close other programs or choose a smaller crop, batch or evaluation size, then ${ADVICE}`,
    )
  }
  return new StudioError('io', said`${how}; ${ADVICE}`)
}

function howItEnded(signal: string, code: number | null, lastWords: string): Said {
  const how =
    signal === ''
      ? said`the worker process ended with exit code ${code ?? '?'}`
      : said`the worker process was ended by ${signal}`
  return lastWords === '' ? how : said`${how} (its last words: ${lastWords})`
}

function lastLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return (lines.filter((line) => line !== '').at(-1) ?? '').slice(0, 300)
}
