// The studio is killed while a real page paints. What the page still has is sent when the studio is back; where the page
// is gone too, all but the last second is there again, and no mask file is damaged.
import type { Browser, Page } from '@playwright/test'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../src-main/core/random.ts'
import type { Random } from '../../src-main/core/random.ts'
import { launchChromium } from './doors/browser-door.ts'
import { WINDOW_SIZE } from './doors/door.ts'
import { startMortalStudio } from './doors/mortal-studio.ts'
import type { MortalStudio } from './doors/mortal-studio.ts'
import { changedPixels, readMask } from './story/label-map-file.ts'
import { openPhoto, savePhoto } from './story/open-photo.ts'
import { drawStroke, withStroke } from './story/stroke.ts'
import type { Stroke } from './story/stroke.ts'
import { test as base, expect } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'
/** The brush paints persons at first. */
const PERSON = 15
const KILLS = 8
const LONGEST_PAINTING_MS = 2_500
const MAY_BE_LOST_MS = 1_000

const test = base.extend<{ studio: MortalStudio; browser: Browser }>({
  studio: async ({ root }, use, testInfo) => {
    const studio = await startMortalStudio({ root, stateFolder: testInfo.outputPath('state') })
    await use(studio)
    await studio.stop()
  },
  browser: async ({}, use) => {
    const browser = await launchChromium()
    await use(browser)
    await browser.close()
  },
})

test('a page outlives its studio: it says so, goes on painting, and all is saved afterwards', async ({
  studio,
  browser,
  root,
}) => {
  const before = readMask(root, USER, PHOTO)
  const page = await openPage(browser, studio.url)
  const first = strokeAt(60.5)
  const second = strokeAt(120.5)
  await drawStroke(page, before, first)
  await studio.kill()
  await expect(page.locator('[data-state="offline"]')).toBeVisible()
  await drawStroke(page, before, second)
  await studio.start()
  await expect(page.locator('[data-state="saved"]')).toBeVisible({ timeout: 60_000 })
  const expected = withStroke(withStroke(before, first), second)
  expect(changedPixels(expected, readMask(root, USER, PHOTO))).toEqual([])
})

test('studio and page are killed while painting: all but the last second is there again', async ({
  studio,
  browser,
  root,
}) => {
  const random = createRandom(20261127)
  let map: LabelMap = readMask(root, USER, PHOTO)
  let page = await openPage(browser, studio.url)
  let safe = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const painted = await paintUntilKilled(page, studio, map, random)
    expect(readMask(root, USER, PHOTO).isIndexed).toBe(true)
    await studio.start()
    page = await openPage(browser, studio.url)
    const found = await savedMask(page, root)
    const differences = painted.maps.map((one) => changedPixels(one, found).length)
    const steps = differences.lastIndexOf(0)
    const where = `kill ${kill}: ${painted.maps.length - 1} steps, ${painted.safe} of them safe`
    expect(
      steps,
      `${where}; pixels that differ from each state: ${differences.join(', ')}`,
    ).toBeGreaterThanOrEqual(painted.safe)
    map = found
    safe += painted.safe
  }
  expect(safe).toBeGreaterThan(0)
})

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: WINDOW_SIZE, locale: 'en-US' })
  await page.goto(url)
  await openPhoto(page, USER, PHOTO)
  return page
}

interface Painted {
  /** Before the first step and after each, also after one that was under way. */
  readonly maps: readonly LabelMap[]
  /** How many steps had ended a second before the kill. */
  readonly safe: number
}

/** Strokes, and here and there an undo, until studio and page are killed at a random moment. */
async function paintUntilKilled(
  page: Page,
  studio: MortalStudio,
  start: LabelMap,
  random: Random,
): Promise<Painted> {
  const maps = [start]
  const past: LabelMap[] = []
  const endedAt: number[] = []
  let isAlive = true
  const painting = paint().catch((error: unknown) => {
    if (isAlive) throw error
  })
  await new Promise((resolve) => setTimeout(resolve, random.uniform() * LONGEST_PAINTING_MS))
  isAlive = false
  const killedAt = performance.now()
  await Promise.all([studio.kill(), page.close()])
  await painting
  return { maps, safe: endedAt.filter((at) => at < killedAt - MAY_BE_LOST_MS).length }

  async function paint(): Promise<void> {
    while (isAlive) {
      const map = maps.at(-1) ?? start
      const before = random.integer(4) === 0 ? past.pop() : undefined
      if (before === undefined) {
        const stroke = randomStroke(start, random)
        const after = withStroke(map, stroke)
        // What changes no pixel is no step that could be undone.
        if (changedPixels(map, after).length > 0) past.push(map)
        maps.push(after)
        await drawStroke(page, start, stroke)
      } else {
        maps.push(before)
        await page.keyboard.press('Control+z')
      }
      endedAt.push(performance.now())
    }
  }
}

/** The mask on the disk, with all that the page shows. */
async function savedMask(page: Page, root: string): Promise<LabelMap> {
  await savePhoto(page)
  return readMask(root, USER, PHOTO)
}

function strokeAt(y: number): Stroke {
  return { from: { x: 60.5, y }, to: { x: 180.5, y }, value: PERSON }
}

/** Away from the edges, and over what was there. */
function randomStroke({ width, height }: LabelMap, random: Random): Stroke {
  const point = () => ({
    x: 20.5 + random.integer(width - 40),
    y: 20.5 + random.integer(height - 40),
  })
  return { from: point(), to: point(), value: PERSON }
}
