// A studio on a small root on the disk, through the contract; closed when its test has finished.

import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import type { ImportPorts } from '../../src-main/services/label-files/import-labels.ts'
import type { RootPorts } from '../../src-main/services/ports.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { smallRoot } from '../adapters/pss-root/small-root.ts'
import { memoryMachine, memoryPorts } from './memory-ports.ts'

/** `at`: the root of a studio that was closed. */
export async function openSmallStudio(at?: string) {
  const path = at ?? (await smallRoot())
  const ports = {
    ...memoryPorts(),
    labelFiles: createLabelFiles(nodeFileSystem),
    openRoot: (folder: string) => openRoot(folder, { as: 'studio' }),
  }
  const studio = await createStudio(ports, path)
  onTestFinished(() => studio.close())
  return { path, api: createRouterClient(createRouter(studio)), close: () => studio.close() }
}

/** What an import needs, for a test without the contract. */
export function importPorts(opened: RootPorts): ImportPorts {
  const ports = { ...opened, machine: memoryMachine() }
  return { ...ports, desk: new PhotoDesk(ports) }
}
