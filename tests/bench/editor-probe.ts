// Watches a page's editor from inside: when the photo and its labels are on the canvas, and how long after an
// input the frame that shows it has ended. Nothing here runs in Node.

import type { Page } from '@playwright/test'

/** What the middle of photo and labels looks like; empty for what is not there. */
type Look = readonly [photo: string, labels: string]

declare const scheduler: {
  postTask(work: () => void, options: { readonly priority: 'user-blocking' }): Promise<void>
}

interface ProbedPage {
  benchLook: () => Look
}

/** Starts `begin` and gives the milliseconds from then until another photo and its labels are painted. */
export async function untilPainted(page: Page, begin: () => Promise<unknown>): Promise<number> {
  const before = await page.evaluate(startClock)
  const watching = page.evaluate(watchCanvas, before)
  await begin()
  return watching
}

/** Runs in the page. The next key or change of the address starts the clock. */
function startClock(): Look {
  // In the middle; a single pixel may lie between the lines of a pattern.
  const SIDE = 16
  const probe = document.createElement('canvas')
  probe.width = probe.height = SIDE
  const context = probe.getContext('2d', { willReadFrequently: true })!
  const look = (canvas: HTMLCanvasElement | undefined): string => {
    if (canvas === undefined) return ''
    const [x, y] = [(canvas.width - SIDE) / 2, (canvas.height - SIDE) / 2]
    context.clearRect(0, 0, SIDE, SIDE)
    context.drawImage(canvas, x, y, SIDE, SIDE, 0, 0, SIDE, SIDE)
    const { data } = context.getImageData(0, 0, SIDE, SIDE)
    return data.some((value) => value > 0) ? data.join() : ''
  }
  const benchLook = (): Look => {
    const canvases = document.querySelectorAll<HTMLCanvasElement>('[role=application] canvas')
    return [look(canvases[0]), look(canvases[1])]
  }
  Object.assign(globalThis, { benchLook })
  performance.clearMarks('bench-start')
  const start = ({ timeStamp }: Event): void => {
    performance.mark('bench-start', { startTime: timeStamp })
    for (const type of ['keydown', 'hashchange'])
      removeEventListener(type, start, { capture: true })
  }
  for (const type of ['keydown', 'hashchange']) addEventListener(type, start, { capture: true })
  return benchLook()
}

/** Runs in the page. */
async function watchCanvas(before: Look): Promise<number> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
  const endOfFrame = () => scheduler.postTask(() => undefined, { priority: 'user-blocking' })
  const { benchLook } = globalThis as unknown as ProbedPage
  const deadline = performance.now() + 60_000
  while (performance.now() < deadline) {
    await frame()
    if (benchLook().some((look, at) => look === '' || look === before[at])) continue
    await endOfFrame()
    const started = performance.getEntriesByName('bench-start').at(-1)?.startTime
    return performance.now() - (started ?? Number.NaN)
  }
  throw new Error('no other photo was painted within a minute')
}

/** All labels on the screen as a number: another picture, another number. */
export function labelsSeen(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelectorAll<HTMLCanvasElement>('[role=application] canvas')[1]
    if (canvas === undefined) throw new Error('the editor has no labels')
    const { width, height } = canvas
    const copy = Object.assign(document.createElement('canvas'), { width, height })
    const context = copy.getContext('2d', { willReadFrequently: true })!
    context.drawImage(canvas, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    return new Int32Array(data.buffer).reduce((sum, word) => (Math.imul(sum, 31) + word) | 0, 0)
  })
}

/** Milliseconds from each input of a kind, while `work` goes on, to the end of the frame that answers it. */
export async function inputLatencies(
  page: Page,
  type: 'pointermove' | 'keydown' | 'wheel' | 'click',
  work: () => Promise<void>,
): Promise<readonly number[]> {
  await page.evaluate(startWatching, type)
  await work()
  await page.waitForTimeout(300)
  return page.evaluate(() => {
    const found = performance.getEntriesByName('bench-input').map(({ duration }) => duration)
    performance.clearMeasures('bench-input')
    dispatchEvent(new Event('bench-end'))
    return found
  })
}

/** Runs in the page. Every input counts, those too that the browser hands over together. */
function startWatching(type: string): void {
  let pending: number[] = []
  const note = (starts: readonly number[]): void => {
    const end = performance.now()
    for (const start of starts) performance.measure('bench-input', { start, end })
  }
  const onInput = (event: Event): void => {
    // What is held down with a key is not what is waited for.
    if (event instanceof KeyboardEvent && /^(Control|Shift|Alt|Meta)$/.test(event.key)) return
    if (pending.length === 0) {
      requestAnimationFrame(() => {
        const starts = pending
        pending = []
        // Comes when this frame is done, if no key or button moves meanwhile: the browser then puts off whatever
        // waits, this least of all, until one frame more.
        void scheduler.postTask(() => note(starts), { priority: 'user-blocking' })
      })
    }
    const together = event instanceof PointerEvent ? event.getCoalescedEvents() : []
    for (const { timeStamp } of together.length > 0 ? together : [event]) pending.push(timeStamp)
  }
  addEventListener(type, onInput, { capture: true })
  addEventListener('bench-end', () => removeEventListener(type, onInput, { capture: true }), {
    once: true,
  })
}
