// What the browser's own trace says of a page: the tasks of its main thread, and the frames that came to the screen.

import type { Page } from '@playwright/test'
import { z } from 'zod'

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().default(0),
      dur: z.number().default(0),
      tdur: z.number().default(0),
      args: z.object({ name: z.unknown() }).partial().default({}),
    }),
  ),
})
type TraceEvent = z.infer<typeof traceSchema>['traceEvents'][number]

/** Milliseconds that each task of the main thread really computed: on a busy machine only that says something of the page. */
export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  const events = await trace(page, ['disabled-by-default-devtools.timeline', 'toplevel'], work)
  const threads = new Set(events.filter(isMainThreadName).map(threadOf))
  const tasks = events.filter(
    (event) => event.ph === 'X' && event.name === 'RunTask' && threads.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('the trace has no task of the page’s main thread')
  return tasks.map(({ tdur }) => tdur / 1000)
}

const REFRESH_MS = 1000 / 60

/**
 * Milliseconds from each picture on the screen to the next, in whole refreshes of 60 a second. Scrolling does not wait
 * for the page's own frames: they come late more often. Gaps of `restMs` and more are none.
 */
export async function framesDuring(
  page: Page,
  restMs: number,
  work: () => Promise<void>,
): Promise<number[]> {
  const events = await trace(page, ['viz'], work)
  const drawn = events
    .filter(({ ph, name }) => ph === 'X' && name === 'Display::DrawAndSwap')
    .map(({ ts }) => ts / 1000)
    .sort((a, b) => a - b)
  const gaps = drawn.slice(1).map((time, i) => time - drawn[i]!)
  if (gaps.length === 0) throw new Error('the trace has no frame')
  return gaps
    .filter((gap) => gap < restMs)
    .map((gap) => Math.max(1, Math.round(gap / REFRESH_MS)) * REFRESH_MS)
}

async function trace(
  page: Page,
  categories: readonly string[],
  work: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page has no browser that could be traced')
  await browser.startTracing(page, { categories: [...categories] })
  await work()
  return traceSchema.parse(JSON.parse((await browser.stopTracing()).toString())).traceEvents
}

function isMainThreadName({ name, args }: TraceEvent): boolean {
  return name === 'thread_name' && args.name === 'CrRendererMain'
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`
}
