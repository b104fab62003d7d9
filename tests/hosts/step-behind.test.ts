// A process that steps behind all others does so with the threads that it has and with those that it starts later.

import { execFile } from 'node:child_process'
import { constants } from 'node:os'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const MODULE = new URL('../../src-main/hosts/worker/step-behind.ts', import.meta.url)

const PROGRAM = `
  import { readdirSync } from 'node:fs'
  import { readFile } from 'node:fs/promises'
  import { getPriority } from 'node:os'
  import { Worker } from 'node:worker_threads'
  import { stepBehind } from ${JSON.stringify(MODULE.href)}

  // Threads that read files are there by now.
  await readFile(process.execPath)
  stepBehind()
  const later = new Worker('setTimeout(() => undefined, 1e6)', { eval: true })
  await new Promise((resolve) => later.once('online', resolve))
  const threads = readdirSync('/proc/self/task').map(Number)
  console.log(JSON.stringify(threads.map((thread) => getPriority(thread))))
  process.exit()
`

test.runIf(process.platform === 'linux')('every thread steps behind', async () => {
  const program = ['--input-type=module', '--eval', PROGRAM]
  const { stdout } = await promisify(execFile)(process.execPath, program)
  const priorities = JSON.parse(stdout) as number[]
  expect(priorities.length).toBeGreaterThan(5)
  expect(new Set(priorities)).toEqual(new Set([constants.priority.PRIORITY_LOW]))
})
