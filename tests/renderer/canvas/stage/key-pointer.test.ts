// The pointer that keys move: where it is, what it leaves to others, and how it ends.

import { nextTick } from 'vue'
import { expect, test } from 'vitest'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { toImage } from '../../../../src-renderer/canvas/camera/camera.ts'
import { VIEW, letGo, overStage, pressKey } from '../keyed-stage.ts'
import type { Place, Stage } from '../keyed-stage.ts'
import { WIDTH } from '../photo-story.ts'

const placeOf = ({ stage }: Stage): Place | null => {
  const at = stage.cursor.value
  return at === null ? null : [at.x, at.y]
}

test('starts in the middle of what is in view, on a pixel, and takes the keys', async () => {
  const over = overStage('brush', { scale: 4, x: -80, y: -20 })
  over.settings.keyPointer = 'up'
  expect(placeOf(over)).toEqual([27.5, 10.5])
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(document.activeElement).toBe(over.element)
  over.settings.keyPointer = 'off'
  expect(placeOf(over)).toBeNull()
})

test('goes by ten pixels of the screen, with Shift by one of the image, with Ctrl by fifty', () => {
  const over = overStage('brush', { scale: 2, x: 0, y: 0 })
  over.settings.keyPointer = 'up'
  pressKey('ArrowRight')
  expect(placeOf(over)).toEqual([20.5, 10.5])
  pressKey('ArrowDown', { shiftKey: true })
  expect(placeOf(over)).toEqual([20.5, 11.5])
  pressKey('ArrowRight', { ctrlKey: true })
  expect(placeOf(over)).toEqual([45.5, 11.5])
  over.camera.value = { ...over.camera.value, scale: 60 }
  pressKey('ArrowLeft')
  expect(placeOf(over)).toEqual([44.5, 11.5])
})

test('takes the view along at its edge and stays on the photo', () => {
  const over = overStage('brush', { scale: 4, x: 0, y: 0 })
  over.settings.keyPointer = 'up'
  for (let step = 0; step < 30; step++) pressKey('ArrowRight')
  expect(placeOf(over)).toEqual([WIDTH - 0.5, 5.5])
  const { x } = toImage(over.camera.value, { x: VIEW.width, y: 0 })
  expect(over.camera.value.x).toBeLessThan(-100)
  expect(x).toBeGreaterThan(WIDTH)
})

test('moves by no other key, and leaves those of fields and buttons alone', () => {
  const over = overStage('brush')
  expect(pressKey('ArrowRight').defaultPrevented).toBe(false)
  over.settings.keyPointer = 'up'
  expect(pressKey('ArrowRight').defaultPrevented).toBe(true)
  expect(pressKey('ArrowLeft', { altKey: true }).defaultPrevented).toBe(false)
  const button = over.element.querySelector('button')!
  expect(pressKey(' ', {}, button).defaultPrevented).toBe(false)
  const field = over.element.appendChild(document.createElement('input'))
  expect(pressKey('ArrowRight', {}, field).defaultPrevented).toBe(false)
  expect(over.settings.keyPointer).toBe('up')
})

test('keeps its button down without a finger when told, until Space lets it go', () => {
  const over = overStage('brush')
  over.settings.keyPointer = 'up'
  over.settings.keyPointer = 'down'
  pressKey('ArrowRight', { shiftKey: true })
  letGo(' ')
  expect(over.story.session.isInGesture()).toBe(true)
  pressKey('ArrowRight', { ctrlKey: true })
  pressKey(' ')
  letGo(' ')
  expect(over.settings.keyPointer).toBe('up')
  expect(over.story.session.history().steps).toHaveLength(1)
  expect(over.story.picture()[18]).toBe('.'.repeat(12) + '7'.repeat(12) + '1'.repeat(24))
})

test('passes on what is held with Space, and not what the steps need', () => {
  const over = overStage('brush')
  over.settings.keyPointer = 'up'
  pressKey(' ', { altKey: true })
  pressKey('ArrowLeft', { shiftKey: true })
  letGo(' ')
  const row = `${'.'.repeat(12)}${'7'.repeat(11)}..${'7'.repeat(5)}`
  expect(over.story.picture()[18]).toBe(row.padEnd(WIDTH, '.'))
})

test('drops the gesture with Escape, then what is pending, then itself', async () => {
  const over = overStage('lasso')
  over.settings.keyPointer = 'up'
  pressKey(' ')
  pressKey('ArrowRight')
  pressKey('ArrowDown')
  pressKey('Escape')
  letGo(' ')
  expect([over.settings.keyPointer, over.story.session.history().steps.length]).toEqual(['up', 0])
  pressKey('Escape')
  expect(over.settings.keyPointer).toBe('off')
  expect(pressKey('ArrowRight').defaultPrevented).toBe(false)
})

test('ends with a stroke that counts when a mouse moves over the stage, and not when one rests', async () => {
  const over = overStage('brush')
  await nextTick()
  const rest = (clientX: number): void => {
    const event = { clientX, clientY: 3, pointerType: 'mouse', bubbles: true }
    over.element.dispatchEvent(new PointerEvent('pointermove', event))
  }
  rest(5)
  over.settings.keyPointer = 'up'
  pressKey(' ')
  rest(5)
  expect(over.settings.keyPointer).toBe('down')
  rest(6)
  expect(over.settings.keyPointer).toBe('off')
  expect(over.story.session.history().steps).toHaveLength(1)
})

test('waits for the next photo and is in its middle then', async () => {
  const over = overStage('brush')
  over.settings.keyPointer = 'up'
  pressKey('ArrowRight')
  over.image.value = null
  await nextTick()
  expect(pressKey('ArrowRight').defaultPrevented).toBe(true)
  over.image.value = createLabelMap(20, 10)
  await nextTick()
  expect(placeOf(over)).toEqual([10.5, 5.5])
})
