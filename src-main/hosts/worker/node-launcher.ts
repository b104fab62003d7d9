// Starts worker processes with child_process.fork: for the browser door, the command line and tests.

import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { WorkerEvent, WorkerLauncher, WorkerProcess } from '../../services/ports.ts'
import { crashError } from './crash-error.ts'
import { workerEventSchema } from './messages.ts'
import { workerEnvironment } from './worker-environment.ts'
import { WorkerEventQueue } from './worker-event-queue.ts'

export interface NodeLauncherOptions {
  /** The worker's main module: the source file, or the built one. */
  readonly entry: URL
  readonly log: (message: string) => void
}

const STDERR_TAIL = 4000

export function createNodeLauncher(options: NodeLauncherOptions): WorkerLauncher {
  return { launch: () => launchNodeWorker(options) }
}

function launchNodeWorker({ entry, log }: NodeLauncherOptions): WorkerProcess {
  // The flags of this process (a test runner's, an inspector's port) are none of the worker's.
  const child = fork(fileURLToPath(entry), [], {
    execArgv: [],
    env: workerEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const queue = new WorkerEventQueue<WorkerEvent>()
  const tail = collectTail(child, log)
  child.on('message', (message) => queue.push(workerEventSchema.parse(message)))
  child.on('error', (error) => queue.fail(crashError({ cause: error, stderr: tail() })))
  onceOver(child, (code, signal) => {
    queue.finish(crashError({ code, signal, stderr: tail() }))
  })
  return {
    pid: child.pid ?? null,
    send(request) {
      if (child.connected) child.send(request, () => undefined)
    },
    events: () => queue.read((event) => event.type === 'ended'),
    kill: () => void child.kill('SIGKILL'),
  }
}

/** Calls back when the process has ended and all its messages have been read. */
function onceOver(
  child: ChildProcess,
  callback: (code: number | null, signal: NodeJS.Signals | null) => void,
): void {
  child.once('exit', (code, signal) => {
    const finish = (): void => callback(code, signal)
    if (child.connected) child.once('disconnect', finish)
    else setImmediate(finish)
  })
}

function collectTail(child: ChildProcess, log: (message: string) => void): () => string {
  let tail = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL)
    log(`worker ${child.pid ?? '?'}: ${text.trimEnd()}`)
  })
  return () => tail
}
