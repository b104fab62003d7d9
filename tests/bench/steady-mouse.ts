// A mouse and a wheel that keep their own time. A hand does not wait for the page: moves that are sent when the one
// before was answered fall in step with the frames, and all come just after one or just before it.

import type { Page } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'

/** Of a common mouse, 125 times a second. */
const MOVE_MS = 8

export interface Place {
  readonly x: number
  readonly y: number
}

/** Moves from place to place, CSS pixels; resolves when the page has had the last. */
export function moveSteadily(page: Page, places: readonly Place[]): Promise<void> {
  return sendSteadily(places, MOVE_MS, ({ x, y }) => page.mouse.move(x, y))
}

/** Of a touchpad and of most wheels, 60 times a second. */
export const WHEEL_MS = 1000 / 60

/** Scrolls down by each of the distances, CSS pixels. */
export function wheelSteadily(page: Page, distances: readonly number[]): Promise<void> {
  return sendSteadily(distances, WHEEL_MS, (distance) => page.mouse.wheel(0, distance))
}

async function sendSteadily<T>(
  steps: readonly T[],
  everyMs: number,
  send: (step: T) => Promise<void>,
): Promise<void> {
  const start = performance.now()
  const sent: Promise<void>[] = []
  for (const [i, step] of steps.entries()) {
    await sleep(Math.max(0, start + i * everyMs - performance.now()))
    sent.push(send(step))
  }
  await Promise.all(sent)
}
