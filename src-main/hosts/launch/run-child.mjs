// Runs a program as if it were this one: same terminal, its exit code, its signals.
import { spawn } from 'node:child_process'

/** Resolves with the child's exit code or signal. Signals sent to this process go to the child. */
export function runChild(command, args, { onSpawn, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    onSpawn?.(child)
    // A terminal sends Ctrl-C to the child as well: passing it on would count twice.
    const onInterrupt = () => process.stdin.isTTY || child.kill('SIGINT')
    const onTerminate = () => child.kill('SIGTERM')
    const onHangUp = () => child.kill('SIGHUP')
    process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate).on('SIGHUP', onHangUp)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate).off('SIGHUP', onHangUp)
      resolve({ code, signal })
    })
  })
}

/** Ends this process the way the child ended. */
export function endLike({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal)
  process.exitCode = code ?? 1
}
