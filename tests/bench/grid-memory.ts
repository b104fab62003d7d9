// What the page of 10,000 photos takes while somebody scrolls for ten minutes: it must not grow.

import type { Browser, Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from '../../src-main/hosts/launch/build.mjs'
import { addressOf, launchChromium, startServer, stopServer } from '../e2e/doors/browser-door.ts'
import { WINDOW_SIZE } from '../e2e/doors/door.ts'
import { makeLargeRoot } from './large-root.ts'
import type { Bench, Measurement } from './measurement.ts'
import { stopListeningToNetwork } from './quiet-network.ts'

const PHOTOS = 10_000
const MINUTES = 10
const FLINGS_A_MINUTE = 30

export const gridMemory: Bench = {
  name: 'grid-memory',
  summary: `the page of 10,000 photos in Chromium, ${MINUTES} minutes of scrolling: memory`,
  minutes: 12,
  async run(say) {
    ensureBuild()
    const root = await makeLargeRoot(PHOTOS)
    const stateFolder = mkdtempSync(join(tmpdir(), 'pss-bench-grid-'))
    const server = startServer({ root: root.path, stateFolder })
    const browser = await launchChromium()
    try {
      const page = await browser.newPage({ viewport: WINDOW_SIZE, locale: 'en-US' })
      await stopListeningToNetwork(page)
      await page.goto(await addressOf(server))
      await page.getByRole('link', { name: root.user }).click()
      await page.getByRole('option').first().waitFor()
      return await measure(browser, page, say)
    } finally {
      await browser.close()
      await stopServer(server)
      rmSync(stateFolder, { recursive: true, force: true })
    }
  },
}

async function measure(
  browser: Browser,
  page: Page,
  say: (line: string) => void,
): Promise<Measurement[]> {
  await page.waitForTimeout(5000)
  const first = await memoryOf(browser)
  const later: Memory[] = []
  await page.getByRole('listbox').hover()
  for (let minute = 1; minute <= MINUTES; minute++) {
    for (let i = 0; i < FLINGS_A_MINUTE; i++) await fling(page, minute % 2 === 1 ? 1 : -1)
    const now = await memoryOf(browser)
    later.push(now)
    say(`minute ${minute}: ${now.resident.toFixed(0)} MiB, ${now.own.toFixed(0)} its own`)
  }
  const last = later.slice(-3)
  const all = (memories: readonly Memory[]) => memories.map(({ resident }) => resident)
  const own = (memories: readonly Memory[]) => memories.map((memory) => memory.own)
  return [
    { what: 'page at the start', unit: 'MiB', values: all([first]) },
    { what: 'page after each minute', unit: 'MiB', values: all(later), target: 700 },
    { what: 'page after each of the last three', unit: 'MiB', values: all(last), target: 700 },
    { what: '- its own at the start', unit: 'MiB', values: own([first]) },
    { what: '- its own after each minute', unit: 'MiB', values: own(later) },
    { what: '- its own after each of the last three', unit: 'MiB', values: own(last) },
  ]
}

/** Two seconds: down in odd minutes, up again in even ones. */
async function fling(page: Page, direction: number): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await page.mouse.wheel(0, direction * 900 * (1 - i / 20))
    await page.waitForTimeout(16)
  }
  await page.waitForTimeout(1600)
}

/** MiB, by the system's count. */
interface Memory {
  /** With the browser's program and what is shared with the process that puts it on the screen. */
  readonly resident: number
  /** The page's heap and what the browser keeps for it: what nobody else has. */
  readonly own: number
}

/** Of the largest renderer of the browser. */
async function memoryOf(browser: Browser): Promise<Memory> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const memories = await Promise.all(renderers.map(({ id }) => memoryOfProcess(id)))
  return memories.reduce((most, each) => (each.resident > most.resident ? each : most))
}

async function memoryOfProcess(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const mib = (field: string): number => {
    const kib = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]
    if (kib === undefined) throw new Error(`/proc/${pid}/status says nothing of ${field}`)
    return Number(kib) / 1024
  }
  return { resident: mib('VmRSS'), own: mib('RssAnon') }
}
