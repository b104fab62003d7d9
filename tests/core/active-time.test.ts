import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  IDLE_SECONDS,
  createActiveClock,
  median,
  mergeWork,
  totalSeconds,
} from '../../src-main/core/active-time.ts'

const BRUSH = { tool: 'brush', isAssisted: false }
const WAND = { tool: 'wand', isAssisted: true }

test('time counts for 20 seconds after the last movement, and not while the window is away', () => {
  const clock = createActiveClock()
  clock.event(0, BRUSH)
  clock.event(5_000, BRUSH)
  expect(clock.totalSeconds(100_000)).toBe(25)
  clock.event(100_000, WAND)
  clock.pause(103_000)
  expect(clock.take(200_000)).toEqual([
    { ...BRUSH, seconds: 25 },
    { ...WAND, seconds: 3 },
  ])
  expect(clock.take(300_000)).toEqual([])
  expect(clock.totalSeconds(300_000)).toBe(28)
})

test('the time is the measure of what was covered, however often it is looked at', () => {
  const steps = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 45_000 }),
      kind: fc.constantFrom('event', 'other', 'pause', 'take', 'look'),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(steps, (all) => {
      const clock = createActiveClock()
      const taken: number[] = []
      let now = 0
      // The same by the definition: 100 ms at a time, active up to 20 s after the last event unless paused.
      let activeUntil = 0
      let expected = 0
      for (const { gap, kind } of all) {
        const end = now + Math.round(gap / 100) * 100
        for (; now < end; now += 100) if (now < activeUntil) expected += 100
        if (kind === 'event' || kind === 'other') {
          clock.event(now, kind === 'event' ? BRUSH : WAND)
          activeUntil = now + IDLE_SECONDS * 1000
        } else if (kind === 'pause') {
          clock.pause(now)
          activeUntil = now
        } else if (kind === 'take') taken.push(totalSeconds(clock.take(now)))
        else clock.totalSeconds(now)
      }
      taken.push(totalSeconds(clock.take(now)))
      expect(clock.totalSeconds(now)).toBeCloseTo(expected / 1000, 6)
      expect(taken.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(expected / 1000, 6)
    }),
  )
})

test('work is summed by tool and assistance', () => {
  const sum = mergeWork([{ ...BRUSH, seconds: 3 }], [{ ...WAND, seconds: 2 }, { ...BRUSH, seconds: 4 }]) // prettier-ignore
  expect(sum).toEqual([
    { ...BRUSH, seconds: 7 },
    { ...WAND, seconds: 2 },
  ])
})

test('a median is the middle, the mean of two, or nothing', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null])
})
