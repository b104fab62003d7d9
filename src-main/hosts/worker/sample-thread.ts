// The module that a thread of the sample pool runs.

import { parentPort, workerData } from 'node:worker_threads'
import type { SampleThreadData } from '../../adapters/samples/sample-messages.ts'
import { serveSamples } from '../../adapters/samples/sample-thread.ts'
import { invariant } from '../../core/errors.ts'

invariant(parentPort !== null, 'this module runs in a thread')
serveSamples(parentPort, workerData as SampleThreadData)
