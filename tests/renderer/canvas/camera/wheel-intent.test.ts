import { expect, test } from 'vitest'
import { createWheelReader } from '../../../../src-renderer/canvas/camera/wheel-intent.ts'
import type { WheelChoice } from '../../../../src-renderer/canvas/camera/wheel-intent.ts'

function intents(events: readonly Partial<WheelEvent>[], choice: WheelChoice = 'detect'): string[] {
  const reader = createWheelReader()
  const still = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, timeStamp: 0 }
  return events.map((event) => reader.intentOf({ ...still, ...event }, choice))
}

test('a wheel that turns in steps zooms, in pixels and in lines', () => {
  expect(intents([{ deltaY: 100 }])).toEqual(['zoom'])
  expect(intents([{ deltaY: -3, deltaMode: 1 }])).toEqual(['zoom'])
})

test('two fingers pan, and their inertia goes on panning', () => {
  const slide = [
    { deltaY: 4, timeStamp: 1000 },
    { deltaY: 120, timeStamp: 1016 },
    { deltaX: 3, deltaY: 90, timeStamp: 1200 },
  ]
  expect(intents(slide)).toEqual(['pan', 'pan', 'pan'])
})

test('a new turn of the hand is judged anew', () => {
  expect(
    intents([
      { deltaY: 4, timeStamp: 1000 },
      { deltaY: 100, timeStamp: 2000 },
    ]),
  ).toEqual(['pan', 'zoom'])
})

test('a pinch zooms, and a choice beats every guess', () => {
  expect(intents([{ deltaY: 4, ctrlKey: true }])).toEqual(['zoom'])
  expect(intents([{ deltaY: 4 }], 'zoom')).toEqual(['zoom'])
  expect(intents([{ deltaY: 100 }], 'pan')).toEqual(['pan'])
  expect(intents([{ deltaY: 4, ctrlKey: true }], 'pan')).toEqual(['zoom'])
})
