// Resolves at the next Ctrl-C, SIGTERM or SIGHUP, instead of the process ending.

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
