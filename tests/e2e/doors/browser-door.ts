// The studio without a desktop: `pss serve`, and a browser on its address.
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { WINDOW_SIZE } from './door.ts'
import type { Door, DoorPlace } from './door.ts'
import { chromiumSwitches, stateEnvironment } from './electron-door.ts'
import { descendants } from './processes.ts'

const repository = join(import.meta.dirname, '../../..')
const START_MS = 30_000

export interface BrowserDoor extends Door {
  /** The address with its token. */
  readonly url: string
}

export async function openBrowserDoor(place: DoorPlace): Promise<BrowserDoor> {
  const server = startServer(place)
  const url = await addressOf(server)
  const browser = await launchChromium()
  const context = await browser.newContext({ viewport: WINDOW_SIZE, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(url)
  return {
    page,
    url,
    workerPids: () => descendants(server.pid ?? 0, 'worker/main'),
    close: async () => {
      await browser.close()
      await stopServer(server)
    },
  }
}

/** PSS_CHROMIUM_SWITCHES adds to them, separated by spaces, such as a graphics driver for the benches. */
export function launchChromium(switches: readonly string[] = []): Promise<Browser> {
  const added = (process.env['PSS_CHROMIUM_SWITCHES'] ?? '').split(' ').filter(Boolean)
  const args = [...chromiumSwitches(), ...switches, ...added]
  return chromium.launch({ executablePath: chromiumProgram(), args })
}

function chromiumProgram(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = folders.map((folder) => join(folder, 'chromium')).find(isProgram)
  if (found !== undefined) return found
  throw new Error('there is no program `chromium` on the PATH; `npm test` installs it on Debian')
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** At a free port unless told where. */
export function startServer(
  { root, stateFolder }: DoorPlace,
  address: readonly string[] = ['--port', '0'],
): ChildProcess {
  const cli = join(repository, 'src-main/hosts/cli/main.ts')
  return spawn(process.execPath, [cli, 'serve', '--root', root, ...address], {
    env: stateEnvironment(stateFolder),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

export function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const fail = (why: string): void => reject(new Error(`pss serve ${why}; it said: ${seen}`))
    const timer = setTimeout(() => fail('printed no address'), START_MS)
    server.once('exit', (code) => fail(`ended with ${String(code)}`))
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      seen += text
      const address = /http:\/\/\S+(?=\s)/.exec(seen)?.[0]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

export async function stopServer(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  if (server.exitCode !== null || !server.kill('SIGTERM')) return
  const patience = setTimeout(() => server.kill('SIGKILL'), 20_000)
  await ended
  clearTimeout(patience)
}
