import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { PROVENANCE, UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

/** The editor with one dab of bird around (5, 5). */
async function openWithBird(): Promise<MountedStudio> {
  studio = await mountStudio(createStudioFixture(), '/users/ada/edit/photo00')
  press('Digit3')
  const { brush } = editor().tools
  brush.press(pointer(5, 5))
  brush.release(pointer(5, 5))
  await studio.settle()
  return studio
}

function editor(): Editor {
  return studio!.wrapper.getComponent(EditorStage).props('editor') as Editor
}

function valueAt(x: number, y: number): number | undefined {
  const { data, width } = editor().session.labelMap
  return data[y * width + x]
}

function press(code: string, held: KeyboardEventInit = {}): void {
  const key = code.replace(/^(Key|Digit)/, '').toLowerCase()
  window.dispatchEvent(new KeyboardEvent('keydown', { code, key, ...held }))
}

async function runByName(name: string): Promise<void> {
  press('KeyK', { ctrlKey: true })
  await studio!.settle()
  const search = document.querySelector<HTMLInputElement>('[role=dialog] input[role=combobox]')!
  search.value = name
  search.dispatchEvent(new Event('input'))
  await studio!.settle()
  search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  // Previews wait until the hand rests.
  for (let turn = 0; turn < 2; turn++) {
    await studio!.settle()
    await new Promise((resolve) => setTimeout(resolve, 80))
  }
  await studio!.settle()
}

async function selectBird(): Promise<void> {
  press('KeyV')
  editor().tools.select.press(pointer(5, 5))
  await studio!.settle()
}

test('a region operation is run by its name, and the history says which it was', async () => {
  const { settle } = await openWithBird()
  await runByName('regions grow')
  expect(document.querySelector<HTMLInputElement>('#region-grow')?.checked).toBe(true)
  buttonNamed(document, 'Apply').click()
  await settle()
  buttonNamed(document, '2 steps').click()
  await settle()
  const [newest] = document.querySelectorAll('ol button')
  expect(newest?.textContent).toContain('Grow')
})

test('the selected region becomes what its bar offers, by mouse', async () => {
  const { settle } = await openWithBird()
  press('Digit4')
  await selectBird()
  buttonNamed(document, 'Void').click()
  expect(valueAt(5, 5)).toBe(255)
  expect(new Set(editor().session.labelMap.data)).toEqual(new Set([255, UNLABELLED]))
  await settle()
  expect(document.querySelector('[aria-label="Selected region"]')).toBeNull()
})

test('the selected region goes along to the next photo and is painted there when applied', async () => {
  const { router, settle } = await openWithBird()
  await selectBird()
  const { pixelCount } = editor().selection.value!
  press('KeyC', { altKey: true })
  await settle()
  await settle()
  expect(router.currentRoute.value.params['name']).toBe('photo01')
  const { proposals, session } = editor()
  expect(proposals.pending.value?.pixelCount).toBe(pixelCount)
  // Over background alone, and behind.
  for (const changed of [pixelCount, 0, pixelCount]) {
    press('KeyU')
    expect(proposals.pending.value?.pixelCount).toBe(changed)
  }
  expect(valueAt(5, 5)).not.toBe(3)
  buttonNamed(document, 'Apply').click()
  expect(session.labelMap.data.filter((value) => value === 3)).toHaveLength(pixelCount)
  const assisted = session.provenance.data.filter((source) => source === PROVENANCE.assist)
  expect(assisted).toHaveLength(pixelCount)
  press('ArrowRight')
  await settle()
  await settle()
  expect(editor().proposals.pending.value).toBeNull()
})

test('labels are exported from the editor by name: the dialog is at the photos of the user', async () => {
  const { router } = await openWithBird()
  await runByName('export')
  expect(router.currentRoute.value.fullPath).toBe('/users/ada')
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('Export')
})
