// The worker process from its sources, as the command line, the browser door and the tests start it.

import { startWorker } from './start-worker.ts'

startWorker({ sampleThread: new URL('./sample-thread.ts', import.meta.url) })
