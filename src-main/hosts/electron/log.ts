// The desktop studio's log: one file in the person's data folder, and stderr for whoever started it there.

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MAX_BYTES = 1_000_000

/** One line a call; the previous log is kept as studio.log.1. */
export function createLog(folder: string): (message: string) => void {
  const file = join(folder, 'studio.log')
  return (message) => {
    const line = `${new Date().toISOString()} ${message}\n`
    process.stderr.write(line)
    mkdirSync(folder, { recursive: true })
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES)
      renameSync(file, `${file}.1`)
    appendFileSync(file, line)
  }
}
