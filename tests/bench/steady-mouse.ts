// A mouse and a wheel that keep their own time. A hand does not wait for the page: moves that are sent when the one
// before was answered fall in step with the frames, and all come just after one or just before it.

import type { Page } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'

/** Of a common mouse or touchpad, 125 times a second: no frame of the screen goes without. */
export const INPUT_MS = 8

export interface Place {
  readonly x: number
  readonly y: number
}

/** Moves from place to place, CSS pixels; resolves when the page has had the last. */
export function moveSteadily(page: Page, places: readonly Place[]): Promise<void> {
  return sendSteadily(places, ({ x, y }) => page.mouse.move(x, y))
}

/** Scrolls down by each of the distances, CSS pixels. */
export function wheelSteadily(page: Page, distances: readonly number[]): Promise<void> {
  return sendSteadily(distances, (distance) => page.mouse.wheel(0, distance))
}

async function sendSteadily<T>(
  steps: readonly T[],
  send: (step: T) => Promise<void>,
): Promise<void> {
  const start = performance.now()
  const sent: Promise<void>[] = []
  for (const [i, step] of steps.entries()) {
    await sleep(Math.max(0, start + i * INPUT_MS - performance.now()))
    sent.push(send(step))
  }
  await Promise.all(sent)
}
