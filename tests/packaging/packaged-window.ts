// Starts the packaged program and reaches its page through Chromium's debugging port: its fuses leave
// Playwright no Node inspector to talk to.
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { chromiumSwitches, stateEnvironment } from '../e2e/doors/electron-door.ts'

const START_MS = 30_000

export interface PackagedWindow {
  readonly page: Page
  close(): Promise<void>
}

export async function openPackagedWindow(
  program: string,
  stateFolder: string,
): Promise<PackagedWindow> {
  const child = spawn(program, [...chromiumSwitches(), '--remote-debugging-port=0'], {
    env: stateEnvironment(stateFolder),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // Electron does not answer what Playwright would set on a browser of its own.
  const address = await debuggingAddress(child)
  await untilPageIsThere(address)
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  const context = browser.contexts()[0]
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (page === undefined) throw new Error('the packaged program opened no window')
  return {
    page,
    close: async () => {
      await browser.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Before there is a page, Electron leaves a connecting Playwright without an answer for good. */
async function untilPageIsThere(address: string): Promise<void> {
  const list = `http://${new URL(address).host}/json/list`
  for (const end = Date.now() + START_MS; Date.now() < end; await delay(200)) {
    const targets = (await (await fetch(list)).json()) as readonly { readonly url: string }[]
    if (targets.some(({ url }) => url.startsWith('app://studio/'))) return
  }
  throw new Error('the packaged program showed no page in time')
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const fail = (why: string): void => reject(new Error(`the packaged program ${why}: ${seen}`))
    const timer = setTimeout(() => fail('did not start in time'), START_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`ended with ${String(code)}`))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      seen += text
      const address = /DevTools listening on (ws:\S+)/.exec(seen)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}
