// Scrolls the grid with the mouse wheel, steadily and in flings, and counts what a person would feel: long
// tasks, gaps between frames, tiles without a picture.

import type { Page } from '@playwright/test'
import { tasksDuring } from './main-thread-tasks.ts'
import type { Measurement } from './measurement.ts'
import { percentile } from './measurement.ts'

const WHEEL_MS = 16
const STEADY = { events: 250, deltaPx: 30 }
const FLINGS = { count: 6, events: 20, deltaPx: 900, pauseMs: 350 }
const LONG_TASK_MS = 50

export async function measureScrolling(page: Page, when: string): Promise<Measurement[]> {
  await page.getByRole('listbox').hover()
  await page.waitForTimeout(1000)
  const steady = await record(page, () => scrollSteadily(page))
  const blank = await record(page, () => scrollSteadily(page), { countsBlanks: true })
  const flung = await record(page, () => fling(page))
  const blankFlung = await record(page, () => fling(page), { countsBlanks: true })
  const filled: number[] = []
  for (let i = 0; i < FLINGS.count; i++) filled.push(await timeUntilFilled(page))
  const tasks = await tasksDuring(page, async () => {
    await scrollSteadily(page)
    await fling(page)
  })
  const busy = tasks.map(({ cpuMs }) => cpuMs)
  const long = busy.filter((ms) => ms > LONG_TASK_MS)
  const late = [...steady.longTasksMs, ...flung.longTasksMs]
  return [
    {
      what: `${when}: tasks over 50 ms of computing`,
      unit: 'count',
      values: [long.length],
      target: 0,
    },
    { what: `${when}: longest computing of a task`, unit: 'ms', values: [Math.max(...busy)] },
    { what: `${when}: tasks over 50 ms on the clock`, unit: 'count', values: [late.length] },
    ...gaps(`${when}: frame gap, wheel`, steady.frameGapsMs),
    ...gaps(`${when}: frame gap, flings`, flung.frameGapsMs),
    { what: `${when}: blank tiles, wheel`, unit: '%', values: [blank.blankPercent] },
    { what: `${when}: view filled after a fling`, unit: 'ms', values: filled },
    { what: `${when}: blank tiles, flings`, unit: '%', values: [blankFlung.blankPercent] },
  ]
}

/** Frame gaps when nothing moves: what this machine can do at this moment. */
export async function measureIdleFrames(page: Page): Promise<Measurement[]> {
  const idle = await record(page, () => page.waitForTimeout(3000))
  return gaps('nothing moves: frame gap', idle.frameGapsMs)
}

function gaps(what: string, values: readonly number[]): Measurement[] {
  return [
    { what: `${what}, median`, unit: 'ms', values: [percentile(values, 0.5)] },
    { what: `${what}, p99`, unit: 'ms', values: [percentile(values, 0.99)] },
  ]
}

async function scrollSteadily(page: Page): Promise<void> {
  for (let i = 0; i < STEADY.events; i++) {
    await page.mouse.wheel(0, STEADY.deltaPx)
    await page.waitForTimeout(WHEEL_MS)
  }
}

async function fling(page: Page): Promise<void> {
  for (let i = 0; i < FLINGS.count; i++) {
    await flingOnce(page)
    await page.waitForTimeout(FLINGS.pauseMs)
  }
}

async function flingOnce(page: Page): Promise<void> {
  for (let k = 0; k < FLINGS.events; k++) {
    await page.mouse.wheel(0, FLINGS.deltaPx * (1 - k / FLINGS.events))
    await page.waitForTimeout(WHEEL_MS)
  }
}

/** From the end of a fling until every tile in view has its picture. */
async function timeUntilFilled(page: Page): Promise<number> {
  await flingOnce(page)
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
