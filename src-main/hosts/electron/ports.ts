// The services' ports in the desktop program: as everywhere, but workers are utility processes.

import { app } from 'electron'
import { join } from 'node:path'
import type { Ports } from '../../services/ports.ts'
import { composePorts } from '../compose.ts'
import { resourcesFolder } from './open-studio.ts'
import { createUtilityLauncher } from './worker-launcher.ts'

export function composeDesktopPorts(outFolder: string, log: (message: string) => void): Ports {
  const resources = resourcesFolder()
  const entry = join(outFolder, 'main/worker.js')
  return composePorts({
    host: 'electron',
    version: app.getVersion(),
    resourcesFolder: resources,
    workers: createUtilityLauncher({ entry, resourcesFolder: resources, log }),
    log,
  })
}
