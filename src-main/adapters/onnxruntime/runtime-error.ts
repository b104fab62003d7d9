// Turns onnxruntime's error texts into errors that say what happened and what to do.

import { StudioError, StudioFault } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import type { ExecutionProvider } from './session-options.ts'

const OUT_OF_MEMORY =
  /failed to allocate|bad_alloc|out of memory|allocation of size|buffer allocation/i
const DEVICE_LOST = /device (was |is )?(lost|removed|destroyed)|DXGI_ERROR|device lost/i

/** `doing` continues "onnxruntime failed while ...". */
export function runtimeError(cause: unknown, doing: Said, provider: ExecutionProvider): Error {
  if (cause instanceof StudioError) return cause
  const detail = cause instanceof Error ? cause.message : String(cause)
  if (OUT_OF_MEMORY.test(detail)) {
    return new StudioError(
      'outOfMemory',
      said`memory ran out on ${provider} while ${doing}; use a smaller batch or crop, or close other
        programs (${detail})`,
      { cause },
    )
  }
  if (DEVICE_LOST.test(detail)) {
    return new StudioError(
      'io',
      said`the ${provider} device was lost while ${doing}; resume the run to go on from its last
        checkpoint, and if it happens again start a new run on the CPU (${detail})`,
      { cause },
    )
  }
  return new StudioFault(said`onnxruntime failed on ${provider} while ${doing}: ${detail}`, {
    cause,
  })
}
