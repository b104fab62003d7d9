// Resolves at the next Ctrl-C, SIGTERM or SIGHUP, instead of the process ending.

import type { Output } from './output.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export function untilInterrupted(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const onSignal = (signal: NodeJS.Signals): void => {
      for (const each of SIGNALS) process.off(each, onSignal)
      resolve(signal)
    }
    for (const each of SIGNALS) process.on(each, onSignal)
  })
}

/** The first Ctrl-C aborts the signal: the work ends where nothing is half done. A second one kills the program. */
export function stoppedWhenInterrupted(output: Output): AbortSignal {
  const controller = new AbortController()
  void untilInterrupted().then(() => {
    output.note('stopping after this photo (press Ctrl-C again to kill it)')
    controller.abort()
  })
  return controller.signal
}
