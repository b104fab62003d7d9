// A thread of the sample pool that dies at its second piece of work.

import { parentPort } from 'node:worker_threads'

let asked = 0
parentPort?.on('message', () => {
  asked++
  if (asked === 2) process.exit(7)
})
