// The editor is put away while photos are browsed, and taken out for the next one.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

const GRID = '/users/ada'
const PHOTO = '/users/ada/edit/photo00'
let studio: MountedStudio

beforeEach(async () => {
  givePageASize()
  studio = await mountStudio(createStudioFixture(), PHOTO)
})
afterEach(() => studio.wrapper.unmount())

async function go(address: string): Promise<void> {
  await studio.router.push(address)
  await studio.settle()
}

function press(code: string, held: KeyboardEventInit = {}): void {
  const key = code.replace(/^(Key|Digit)/, '').toLowerCase()
  window.dispatchEvent(new KeyboardEvent('keydown', { code, key, ...held }))
  window.dispatchEvent(new KeyboardEvent('keyup', { code, key, ...held }))
}

function isPressed(name: string): boolean {
  return buttonNamed(document, name).getAttribute('aria-pressed') === 'true'
}

const stage = () => studio.wrapper.getComponent(EditorStage)
const editor = (): Editor => stage().props('editor') as Editor

function dab(): void {
  const { brush } = editor().tools
  brush.press(pointer(5, 5))
  brush.release(pointer(5, 5))
}

/** Until pixels are counted. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 300))

/** The shares of classes that the palette tells. */
function shares(): readonly string[] {
  const palette = studio.wrapper.get('section[aria-label=Classes]').text()
  return palette.match(/\d+\.\d/g) ?? []
}

test('the tool stays in hand, and its keys rest meanwhile', async () => {
  press('KeyL')
  await studio.settle()
  expect(isPressed('Lasso')).toBe(true)
  await go(GRID)
  press('KeyB')
  press('KeyT')
  await go('/users/ada/edit/photo01')
  expect(isPressed('Lasso')).toBe(true)
  expect(stage().props('areLabelsShown')).toBe(true)
  expect(document.querySelector('h1')?.textContent).toBe('photo01')
  press('KeyB')
  await studio.settle()
  expect(isPressed('Brush')).toBe(true)
})

test('a key that is held while window or editor are left ends what it does', async () => {
  const held = { code: 'KeyT', key: 't' }
  window.dispatchEvent(new KeyboardEvent('keydown', held))
  await studio.settle()
  expect(stage().props('areLabelsShown')).toBe(false)
  await rest()
  window.dispatchEvent(new Event('blur'))
  await studio.settle()
  expect(stage().props('areLabelsShown')).toBe(true)
  window.dispatchEvent(new KeyboardEvent('keydown', held))
  await rest()
  await go(GRID)
  window.dispatchEvent(new KeyboardEvent('keyup', held))
  await go(PHOTO)
  expect(stage().props('areLabelsShown')).toBe(true)
})

test('a photo is opened anew each time: saved when left, and undone as before', async () => {
  const first = editor()
  dab()
  await go(GRID)
  expect(document.querySelector('[role=application], editor-stage-stub')).toBeNull()
  await go(PHOTO)
  const again = editor()
  expect(again).not.toBe(first)
  expect(again.session.labelMap.data[5 * 40 + 5]).toBe(15)
  press('KeyZ', { ctrlKey: true })
  await studio.settle()
  expect(again.session.labelMap.data[5 * 40 + 5]).not.toBe(15)
})

test('nothing of the photo before is to be seen while the next one is on its way', async () => {
  dab()
  await vi.waitFor(() => expect(shares()).not.toEqual([]))
  await go(GRID)
  await rest()
  await studio.router.push('/users/ada/edit/photo01')
  expect(stage().props()).toMatchObject({ isShown: false, photo: null })
  expect(shares()).toEqual([])
  await studio.settle()
  expect(stage().props('isShown')).toBe(true)
  expect(editor().name).toBe('photo01')
})

test('a dialog that is open when the editor is left goes with it', async () => {
  press('Slash', { shiftKey: true })
  await studio.settle()
  expect(document.querySelector('[role=dialog]')).not.toBeNull()
  await go(GRID)
  expect(document.querySelector('[role=dialog]')).toBeNull()
  await go(PHOTO)
  expect(document.querySelector('[role=dialog]')).toBeNull()
})
