// Starts worker processes as Electron's utility processes: the same entry and messages as anywhere else.

import { utilityProcess } from 'electron'
import type { UtilityProcess } from 'electron'
import type { WorkerEvent, WorkerLauncher, WorkerProcess } from '../../services/ports.ts'
import { crashError } from '../worker/crash-error.ts'
import { workerEventSchema } from '../worker/messages.ts'
import { workerEnvironment } from '../worker/worker-environment.ts'
import { WorkerEventQueue } from '../worker/worker-event-queue.ts'

export interface UtilityLauncherOptions {
  /** The worker's built main module. */
  readonly entry: string
  /** Holds weights/. */
  readonly resourcesFolder: string
  readonly log: (message: string) => void
}

const STDERR_TAIL = 4000

export function createUtilityLauncher(options: UtilityLauncherOptions): WorkerLauncher {
  return { launch: () => launchUtilityWorker(options) }
}

function launchUtilityWorker(options: UtilityLauncherOptions): WorkerProcess {
  const { entry, resourcesFolder, log } = options
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'PSS Studio worker',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...workerEnvironment(), PSS_STUDIO_RESOURCES: resourcesFolder },
  })
  const queue = new WorkerEventQueue<WorkerEvent>()
  const tail = collectTail(child, log)
  child.on('message', (message: unknown) => queue.push(workerEventSchema.parse(message)))
  child.on('error', (type, location) => {
    queue.fail(crashError({ code: null, stderr: `${tail()}\n${type} at ${location}` }))
  })
  child.on('exit', (code) => {
    // Messages that are already here are read before the end is told.
    setImmediate(() => queue.finish(crashError({ ...endOf(code), stderr: tail() })))
  })
  return {
    get pid() {
      return child.pid ?? null
    },
    send: (request) => child.postMessage(request),
    events: () => queue.read((event) => event.type === 'ended'),
    kill: () => end(child),
  }
}

/** On POSIX Electron reports the number of the signal that ended the process as its exit code. */
function endOf(code: number): { readonly code: number; readonly signal: string | null } {
  const isKilled = process.platform !== 'win32' && code === 9
  return { code, signal: isKilled ? 'SIGKILL' : null }
}

/** At once, even from inside native code; UtilityProcess.kill() asks politely on POSIX. */
function end(child: UtilityProcess): void {
  if (child.pid === undefined) {
    child.once('spawn', () => end(child))
    return
  }
  if (process.platform === 'win32') child.kill()
  else killIfAlive(child.pid)
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function collectTail(child: UtilityProcess, log: (message: string) => void): () => string {
  let tail = ''
  child.stderr?.on('data', (bytes: Uint8Array) => {
    const text = Buffer.from(bytes).toString('utf8')
    tail = (tail + text).slice(-STDERR_TAIL)
    log(`worker ${child.pid ?? '?'}: ${text.trimEnd()}`)
  })
  return () => tail
}
