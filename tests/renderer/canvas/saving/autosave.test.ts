// When a mask is saved by itself, with the clock of the test.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAutosave } from '../../../../src-renderer/canvas/saving/autosave.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start(isStored = true) {
  const save = vi.fn(() => Promise.resolve(isStored))
  return { save, ...createAutosave(save) }
}

/** A gesture every so often. */
async function paint(touch: () => void, everyMs: number, times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    touch()
    await vi.advanceTimersByTimeAsync(everyMs)
  }
}

test('a hand that does not rest is not disturbed: the journal has its work', async () => {
  const { save, touch } = start()
  await paint(touch, 400, 30)
  expect(save).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(save).toHaveBeenCalledTimes(1)
})

test('a failed save is tried again, later and later', async () => {
  const { save, touch } = start(false)
  touch()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(save).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(15_000)
  const early = save.mock.calls.length
  expect(early).toBeGreaterThan(1)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(save.mock.calls.length - early).toBeLessThan(15)
})

test('once stopped nothing is saved', async () => {
  const { save, touch, stop } = start()
  touch()
  stop()
  touch()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(save).not.toHaveBeenCalled()
})
