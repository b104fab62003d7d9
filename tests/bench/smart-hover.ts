// Smart click in the editor's own page, Chromium on a photo of 12 megapixels: from the move after which the pointer
// rests to the end of the frame that shows what a click there would give.

import type { Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from '../../src-main/hosts/launch/build.mjs'
import { openBrowserDoor } from '../e2e/doors/browser-door.ts'
import type { Place } from './steady-mouse.ts'
import type { Measurement } from './measurement.ts'
import { stopListeningToNetwork } from './quiet-network.ts'
import { writeLargePhotos } from './smart-click-photos.ts'

const PLACES = 12
/** Nothing of the place before is under way any more. */
const PAUSE_MS = 500
const PATIENCE_MS = 30_000
const PHOTO = 'a'

declare const scheduler: {
  postTask(work: () => void, options: { readonly priority: 'user-blocking' }): Promise<void>
}

interface ProbedPage {
  benchIsPreviewShown: () => boolean
}

export async function measureHover(say: (line: string) => void): Promise<Measurement> {
  ensureBuild()
  const folder = mkdtempSync(join(tmpdir(), 'pss-bench-hover-'))
  try {
    // One alone: nothing is encoded ahead meanwhile.
    const { user } = await writeLargePhotos(join(folder, 'root'), [PHOTO])
    const door = await openBrowserDoor({ root: join(folder, 'root'), stateFolder: folder })
    try {
      await stopListeningToNetwork(door.page)
      say('hovering in the editor')
      const values = await hoverLatencies(door.page, `#/users/${user}/edit/${PHOTO}`)
      return { what: 'resting pointer to preview on the screen', unit: 'ms', values, target: 100 }
    } finally {
      await door.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function hoverLatencies(page: Page, address: string): Promise<readonly number[]> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, address)
  const stage = page.getByRole('application')
  await stage.waitFor()
  await page.waitForTimeout(PAUSE_MS)
  await page.keyboard.press('a')
  const box = await stage.boundingBox()
  if (box === null) throw new Error('the editor has no stage')
  const at = (i: number): Place => ({
    x: box.x + box.width * (0.3 + 0.4 * ((i * 0.618) % 1)),
    y: box.y + box.height * (0.25 + 0.5 * ((i * 0.755) % 1)),
  })
  await page.evaluate(startClock)
  await untilReady(page, at(0))
  const values: number[] = []
  for (let i = 1; i <= PLACES; i++) values.push(await restAt(page, at(i)))
  return values
}

/** The model looks at the photo first, and nothing says when it has. */
async function untilReady(page: Page, { x, y }: Place): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (let i = 0; Date.now() < deadline; i++) {
    await page.mouse.move(x + 20 * (i % 2), y)
    await page.waitForTimeout(PAUSE_MS)
    if (await isPreviewShown(page)) return
  }
  throw new Error(`smart click showed no preview within ${PATIENCE_MS} ms`)
}

async function restAt(page: Page, { x, y }: Place): Promise<number> {
  // Beside the stage, where there is no preview.
  await page.mouse.move(5, 5)
  await page.waitForTimeout(PAUSE_MS)
  if (await isPreviewShown(page)) throw new Error('the preview stayed without a pointer')
  await page.evaluate(startClock)
  const shown = page.evaluate(watchPreview, PATIENCE_MS)
  await page.mouse.move(x, y)
  return shown
}

function isPreviewShown(page: Page): Promise<boolean> {
  return page.evaluate(() => (globalThis as unknown as ProbedPage).benchIsPreviewShown())
}

/** Runs in the page. The next move starts the clock. */
function startClock(): void {
  // Few pixels for the whole layer: a preview is larger than what lies between them.
  const [width, height] = [128, 96]
  const probe = Object.assign(document.createElement('canvas'), { width, height })
  const context = probe.getContext('2d', { willReadFrequently: true })!
  const benchIsPreviewShown = (): boolean => {
    const tools = document.querySelectorAll<HTMLCanvasElement>('[role=application] canvas')[2]
    if (tools === undefined) return false
    context.clearRect(0, 0, width, height)
    context.drawImage(tools, 0, 0, width, height)
    return context.getImageData(0, 0, width, height).data.some((value) => value > 0)
  }
  Object.assign(globalThis, { benchIsPreviewShown })
  performance.clearMarks('bench-rest')
  const start = ({ timeStamp }: Event): void => {
    performance.mark('bench-rest', { startTime: timeStamp })
  }
  addEventListener('pointermove', start, { capture: true, once: true })
}

/** Runs in the page. */
async function watchPreview(patienceMs: number): Promise<number> {
  const { benchIsPreviewShown } = globalThis as unknown as ProbedPage
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    if (!benchIsPreviewShown()) continue
    await scheduler.postTask(() => undefined, { priority: 'user-blocking' })
    const start = performance.getEntriesByName('bench-rest').at(-1)?.startTime
    return performance.now() - (start ?? Number.NaN)
  }
  throw new Error(`smart click showed no preview within ${patienceMs} ms`)
}
