// A user with 10,000 photos in a real browser: how long until the first rows, and does scrolling stay
// smooth. First on an unknown root (no catalogue, no thumbnails), then as it is on every other day.

import type { Browser, Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from '../../src-main/hosts/launch/build.mjs'
import { addressOf, launchChromium, startServer, stopServer } from '../e2e/doors/browser-door.ts'
import { WINDOW_SIZE } from '../e2e/doors/door.ts'
import { measureIdleFrames, measureScrolling } from './grid-scrolling.ts'
import { watchGrid } from './grid-watch.ts'
import { makeLargeRoot } from './large-root.ts'
import type { LargeRoot } from './large-root.ts'
import type { Bench, Measurement } from './measurement.ts'
import { stopListeningToNetwork } from './quiet-network.ts'

const PHOTOS = 10_000
const ROUNDS = 3
const TARGET_MS = 1000

export const grid10k: Bench = {
  name: 'grid-10k',
  summary: 'the grid of 10,000 photos in Chromium: first rows, long tasks while scrolling',
  minutes: 3,
  async run(say) {
    ensureBuild()
    say('making 10,000 photos (kept for the next time)')
    const root = await makeLargeRoot(PHOTOS)
    const times = new Times()
    for (let round = 0; round < ROUNDS; round++) {
      say(`first rows, round ${round + 1} of ${ROUNDS}`)
      root.forget()
      await inBrowser(root, async (page, url) => {
        await openLibrary(page, url, root, times, 'unknown root')
        await openGrid(page, root, times, 'unknown root')
      })
      await inBrowser(root, async (page, url) => {
        await openLibrary(page, url, root, times, 'known root')
        await openGrid(page, root, times, 'known root')
      })
    }
    say('scrolling')
    return [...times.measurements(), ...(await measureGridScrolling(root))]
  },
}

class Times {
  readonly #values = new Map<string, number[]>()

  add(what: string, ms: number): void {
    this.#values.set(what, [...(this.#values.get(what) ?? []), ms])
  }

  measurements(): Measurement[] {
    return [...this.#values].map(([what, values]) => {
      const hasTarget = what.startsWith('known root: first rows')
      return { what, unit: 'ms', values, ...(hasTarget ? { target: TARGET_MS } : {}) }
    })
  }
}

/** From the address to the user's card: the studio reads the whole root for it. */
async function openLibrary(
  page: Page,
  url: string,
  root: LargeRoot,
  times: Times,
  when: string,
): Promise<void> {
  const started = Date.now()
  await page.goto(url)
  await page.getByRole('link', { name: root.user }).waitFor()
  times.add(`${when}: library is there`, Date.now() - started)
}

/** From the click on the user to the first rows, laid out and painted. */
async function openGrid(page: Page, root: LargeRoot, times: Times, when: string): Promise<void> {
  const seen = await watchGrid(page, () => page.getByRole('link', { name: root.user }).click())
  times.add(`${when}: first rows laid out`, seen.laidOutMs)
  times.add(`${when}: first rows painted with pictures`, seen.paintedMs)
}

async function measureGridScrolling(root: LargeRoot): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  root.forget()
  await inBrowser(root, async (page, url) => {
    await page.goto(url)
    const open = (): Promise<void> => page.getByRole('link', { name: root.user }).click()
    await watchGrid(page, open)
    measurements.push(...(await measureScrolling(page, 'new thumbnails')))
    // Leaves the page and comes back to the top: what was scrolled past is known now.
    await page.evaluate(() => {
      location.hash = '#/'
    })
    await watchGrid(page, open)
    measurements.push(...(await measureScrolling(page, 'known thumbnails')))
    measurements.push(...(await measureIdleFrames(page)))
  })
  return measurements
}

async function inBrowser(
  root: LargeRoot,
  work: (page: Page, url: string) => Promise<void>,
): Promise<void> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'pss-bench-grid-'))
  const server = startServer({ root: root.path, stateFolder })
  let browser: Browser | null = null
  try {
    const url = await addressOf(server)
    browser = await launchChromium()
    const page = await browser.newPage({ viewport: WINDOW_SIZE, locale: 'en-US' })
    await stopListeningToNetwork(page)
    await work(page, url)
  } finally {
    await browser?.close()
    await stopServer(server)
    rmSync(stateFolder, { recursive: true, force: true })
  }
}
