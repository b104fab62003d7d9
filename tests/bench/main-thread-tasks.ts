// The tasks of a page's main thread by the browser's own trace: how long they took on the clock, and how
// much of that they were really computing. On a busy machine only the second says something of the page.

import type { Page } from '@playwright/test'
import { z } from 'zod'

export interface Task {
  readonly wallMs: number
  readonly cpuMs: number
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'toplevel']

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().default(0),
      tdur: z.number().default(0),
      args: z.object({ name: z.unknown() }).partial().default({}),
    }),
  ),
})
type TraceEvent = z.infer<typeof traceSchema>['traceEvents'][number]

export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<Task[]> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page has no browser that could be traced')
  await browser.startTracing(page, { categories: CATEGORIES })
  await work()
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString()))
  const threads = new Set(traceEvents.filter(isMainThreadName).map(threadOf))
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name === 'RunTask' && threads.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('the trace has no task of the page’s main thread')
  return tasks.map(({ dur, tdur }) => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 }))
}

function isMainThreadName({ name, args }: TraceEvent): boolean {
  return name === 'thread_name' && args.name === 'CrRendererMain'
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`
}
