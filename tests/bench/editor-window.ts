// The editor in a real window, Chromium and Electron, on photos of 12 megapixels: a photo opens, the next one
// comes, a brush of 100 pixels follows the pointer, before and after two thousand strokes, steps are undone, the
// look changes. What counts is what a person waits for; on a machine without a GPU the browser draws by software.

import type { Page } from '@playwright/test'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from '../../src-main/hosts/launch/build.mjs'
import { studioEnvironment } from '../../src-main/hosts/launch/node.mjs'
import { openBrowserDoor } from '../e2e/doors/browser-door.ts'
import type { Door, DoorPlace } from '../e2e/doors/door.ts'
import { openElectronDoor } from '../e2e/doors/electron-door.ts'
import { bareLatencies } from './bare-page.ts'
import { KEY_OF_CLASS, measureKeys } from './editor-keys.ts'
import { inputLatencies, untilPainted } from './editor-probe.ts'
import type { Bench, Measurement } from './measurement.ts'
import { percentile } from './measurement.ts'
import { PAINTER, PAINTER_PHOTOS, painterRoot } from './painter-root.ts'
import { stopListeningToNetwork } from './quiet-network.ts'
import { moveSteadily } from './steady-mouse.ts'
import { withDisplay } from './virtual-display.ts'

const RADIUS_PX = 100
const STROKES = 8
const MOVES = 30
/** A hand comes to rest before it presses. */
const REST_MS = 50
const MANY_STROKES = 2000
const NOTCHES = 20
/** Time for the photos ahead to be read. */
const AHEAD_MS = 6000

export const editorWindow: Bench = {
  name: 'editor-window',
  summary: 'the mask editor in Chromium and Electron, 12 Mpx: opening, painting, undo, looks',
  minutes: 3,
  async run(say) {
    ensureBuild()
    Object.assign(process.env, studioEnvironment())
    say('making photos of 12 megapixels (kept for the next time)')
    const root = await painterRoot()
    const rows: Measurement[] = []
    await withDisplay(async () => {
      rows.push(...(await inDoor(root, 'Chromium', openBrowserDoor, say)))
      rows.push(...(await inDoor(root, 'Electron', openElectronDoor, say)))
    })
    return rows
  },
}

async function inDoor(
  root: string,
  where: string,
  open: (place: DoorPlace) => Promise<Door>,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pss-bench-editor-'))
  try {
    cpSync(root, join(folder, 'root'), { recursive: true })
    const door = await open({ root: join(folder, 'root'), stateFolder: join(folder, 'state') })
    try {
      await stopListeningToNetwork(door.page)
      const rows = await measure(door.page, (line) => say(`${where}: ${line}`))
      return rows.map((row) => ({ ...row, what: `${where}: ${row.what}` }))
    } finally {
      await door.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(page: Page, say: (line: string) => void): Promise<Measurement[]> {
  say('a bare page')
  const bare = await bareLatencies(page)
  await page.evaluate((brushRadius) => {
    localStorage.setItem('pss-studio.preferences', JSON.stringify({ brushRadius }))
  }, RADIUS_PX)
  await page.reload()
  await page.getByRole('link', { name: PAINTER }).first().click()
  await page.getByRole('option').first().waitFor()
  await page.waitForTimeout(AHEAD_MS)
  const rows: Measurement[] = [
    ...quantiles('a page with nothing but a canvas, pointer to paint', bare.paint),
    ...quantiles('the same, key to paint', bare.repaint),
    ...(await measureOpening(page, say)),
  ]
  say('idle frames')
  rows.push(...quantiles('nothing moves: frame', await idleFrames(page)))
  await page.keyboard.press('b')
  await page.keyboard.press(KEY_OF_CLASS)
  say('strokes')
  const before = await paint(page, STROKES, MOVES)
  rows.push(...quantiles('pointer to paint, r = 100 px', before, 16))
  say('keys')
  rows.push(...(await measureKeys(page, STROKES)))
  say('zoom and pan')
  rows.push(...quantiles('zoom by wheel, to paint', await zoom(page)))
  rows.push(...quantiles('pan by middle button, to paint', await pan(page)))
  say(`${MANY_STROKES} strokes`)
  await paintBlindly(page, MANY_STROKES)
  say('strokes after them')
  const after = await paint(page, STROKES, MOVES)
  rows.push(...quantiles(`the same after ${MANY_STROKES} strokes`, after, 16))
  const change = 100 * (percentile(after, 0.5) / percentile(before, 0.5) - 1)
  rows.push({
    what: `change of the median by ${MANY_STROKES} strokes`,
    unit: '%',
    values: [change],
  })
  return rows
}

async function measureOpening(page: Page, say: (line: string) => void): Promise<Measurement[]> {
  const address = (name: string) => () =>
    page.evaluate((hash) => {
      location.hash = hash
    }, `#/users/${PAINTER}/edit/${name}`)
  const [first, ...others] = PAINTER_PHOTOS
  say('first photo')
  const cold = [await untilPainted(page, address(first))]
  const ahead: number[] = []
  for (const name of others.slice(0, 3)) {
    say(`next photo, ${name}`)
    await page.waitForTimeout(AHEAD_MS)
    ahead.push(await untilPainted(page, () => page.keyboard.press('PageDown')))
  }
  const last = PAINTER_PHOTOS[PAINTER_PHOTOS.length - 1]!
  await page.waitForTimeout(AHEAD_MS)
  const jump = [await untilPainted(page, address(last))]
  say('photo at hand in the grid')
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/users/${PAINTER}`)
  await page.getByRole('option').first().waitFor()
  await page.waitForTimeout(AHEAD_MS)
  const atHand = [await untilPainted(page, address(last))]
  return [
    { what: 'first photo with its mask, from the grid', unit: 'ms', values: cold, target: 300 },
    { what: 'again from the grid, where it was at hand', unit: 'ms', values: atHand, target: 80 },
    { what: 'a photo that was not expected', unit: 'ms', values: jump, target: 300 },
    { what: 'next photo, read ahead', unit: 'ms', values: ahead, target: 80 },
  ]
}

/** Each stroke at another place; milliseconds from pointer to paint. */
async function paint(page: Page, strokes: number, moves: number) {
  const at = await startOfStrokes(page)
  return inputLatencies(page, 'pointermove', async () => {
    for (let i = 0; i < strokes; i++) {
      const { x, y } = at(i)
      await page.mouse.move(x, y)
      // What moved just before a button goes down cannot be measured: see the probe.
      await page.waitForTimeout(REST_MS)
      await page.mouse.down()
      const onWay = (k: number) => ({ x: x + 3 * k, y: y + 20 * Math.sin(k / 4) })
      await moveSteadily(
        page,
        Array.from({ length: moves }, (_, k) => onWay(k + 1)),
      )
      await page.mouse.up()
    }
  })
}

/** Short strokes as fast as the page takes them: nothing waits for a frame between two. */
async function paintBlindly(page: Page, strokes: number): Promise<void> {
  const at = await startOfStrokes(page)
  const session = await page.context().newCDPSession(page)
  const mouse = { button: 'left', buttons: 1, clickCount: 1 } as const
  for (let i = 0; i < strokes; i += 50) {
    const sent: Promise<unknown>[] = []
    for (let k = i; k < Math.min(strokes, i + 50); k++) {
      const { x, y } = at(k)
      const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', dx: number) =>
        sent.push(session.send('Input.dispatchMouseEvent', { ...mouse, type, x: x + dx, y }))
      send('mousePressed', 0)
      send('mouseMoved', 12)
      send('mouseReleased', 12)
    }
    await Promise.all(sent)
  }
  await session.detach()
}

/** Where each stroke begins: all over the photo, which leaves a margin of the stage. */
async function startOfStrokes(page: Page) {
  const box = await page.getByRole('application').boundingBox()
  if (box === null) throw new Error('the editor has no stage')
  return (i: number) => ({
    x: box.x + box.width * (0.25 + 0.4 * ((i * 0.618) % 1)),
    y: box.y + box.height * (0.2 + 0.5 * ((i * 0.755) % 1)),
  })
}

/** From the whole photo in and out again, a notch at a time. */
async function zoom(page: Page): Promise<readonly number[]> {
  await page.keyboard.press('Shift+z')
  const at = (await startOfStrokes(page))(1)
  await page.mouse.move(at.x, at.y)
  return inputLatencies(page, 'wheel', async () => {
    for (const deltaPx of [-100, 100]) {
      for (let i = 0; i < NOTCHES; i++) {
        await page.mouse.wheel(0, deltaPx)
        await page.waitForTimeout(60)
      }
    }
  })
}

/** Round in a circle, at the size at which the whole photo is seen. */
async function pan(page: Page): Promise<readonly number[]> {
  await page.keyboard.press('Shift+z')
  const at = (await startOfStrokes(page))(1)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down({ button: 'middle' })
  const onCircle = (i: number) => ({
    x: at.x + 80 * Math.sin(i / 20),
    y: at.y + 80 * Math.cos(i / 20) - 80,
  })
  const latencies = await inputLatencies(page, 'pointermove', () =>
    moveSteadily(
      page,
      Array.from({ length: 240 }, (_, i) => onCircle(i)),
    ),
  )
  await page.mouse.up({ button: 'middle' })
  return latencies
}

async function idleFrames(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const gaps: number[] = []
    let before = performance.now()
    for (let i = 0; i < 120; i++) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      gaps.push(now - before)
      before = now
    }
    return gaps.slice(1)
  })
}

function quantiles(what: string, values: readonly number[], target?: number): Measurement[] {
  const goal = target === undefined ? {} : { target }
  return [
    { what: `${what}, median`, unit: 'ms', values: [percentile(values, 0.5)], ...goal },
    { what: `${what}, p99`, unit: 'ms', values: [percentile(values, 0.99)], ...goal },
  ]
}
