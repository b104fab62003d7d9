// Masks to and from the wire, in a worker that starts with the first of them and stays.

import { packLabels } from './label-map-wire.ts'
import type { EditedLabels, EncodedLabels, StoredLabels } from './label-map-wire.ts'
import type { MaskJob } from './mask-jobs.ts'
import { createWorkerRunner } from '../../page/worker-runner.ts'

export interface MaskCodec {
  /** Starts the worker, for what is sure to come. */
  start(): void
  /** Error: corrupt. */
  decode(stored: StoredLabels): Promise<EditedLabels>
  /** As they are at the call: what is painted later is not in it. */
  encode(edited: EditedLabels): Promise<EncodedLabels>
}

export function createMaskCodec(): MaskCodec {
  const runner = createWorkerRunner(
    () => new Worker(new URL('./mask-worker.ts', import.meta.url), { type: 'module' }),
  )
  const ask = (job: MaskJob): Promise<unknown> => runner.ask(job)
  return {
    start: runner.start,
    decode: ({ width, height, labelMap, provenance }) =>
      ask({
        kind: 'decode',
        stored: { width, height, labelMap, provenance },
      }) as Promise<EditedLabels>,
    encode: (edited) =>
      ask({ kind: 'encode', packed: packLabels(edited) }) as Promise<EncodedLabels>,
  }
}
