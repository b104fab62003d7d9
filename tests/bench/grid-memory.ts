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

const PHOTOS = 10_000
const MINUTES = 10
const FLINGS_A_MINUTE = 30

export const gridMemory: Bench = {
  name: 'grid-memory',
  summary: `the page of 10,000 photos in Chromium, ${MINUTES} minutes of scrolling: memory`,
  isLong: true,
  async run(say) {
    ensureBuild()
    const root = await makeLargeRoot(PHOTOS)
    const stateFolder = mkdtempSync(join(tmpdir(), 'pss-bench-grid-'))
    const server = startServer({ root: root.path, stateFolder })
    const browser = await launchChromium()
    try {
      const page = await browser.newPage({ viewport: WINDOW_SIZE, locale: 'en-US' })
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
  const first = await residentMib(browser)
  const later: number[] = []
  await page.getByRole('listbox').hover()
  for (let minute = 1; minute <= MINUTES; minute++) {
    for (let i = 0; i < FLINGS_A_MINUTE; i++) await fling(page, minute % 2 === 1 ? 1 : -1)
    later.push(await residentMib(browser))
    say(`minute ${minute}: ${later.at(-1)!.toFixed(0)} MiB`)
  }
  return [
    { what: 'page at the start', unit: 'MiB', values: [first] },
    { what: 'page after each minute', unit: 'MiB', values: later, target: 700 },
    { what: 'page after the last', unit: 'MiB', values: later.slice(-1), target: 700 },
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

/** The largest renderer of the browser, by the system's count. */
async function residentMib(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  const sizes = await Promise.all(renderers.map(({ id }) => residentOf(id)))
  return Math.max(...sizes)
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kib = /^VmRSS:\s+(\d+)/m.exec(status)?.[1]
  if (kib === undefined) throw new Error(`/proc/${pid}/status says nothing of VmRSS`)
  return Number(kib) / 1024
}
