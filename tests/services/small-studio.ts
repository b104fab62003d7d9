// A studio on a small root on the disk, through the contract; closed when its test has finished.

import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { smallRoot } from '../adapters/pss-root/small-root.ts'
import { memoryPorts } from './memory-ports.ts'

export async function openSmallStudio() {
  const path = await smallRoot()
  const ports = {
    ...memoryPorts(),
    openRoot: (folder: string) => openRoot(folder, { as: 'studio' }),
  }
  const studio = await createStudio(ports, path)
  onTestFinished(() => studio.close())
  return { path, api: createRouterClient(createRouter(studio)) }
}
