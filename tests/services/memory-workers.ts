// Workers in memory, driven by the test.

import type { RunEvent } from '../../src-main/contract/runs.ts'
import type {
  WorkerEvent,
  WorkerLauncher,
  WorkerProcess,
  WorkerRequest,
} from '../../src-main/services/ports.ts'

/** A worker driven by the test: `emit` what it says, `crash` or `end` it. */
export class ScriptedWorker implements WorkerProcess {
  readonly pid = 4242
  readonly requests: WorkerRequest[] = []
  isKilled = false
  readonly #events: WorkerEvent[] = []
  #error: Error | null = null
  #isOver = false
  #wake: (() => void) | null = null
  onRequest: (request: WorkerRequest) => void = () => undefined

  send(request: WorkerRequest): void {
    this.requests.push(request)
    this.onRequest(request)
  }

  emit(event: RunEvent): void {
    this.tell({ type: 'event', event })
  }

  tell(event: WorkerEvent): void {
    this.#events.push(event)
    this.#wake?.()
  }

  finish(status: 'finished' | 'paused' = 'finished'): void {
    this.emit({ type: 'statusChanged', status, error: null })
    this.tell({ type: 'ended' })
  }

  crash(error: Error): void {
    this.#error = error
    this.#wake?.()
  }

  kill(): void {
    this.isKilled = true
    this.#isOver = true
    this.#wake?.()
  }

  async *events(): AsyncGenerator<WorkerEvent, void> {
    for (;;) {
      const event = this.#events.shift()
      if (event !== undefined) yield event
      else if (this.#error !== null) throw this.#error
      else if (this.#isOver) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}

export interface MemoryWorkers extends WorkerLauncher {
  readonly launched: ScriptedWorker[]
}

export function memoryWorkers(
  onLaunch: (worker: ScriptedWorker) => void = () => undefined,
): MemoryWorkers {
  const launched: ScriptedWorker[] = []
  return {
    launched,
    launch() {
      const worker = new ScriptedWorker()
      launched.push(worker)
      onLaunch(worker)
      return worker
    },
  }
}
