// Asks a worker process which devices work here and what "auto" picks; once for each studio, since a trial
// takes a second or more and a machine keeps its devices.

import { StudioFault } from '../core/errors.ts'
import { said } from '../core/said.ts'
import type { ChosenDevice } from '../services/choose-device.ts'
import type { WorkerLauncher } from '../services/ports.ts'

export type DeviceTrials = () => Promise<ChosenDevice>

export function createDeviceTrials(workers: WorkerLauncher): DeviceTrials {
  let known: Promise<ChosenDevice> | null = null
  return () => (known ??= tryInWorker(workers))
}

/** Errors: those of a worker that crashed. */
async function tryInWorker(workers: WorkerLauncher): Promise<ChosenDevice> {
  const worker = workers.launch()
  worker.send({ type: 'tryDevices' })
  try {
    for await (const event of worker.events()) {
      if (event.type === 'devicesTried') return event.chosen
    }
  } finally {
    worker.kill()
  }
  throw new StudioFault(said`the worker process ended without a word about the devices`)
}
