import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  IDLE_SECONDS,
  createActiveClock,
  median,
  mergeWork,
  totalSeconds,
} from '../../../src-main/core/labels/active-time.ts'

const BRUSH = { tool: 'brush', isAssisted: false }
const WAND = { tool: 'wand', isAssisted: true }
const ORIGIN = Date.parse('2026-01-01T10:00:00Z')

test('time counts for 20 seconds after the last movement, and not while the window is away', () => {
  const clock = createActiveClock(ORIGIN)
  clock.event(0, BRUSH)
  clock.event(5_000, BRUSH)
  expect(clock.totalSeconds(100_000)).toBe(25)
  clock.event(100_000, WAND)
  clock.pause(103_000)
  expect(clock.take(200_000)).toEqual([
    { ...BRUSH, seconds: 25, gestures: 0, startedAt: '2026-01-01T10:00:00.000Z' },
    { ...WAND, seconds: 3, gestures: 0, startedAt: '2026-01-01T10:01:40.000Z' },
  ])
  expect(clock.take(300_000)).toEqual([])
  expect(clock.totalSeconds(300_000)).toBe(28)
})

test('a stretch ends with a rest, with another tool and when it is taken, and has its gestures', () => {
  const clock = createActiveClock(ORIGIN)
  clock.gesture(0)
  clock.event(1_000, BRUSH)
  clock.gesture(1_000)
  clock.event(4_000, BRUSH)
  clock.event(6_000, WAND)
  clock.event(90_000, WAND)
  clock.gesture(91_000)
  clock.gesture(91_500)
  const told = clock.take(92_000).map(({ tool, seconds, gestures, startedAt }) => {
    return `${startedAt.slice(14, 19)} ${tool} ${seconds} s, ${gestures}`
  })
  expect(told).toEqual(['00:01 brush 5 s, 1', '00:06 wand 20 s, 0', '01:30 wand 2 s, 2'])
  clock.gesture(93_000)
  expect(clock.take(94_000)).toEqual([
    { ...WAND, seconds: 2, gestures: 1, startedAt: '2026-01-01T10:01:32.000Z' },
  ])
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
      const clock = createActiveClock(ORIGIN)
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
  const stretch = { ...BRUSH, seconds: 4, gestures: 3, startedAt: '2026-01-01T10:00:00.000Z' }
  const sum = mergeWork(
    [{ ...BRUSH, seconds: 3, gestures: 1 }],
    [{ ...WAND, seconds: 2, gestures: 0 }, stretch],
  )
  expect(sum).toEqual([
    { ...BRUSH, seconds: 7, gestures: 4 },
    { ...WAND, seconds: 2, gestures: 0 },
  ])
})

test('a median is the middle, the mean of two, or nothing', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null])
})
