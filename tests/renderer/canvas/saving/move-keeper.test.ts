// When moves reach the journal, told without a clock of this machine: handed over at once, however many come and however
// slow the disk is.

import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StudioError } from '../../../../src-main/core/errors.ts'
import { readRecords } from '../../../../src-main/core/journal/journal-bytes.ts'
import type { JournalMove } from '../../../../src-main/core/journal/records.ts'
import { inEnglish } from '../../../../src-main/core/said.ts'
import { createMoveKeeper } from '../../../../src-renderer/canvas/saving/move-keeper.ts'

/** What a crash may take of a person's work (docs/decisions/0015-journal-and-leases.md). */
const BOUND_MS = 1_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Sent {
  readonly at: number
  readonly from: number
  readonly moves: number
}

/** A keeper before a disk that takes `diskMs` for a write and fails the first `failures` times. */
function openKeeper({ diskMs = 0, failures = 0 } = {}) {
  const sent: Sent[] = []
  const refused: string[] = []
  let left = failures
  let underWay = 0
  const keeper = createMoveKeeper({
    moves: 0,
    refused: (why) => refused.push(inEnglish(why)),
    async send(from, bytes) {
      expect(++underWay).toBe(1)
      sent.push({ at: Date.now(), from, moves: readRecords(bytes).records.length })
      await new Promise((resolve) => setTimeout(resolve, diskMs))
      underWay--
      if (left-- > 0) throw new StudioError('io', 'the disk is full')
    },
  })
  const move = (name: string): JournalMove =>
    ({ kind: 'step', name, patch: { rect: { x: 0, y: 0, width: 1, height: 1 }, before: Uint8Array.of(0, 0), after: Uint8Array.of(0, 0) } }) as unknown as JournalMove // prettier-ignore
  return { keeper, sent, refused, gesture: () => keeper.add(move('brush')) }
}

test('a gesture is handed to the journal when it ends, without any timer', async () => {
  const { keeper, sent, gesture } = openKeeper()
  gesture()
  expect(vi.getTimerCount()).toBe(0)
  await Promise.resolve()
  await Promise.resolve()
  expect(sent).toEqual([{ at: Date.now(), from: 0, moves: 1 }])
  await vi.advanceTimersByTimeAsync(0)
  expect(keeper.isKept()).toBe(true)
})

test('no gesture waits longer than a write of the disk, whatever comes', async () => {
  const scene = fc.record({
    gapsMs: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }),
    diskMs: fc.integer({ min: 0, max: BOUND_MS }),
  })
  await fc.assert(
    fc.asyncProperty(scene, async ({ gapsMs, diskMs }) => {
      const { keeper, sent, gesture } = openKeeper({ diskMs })
      const made: number[] = []
      for (const gap of gapsMs) {
        gesture()
        made.push(Date.now())
        await vi.advanceTimersByTimeAsync(gap)
      }
      await vi.advanceTimersByTimeAsync(2 * diskMs)
      expect(keeper.isKept()).toBe(true)
      const handedOver = sent.flatMap(({ at, moves }) => Array<number>(moves).fill(at))
      expect(handedOver).toHaveLength(made.length)
      const waited = handedOver.map((at, place) => at - made[place]!)
      expect(Math.max(...waited)).toBeLessThanOrEqual(diskMs)
    }),
    { numRuns: 60 },
  )
})

test('a write that failed is made again within the bound, with what came meanwhile', async () => {
  const { keeper, sent, gesture } = openKeeper({ failures: 1 })
  gesture()
  await vi.advanceTimersByTimeAsync(10)
  expect(keeper.failure?.message).toBe('the disk is full')
  await vi.advanceTimersByTimeAsync(BOUND_MS)
  expect(keeper.isKept()).toBe(true)
  expect(sent.map(({ from, moves }) => [from, moves])).toEqual([
    [0, 1],
    [0, 1],
  ])
})

test('a disk that fails again and again is tried every ten seconds at least, and nothing is forgotten', async () => {
  const { keeper, sent, gesture } = openKeeper({ failures: 8 })
  gesture()
  await vi.advanceTimersByTimeAsync(60_000)
  const gaps = sent.slice(1).map(({ at }, place) => at - sent[place]!.at)
  expect(Math.max(...gaps)).toBeLessThan(10_100)
  gesture()
  await vi.advanceTimersByTimeAsync(20_000)
  expect([keeper.isKept(), keeper.failure, keeper.moves()]).toEqual([true, null, 2])
})
