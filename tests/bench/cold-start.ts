// From starting the program to photos on the screen: the desktop window, and the browser door with a fresh
// browser. Each on a fresh copy of the sample root, then once more on the same copy; and on a root of 10,000 photos.

import type { Browser } from '@playwright/test'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from '../../src-main/hosts/launch/build.mjs'
import { studioEnvironment } from '../../src-main/hosts/launch/node.mjs'
import { addressOf, launchChromium, startServer, stopServer } from '../e2e/doors/browser-door.ts'
import { WINDOW_SIZE } from '../e2e/doors/door.ts'
import type { DoorPlace } from '../e2e/doors/door.ts'
import { openPlainWindow, openStudioWindow } from './desktop-window.ts'
import { makeLargeRoot } from './large-root.ts'
import type { Bench, Measurement } from './measurement.ts'
import { paintTimes } from './paint-times.ts'
import type { PaintTimes } from './paint-times.ts'
import { stopListeningToNetwork } from './quiet-network.ts'
import { withDisplay } from './virtual-display.ts'

const sample = join(import.meta.dirname, '../../resources/sample')
const ROUNDS = 5
const PHOTOS = 10_000
/** By what a step is called. */
const TARGETS_MS: Readonly<Record<string, number>> = {
  'desktop: all thumbnails in view': 2000,
  'desktop, again: all thumbnails in view': 2000,
  'browser: all thumbnails in view': 2000,
  'browser, again: all thumbnails in view': 2000,
  [`desktop, ${PHOTOS} new photos: first thumbnail`]: 3000,
  [`desktop, ${PHOTOS} photos, again: first thumbnail`]: 1500,
}

/** Names of steps with the time from the start of the program until then. */
type Steps = Readonly<Record<string, number>>

export const coldStart: Bench = {
  name: 'cold-start',
  summary: 'from process start to the first thumbnails of the sample, desktop and browser',
  minutes: 4,
  async run(say) {
    ensureBuild()
    // What `npm start` gives its children.
    Object.assign(process.env, studioEnvironment())
    const collected = new Map<string, number[]>()
    const collect = (what: string, steps: Steps): void => {
      for (const [step, ms] of Object.entries(steps)) {
        const key = `${what}: ${step}`
        collected.set(key, [...(collected.get(key) ?? []), ms])
      }
    }
    const large = await makeLargeRoot(PHOTOS)
    await withDisplay(async () => {
      for (let round = 0; round < ROUNDS; round++) {
        say(`round ${round + 1} of ${ROUNDS}`)
        await inFreshPlace(async (place) => {
          collect('desktop', await startDesktop(place))
          collect('desktop, again', await startDesktop(place))
        })
        await inFreshPlace(async (place) => {
          collect('browser', await startBrowser(place))
          collect('browser, again', await startBrowser(place))
        })
        large.forget()
        await inStateFolder(async (stateFolder) => {
          const place = { root: large.path, stateFolder }
          collect(`desktop, ${PHOTOS} new photos`, await startDesktop(place))
          collect(`desktop, ${PHOTOS} photos, again`, await startDesktop(place))
        })
        collect('reference', { 'an empty desktop window': await openPlainWindow() })
      }
    })
    return [...collected].map(toMeasurement)
  },
}

function toMeasurement([what, values]: [string, readonly number[]]): Measurement {
  if (what.startsWith('reference')) return { what, unit: 'ms', values, isReference: true }
  const target = TARGETS_MS[what]
  return { what, unit: 'ms', values, ...(target === undefined ? {} : { target }) }
}

function inFreshPlace(work: (place: DoorPlace) => Promise<void>): Promise<void> {
  return inStateFolder(async (stateFolder) => {
    const root = join(stateFolder, 'root')
    cpSync(sample, root, { recursive: true })
    await work({ root, stateFolder })
  })
}

async function inStateFolder(work: (stateFolder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pss-bench-start-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startDesktop(place: DoorPlace): Promise<Steps> {
  const started = Date.now()
  const window = await openStudioWindow(place)
  try {
    return since(started, window.times)
  } finally {
    await window.close()
  }
}

async function startBrowser(place: DoorPlace): Promise<Steps> {
  const started = Date.now()
  const server = startServer(place)
  let browser: Browser | null = null
  try {
    const url = await addressOf(server)
    const listening = Date.now() - started
    browser = await launchChromium()
    const page = await browser.newPage({ viewport: WINDOW_SIZE, locale: 'en-US' })
    await stopListeningToNetwork(page)
    const browserReady = Date.now() - started
    await page.goto(url)
    return {
      'server listens': listening,
      'browser is up': browserReady,
      ...since(started, await paintTimes(page)),
    }
  } finally {
    await browser?.close()
    await stopServer(server)
  }
}

function since(started: number, { origin, firstPaint, thumbnails }: PaintTimes): Steps {
  return {
    'page asked for': origin - started,
    'first paint': firstPaint - started,
    'first thumbnail': (thumbnails[0] ?? Number.NaN) - started,
    'all thumbnails in view': (thumbnails.at(-1) ?? Number.NaN) - started,
  }
}
