// A mouse that keeps its own time. A hand does not wait for the page: moves that are sent when the one before was
// answered fall in step with the frames, and all come just after one or just before it.

import type { Page } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'

/** Of a common mouse, 125 times a second. */
const MOVE_MS = 8

export interface Place {
  readonly x: number
  readonly y: number
}

/** Moves from place to place, CSS pixels; resolves when the page has had the last. */
export async function moveSteadily(page: Page, places: readonly Place[]): Promise<void> {
  const start = performance.now()
  const sent: Promise<void>[] = []
  for (const [i, { x, y }] of places.entries()) {
    await sleep(Math.max(0, start + i * MOVE_MS - performance.now()))
    sent.push(page.mouse.move(x, y))
  }
  await Promise.all(sent)
}
