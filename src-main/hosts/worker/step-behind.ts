// Lets every other process go first.

import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { errorCode } from '../../adapters/files/io-error.ts'

/** From now on this process computes only where no other wants to: the window and the studio do not notice it. */
export function stepBehind(): void {
  for (const id of countedIds()) {
    try {
      setPriority(id, constants.priority.PRIORITY_LOW)
    } catch (error) {
      // A thread that has ended meanwhile.
      if (errorCode(error) !== 'ERR_SYSTEM_ERROR') throw error
    }
  }
}

/** Linux counts by thread, and a new thread takes it from the one that starts it; 0 is the whole process. */
function countedIds(): readonly number[] {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0]
}
