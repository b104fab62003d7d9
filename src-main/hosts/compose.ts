// Wires the adapters into the ports of the services: once for the studio, once for its workers.

import { nodeFileSystem } from '../adapters/files/file-system.ts'
import { createImageCodec } from '../adapters/images/image-codec.ts'
import { createLabelFiles } from '../adapters/label-files/label-files.ts'
import { openRoot } from '../adapters/pss-root/open-root.ts'
import type { DoctorReport } from '../contract/system.ts'
import type { Ports, WorkerLauncher } from '../services/ports.ts'
import { checkInstallation } from './check-installation.ts'
import { createMachine } from './machine.ts'
import { createSegmenterProcess } from './segmenter-process.ts'
import { createDeviceTrials } from './try-devices.ts'
import { openWeightsLibrary } from './weights-folders.ts'

export interface ComposeOptions {
  readonly host: DoctorReport['host']
  readonly version: string
  /** Holds weights/ and sample/. */
  readonly resourcesFolder: string
  readonly workers: WorkerLauncher
  /** Where log lines go; stderr unless given. */
  readonly log?: (message: string) => void
}

export function composePorts(options: ComposeOptions): Ports {
  const { host, version, resourcesFolder, workers, log } = options
  const say = log ?? ((message) => process.stderr.write(`${message}\n`))
  const weights = openWeightsLibrary(resourcesFolder)
  const devices = createDeviceTrials(workers)
  return {
    openRoot: (path) => openRoot(path, { as: 'studio' }),
    openSegmenter: (rootPath) => createSegmenterProcess({ workers, devices, log: say }, rootPath),
    codec: createImageCodec(),
    labelFiles: createLabelFiles(nodeFileSystem),
    weights,
    workers,
    machine: createMachine({
      version,
      host,
      checks: () => checkInstallation({ weights, devices }),
      ...(log === undefined ? {} : { log }),
    }),
  }
}
