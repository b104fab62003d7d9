// What the page of 10,000 photos takes while somebody scrolls for ten minutes: it must not grow.

import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from '../../src-main/hosts/launch/build.mjs'
import { addressOf, startServer, stopServer } from '../e2e/doors/browser-door.ts'
import { makeLargeRoot } from './large-root.ts'
import type { Bench, Measurement } from './measurement.ts'
import { openPlainChromium } from './plain-chromium.ts'
import type { PlainPage } from './plain-chromium.ts'

const PHOTOS = 10_000
const MINUTES = 10

const USER_LINK = `document.querySelector('a[href*="/users/"]')`
const FIRST_TILE = `document.querySelector('[role="option"]').textContent.trim()`

export const gridMemory: Bench = {
  name: 'grid-memory',
  summary: `the page of 10,000 photos in Chromium, ${MINUTES} minutes of scrolling: memory`,
  isLong: true,
  async run(say) {
    ensureBuild()
    const root = await makeLargeRoot(PHOTOS)
    const stateFolder = mkdtempSync(join(tmpdir(), 'pss-bench-grid-'))
    const server = startServer({ root: root.path, stateFolder })
    const page = await openPlainChromium(await addressOf(server))
    try {
      await page.waitFor(`${USER_LINK} !== null`)
      await page.evaluate(`${USER_LINK}.click()`)
      await page.waitFor(`document.querySelector('[role="option"]') !== null`)
      return await measure(page, say)
    } finally {
      await page.close()
      await stopServer(server)
      rmSync(stateFolder, { recursive: true, force: true })
    }
  },
}

async function measure(page: PlainPage, say: (line: string) => void): Promise<Measurement[]> {
  await pause(5000)
  const pid = await page.pid()
  const first = await memoryOf(pid)
  const later: Memory[] = []
  for (let minute = 1; minute <= MINUTES; minute++) {
    const end = performance.now() + 60_000
    while (performance.now() < end) await fling(page, minute % 2 === 1 ? 1 : -1)
    const now = await memoryOf(pid)
    later.push(now)
    const row = await page.evaluate(FIRST_TILE)
    say(
      `minute ${minute}: ${now.resident.toFixed(0)} MiB, ${now.own.toFixed(0)} its own, at ${String(row)}`,
    )
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
async function fling(page: PlainPage, direction: number): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await page.wheel(direction * 900 * (1 - i / 20))
    await pause(16)
  }
  await pause(1600)
}

/** MiB, by the system's count. */
interface Memory {
  /** With the browser's program and what is shared with the process that puts it on the screen. */
  readonly resident: number
  /** The page's heap and what the browser keeps for it: what nobody else has. */
  readonly own: number
}

async function memoryOf(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const mib = (field: string): number => {
    const kib = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]
    if (kib === undefined) throw new Error(`/proc/${pid}/status says nothing of ${field}`)
    return Number(kib) / 1024
  }
  return { resident: mib('VmRSS'), own: mib('RssAnon') }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
