// The studio as a person starts it on a desktop: a real Electron window.
import { _electron } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { WINDOW_SIZE } from './door.ts'
import type { Door, DoorPlace } from './door.ts'
import { descendants } from './processes.ts'

const repository = join(import.meta.dirname, '../../..')
const ownRuntime = join(repository, 'node_modules/.cache/pss-studio/electron-test-runtime')

export interface ElectronDoor extends Door {
  readonly app: ElectronApplication
}

/** The program `electron` of the test runtime; no runtime is a failure. */
export function electronProgram(): string {
  const program = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? ownRuntime, 'electron')
  if (existsSync(program)) return program
  throw new Error(`there is no Electron runtime at ${program}; \`npm test\` fetches it`)
}

export async function openElectronDoor({ root, stateFolder }: DoorPlace): Promise<ElectronDoor> {
  // Not executablePath: only without it does Playwright hold the program back until it has connected.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = dirname(electronProgram())
  const app = await _electron.launch({
    args: [...chromiumSwitches(), repository, '--root', root],
    env: stateEnvironment(stateFolder),
  })
  const page = await app.firstWindow()
  await page.setViewportSize(WINDOW_SIZE)
  return {
    app,
    page,
    workerPids: () => descendants(app.process().pid ?? 0, 'node.mojom.NodeService'),
    close: () => app.close(),
  }
}

export function chromiumSwitches(): string[] {
  const isRoot = process.getuid?.() === 0
  return [...(isRoot ? ['--no-sandbox'] : []), '--force-device-scale-factor=1', '--lang=en-US']
}

/** The program keeps its state in the folder, and nothing of the test runner leaks into it. */
export function stateEnvironment(stateFolder: string): Record<string, string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    XDG_CONFIG_HOME: join(stateFolder, 'config'),
    XDG_DATA_HOME: join(stateFolder, 'data'),
  }
  const leaks = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS']
  const kept = Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'string' && !leaks.includes(name) ? [[name, value] as const] : [],
  )
  return Object.fromEntries(kept)
}
