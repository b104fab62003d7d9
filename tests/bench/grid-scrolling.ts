// Scrolls the grid, steadily, in flings and in rushes, and counts what a person would feel: long tasks, gaps between
// frames, tiles without a picture.

import type { Page } from '@playwright/test'
import { framesDuring, tasksDuring } from './browser-trace.ts'
import type { Measurement } from './measurement.ts'
import { percentile } from './measurement.ts'
import { INPUT_MS, wheelSteadily } from './steady-mouse.ts'

/** Eight seconds: of fewer frames, two more or less decide whether p99 is met. */
const STEADY = Array.from({ length: 1000 }, () => 15)
/** Fewer rushes: all ways together, four times over, must not come to the end of the list. */
const TIMES = { flings: 6, rushes: 3 }
const PAUSE_MS = 800
/** A pause on the screen is shorter: what was flung glides on for a moment. */
const REST_MS = PAUSE_MS / 2
/**
 * As fast as a finger's fling may be on Android (8,000 pixels a second, ViewConfiguration), and as slowly spent as on
 * iOS (a third of a second to 37 %).
 */
const FLING = Array.from(
  { length: 190 },
  (_, i) => (8000 / 1000) * INPUT_MS * Math.exp((-i * INPUT_MS) / 325),
)
/** A new view with each frame, as when the scroll bar is pulled: seven times as fast. */
const RUSH = Array.from({ length: 40 }, (_, i) => 450 * (1 - i / 40))
const LONG_TASK_MS = 50
const FRAME_MS = 16.7

export async function measureScrolling(page: Page, when: string): Promise<Measurement[]> {
  await page.getByRole('listbox').hover()
  await page.waitForTimeout(1000)
  const rows: Measurement[] = []
  const late: number[] = []
  for (const [how, scroll] of WAYS) {
    const frames = await framesDuring(page, REST_MS, () => scroll(page))
    const own = await record(page, () => scroll(page))
    const { blankPercent } = await record(page, () => scroll(page), { countsBlanks: true })
    rows.push(...gaps(`${when}: frame on the screen, ${how}`, frames, how !== 'rushes'))
    rows.push(...gaps(`${when}: frame of the page, ${how}`, own.frameGapsMs, false))
    rows.push({ what: `${when}: blank tiles, ${how}`, unit: '%', values: [blankPercent] })
    late.push(...own.longTasksMs)
  }
  const filled: number[] = []
  for (let i = 0; i < TIMES.rushes; i++) filled.push(await timeUntilFilled(page))
  const tasks = await tasksDuring(page, async () => {
    for (const [, scroll] of WAYS) await scroll(page)
  })
  const long = tasks.filter((ms) => ms > LONG_TASK_MS)
  return [
    {
      what: `${when}: tasks over 50 ms of computing`,
      unit: 'count',
      values: [long.length],
      target: 0,
    },
    { what: `${when}: longest computing of a task`, unit: 'ms', values: [Math.max(...tasks)] },
    { what: `${when}: tasks over 50 ms on the clock`, unit: 'count', values: [late.length] },
    ...rows,
    { what: `${when}: view filled after a rush`, unit: 'ms', values: filled },
  ]
}

/** Frame gaps when nothing moves: what this machine can do at this moment. */
export async function measureIdleFrames(page: Page): Promise<Measurement[]> {
  const idle = await record(page, () => page.waitForTimeout(3000))
  return gaps('nothing moves: frame gap', idle.frameGapsMs, false)
}

function gaps(what: string, values: readonly number[], hasTarget: boolean): Measurement[] {
  const p99 = percentile(values, 0.99)
  return [
    { what: `${what}, median`, unit: 'ms', values: [percentile(values, 0.5)] },
    { what: `${what}, p99`, unit: 'ms', values: [p99], ...(hasTarget ? { target: FRAME_MS } : {}) },
  ]
}

const WAYS: readonly (readonly [how: string, scroll: (page: Page) => Promise<void>])[] = [
  ['wheel', (page) => wheelSteadily(page, STEADY)],
  ['flings', (page) => oftenWithPause(page, FLING, TIMES.flings)],
  ['rushes', (page) => oftenWithPause(page, RUSH, TIMES.rushes)],
]

async function oftenWithPause(
  page: Page,
  distances: readonly number[],
  times: number,
): Promise<void> {
  for (let i = 0; i < times; i++) {
    await wheelSteadily(page, distances)
    await page.waitForTimeout(PAUSE_MS)
  }
}

/** From the end of a rush until every tile in view has its picture. */
async function timeUntilFilled(page: Page): Promise<number> {
  await wheelSteadily(page, RUSH)
  return page.evaluate(async () => {
    const isWaiting = (tile: Element): boolean => {
      const { top, bottom } = tile.getBoundingClientRect()
      const image = tile.querySelector('img')
      return top < innerHeight && bottom > 0 && !(image?.complete && image.naturalWidth > 0)
    }
    const start = performance.now()
    const deadline = start + 60_000
    do {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      if (performance.now() > deadline) throw new Error('the grid did not fill within a minute')
    } while ([...document.querySelectorAll('[role="option"]')].some(isWaiting))
    return performance.now() - start
  })
}

interface Recording {
  readonly longTasksMs: readonly number[]
  readonly frameGapsMs: readonly number[]
  readonly blankPercent: number
}

async function record(
  page: Page,
  work: () => Promise<void>,
  { countsBlanks = false } = {},
): Promise<Recording> {
  await page.evaluate(startRecording, countsBlanks)
  await work()
  return page.evaluate(() => {
    const stop = (globalThis as { stopRecording?: () => Recording }).stopRecording
    if (stop === undefined) throw new Error('nothing is being recorded')
    return stop()
  })
}

/** Runs in the page. Counting blank tiles costs layout, so it is never done with the other counts. */
function startRecording(countsBlanks: boolean): void {
  const longTasksMs: number[] = []
  const frameGapsMs: number[] = []
  let [tiles, blanks] = [0, 0]
  let last = performance.now()
  let isOn = true
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasksMs.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const countBlanks = (): void => {
    for (const tile of document.querySelectorAll('[role="option"]')) {
      const { top, bottom } = tile.getBoundingClientRect()
      if (top >= innerHeight || bottom <= 0) continue
      tiles++
      const image = tile.querySelector('img')
      if (image === null || !image.complete || image.naturalWidth === 0) blanks++
    }
  }
  const onFrame = (now: number): void => {
    if (!isOn) return
    frameGapsMs.push(now - last)
    last = now
    if (countsBlanks) countBlanks()
    requestAnimationFrame(onFrame)
  }
  requestAnimationFrame((now) => {
    last = now
    requestAnimationFrame(onFrame)
  })
  Object.assign(globalThis, {
    stopRecording: (): Recording => {
      isOn = false
      observer.disconnect()
      return { longTasksMs, frameGapsMs, blankPercent: (100 * blanks) / Math.max(1, tiles) }
    },
  })
}
