import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createPredictedLabels } from '../../../src-renderer/canvas/results/predicted-labels.ts'
import type { PredictedLabels } from '../../../src-renderer/canvas/results/predicted-labels.ts'
import { usePredictions } from '../../../src-renderer/stores/predictions.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { PROVENANCE, UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { decodeLabelMap } from '../../../src-renderer/canvas/saving/label-map-wire.ts'
import { keptInMemory, pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

async function openEditor(fixture = createStudioFixture(), name = 'photo00') {
  studio = await mountStudio(fixture, `/users/ada/edit/${name}`)
  return { ...studio, fixture, paint: (x: number, y: number) => paint(studio!.wrapper, x, y) }
}

function editorOf(wrapper: VueWrapper): Editor {
  return wrapper.getComponent(EditorStage).props('editor') as Editor
}

/** A dab in the middle of pixel (x, y) with the brush. */
function paint(wrapper: VueWrapper, x: number, y: number): void {
  const { brush } = editorOf(wrapper).tools
  brush.press(pointer(x, y))
  brush.release(pointer(x, y))
}

function saveState(wrapper: VueWrapper): string | undefined {
  return wrapper.get('span[data-state]').attributes('data-state')
}

function at({ data, width }: LabelMap, x: number, y: number): number | undefined {
  return data[y * width + x]
}

function press(code: string, held: KeyboardEventInit = {}): void {
  const key = code.replace(/^(Key|Digit)/, '').toLowerCase()
  window.dispatchEvent(new KeyboardEvent('keydown', { code, key, ...held }))
}

test('painting, undoing and saving stores exactly what is on the screen', async () => {
  const { wrapper, fixture, paint: dab, settle } = await openEditor()
  expect(saveState(wrapper)).toBe('saved')
  press('Digit3')
  dab(5, 5)
  press('Digit4')
  dab(30, 20)
  await settle()
  expect(saveState(wrapper)).toBe('unsaved')
  press('KeyZ', { ctrlKey: true })
  press('KeyS', { ctrlKey: true })
  await settle()
  expect(saveState(wrapper)).toBe('saved')
  expect(fixture.saved).toHaveLength(1)
  const { user, name, revision, labelMap } = fixture.saved[0]!
  expect({ user, name, revision }).toEqual({ user: 'ada', name: 'photo00', revision: null })
  const { data } = decodeLabelMap(labelMap)
  expect([data[5 * 40 + 5], data[20 * 40 + 30]]).toEqual([3, 0])
  expect(new Set(data)).toEqual(new Set([0, 3]))
})

test('keys choose tools and classes, void and background among them', async () => {
  const { wrapper, settle } = await openEditor()
  const active = (): string | undefined =>
    wrapper.get('section li button[aria-pressed=true]').text().split(/\d/)[0]
  press('Digit5', { shiftKey: true })
  await settle()
  expect(active()).toBe('Person')
  press('Backquote', { shiftKey: true })
  await settle()
  expect(active()).toBe('Void')
  press('Backquote')
  press('KeyF')
  await settle()
  expect(active()).toContain('Background')
  expect(buttonNamed(document, 'Fill').getAttribute('aria-pressed')).toBe('true')
})

test('what acts at once does nothing in the middle of a stroke, which goes on', async () => {
  const { wrapper, fixture, settle } = await openEditor()
  const { tools, session, proposals, accept } = editorOf(wrapper)
  press('Digit3')
  tools.brush.press(pointer(5, 5))
  const rect = { x: 0, y: 25, width: 1, height: 1 }
  proposals.propose('region.grow', { rect, values: Uint8Array.of(4) })
  press('KeyB', { shiftKey: true })
  press('KeyZ', { ctrlKey: true })
  accept()
  tools.brush.move([pointer(30, 5)])
  tools.brush.release(pointer(30, 5))
  await settle()
  tools.brush.press(pointer(5, 25))
  proposals.propose('region.grow', { rect, values: Uint8Array.of(4) })
  tools.brush.cancel()
  expect(proposals.pending.value).toBeNull()
  expect(session.history().steps.map(({ name }) => name)).toEqual(['brush'])
  expect([at(session.labelMap, 30, 5), at(session.labelMap, 0, 25)]).toEqual([3, UNLABELLED])
  expect(fixture.saved).toEqual([])
})

test('moving to the next photo saves first, also a stroke whose button is down still', async () => {
  const { wrapper, fixture, router, settle } = await openEditor()
  const { tools, session } = editorOf(wrapper)
  tools.brush.press(pointer(3, 3))
  press('ArrowRight')
  await settle()
  expect(router.currentRoute.value.fullPath).toBe('/users/ada/edit/photo01')
  expect(session.history().steps.map(({ name }) => name)).toEqual(['brush'])
  expect(fixture.saved.map(({ name }) => name)).toEqual(['photo00'])
})

test('a mask changed elsewhere is never overwritten without being told', async () => {
  const { wrapper, fixture, paint: dab, settle } = await openEditor()
  fixture.changeMaskElsewhere()
  dab(3, 3)
  buttonNamed(document, 'Save').click()
  await settle()
  expect(saveState(wrapper)).toBe('conflict')
  expect(wrapper.text()).toContain('newer than the one opened')
  expect(fixture.saved).toEqual([])
  buttonNamed(document, 'Replace it with mine').click()
  await settle()
  expect(saveState(wrapper)).toBe('saved')
  expect(fixture.saved[0]?.revision).toBe('changed-elsewhere')
})

test('locked classes keep their pixels', async () => {
  const { wrapper, paint: dab, settle } = await openEditor()
  press('Digit3')
  dab(5, 5)
  buttonNamed(document, 'Lock Bird').click()
  await settle()
  press('Digit4')
  dab(6, 5)
  const { data } = editorOf(wrapper).session.labelMap
  expect(data[5 * 40 + 5]).toBe(3)
  expect(new Set(data)).toEqual(new Set([UNLABELLED, 3, 4]))
})

test('a region operation is shown first, painted when applied, and undone as one step', async () => {
  const { wrapper, paint: dab, settle } = await openEditor()
  press('Digit3')
  dab(5, 5)
  press('KeyR')
  await rested(settle)
  choiceNamed('Grow').click()
  await rested(settle)
  const { session, proposals } = editorOf(wrapper)
  const before = session.labelMap.data.slice()
  expect(proposals.pending.value?.pixelCount).toBeGreaterThan(0)
  expect(session.labelMap.data).toEqual(before)
  const { pixelCount } = proposals.pending.value!
  buttonNamed(document, 'Apply').click()
  const changed = before.filter((value, i) => value !== session.labelMap.data[i])
  expect(changed).toHaveLength(pixelCount)
  press('KeyZ', { ctrlKey: true })
  expect(session.labelMap.data).toEqual(before)
})

test('a region operation leaves locked classes alone and is gone when cancelled', async () => {
  const { wrapper, paint: dab, settle } = await openEditor()
  press('Backquote')
  editorOf(wrapper).tools.fill.press(pointer(20, 20))
  editorOf(wrapper).tools.fill.release(pointer(20, 20))
  press('Digit3')
  dab(5, 5)
  buttonNamed(document, 'Lock Background').click()
  press('KeyR')
  await rested(settle)
  choiceNamed('Grow').click()
  await rested(settle)
  expect(wrapper.text()).toContain('no pixel changes')
  buttonNamed(document, 'Cancel').click()
  await settle()
  expect(editorOf(wrapper).proposals.pending.value).toBeNull()
  expect(document.querySelector('[aria-label=Regions]')).toBeNull()
})

test('what is left becomes background in one step, which says how much it was', async () => {
  const { wrapper, paint: dab, settle } = await openEditor()
  press('Digit3')
  dab(5, 5)
  const { session } = editorOf(wrapper)
  const left = session.labelMap.data.filter((value) => value === UNLABELLED).length
  buttonNamed(document, 'The rest is background').click()
  await settle()
  expect(new Set(session.labelMap.data)).toEqual(new Set([0, 3]))
  expect(document.body.textContent).toContain(
    `${left.toLocaleString('en')} pixels are background now`,
  )
  press('KeyZ', { ctrlKey: true })
  expect(session.labelMap.data.filter((value) => value === UNLABELLED)).toHaveLength(left)
})

test('copying is off where methods are scored, says where to allow it, and works once allowed', async () => {
  const { wrapper, router, settle } = await openEditor()
  press('KeyC')
  await settle()
  expect(wrapper.text()).toContain('Copying is off: methods are scored on this photo')
  buttonNamed(document, 'pss').click()
  await settle()
  document.querySelector<HTMLInputElement>('#copy-on-validation')!.click()
  await settle()
  buttonNamed(document.querySelector('[role=dialog]')!, 'Cancel').click()
  await settle()
  expect(wrapper.text()).not.toContain('Copying is off')
  expect(wrapper.text()).toContain('Stage 2')
  expect(router.currentRoute.value.name).toBe('editor')
})

test('a whole prediction is copied by its key, within locks, and saved as a copy', async () => {
  // Methods are not scored on this photo.
  const { wrapper, fixture, settle } = await openEditor(createStudioFixture(), 'photo02')
  const editor = editorOf(wrapper)
  const { width, height, data } = editor.session.labelMap
  const predicted = createLabelMap(
    width,
    height,
    data.map((_, i) => (i % width < 10 ? 12 : 0)),
  )
  editor.showPrediction(createPredictedLabels(predicted, keptInMemory()))
  buttonNamed(document, 'Lock Dog').click()
  press('KeyC', { ctrlKey: true, shiftKey: true })
  press('KeyS', { ctrlKey: true })
  await settle()
  const { labelMap, provenance } = fixture.saved[0]!
  expect(decodeLabelMap(labelMap)).toEqual(predicted)
  expect(new Set(decodeLabelMap(provenance!).data)).toEqual(new Set([PROVENANCE.copied]))
  buttonNamed(document, '1 step').click()
  await settle()
  expect(document.querySelector('[role=dialog]')?.textContent).toContain(
    'Copy the whole prediction',
  )
})

test('a rejected region is still rejected when the studio starts again', async () => {
  await openEditor()
  const source = { runId: 'run', stage: 'stage2', checkpoint: 'last', createdAt: '' } as const
  const labelMap = createLabelMap(4, 1, Uint8Array.of(0, 9, 9, 0))
  const open = (name: string): PredictedLabels =>
    createPredictedLabels(labelMap, usePredictions().rejectedIn(source, name))
  const region = open('photo00').regionAt({ x: 1.5, y: 0.5 })!
  open('photo00').toggleRejected(region)
  studio!.wrapper.unmount()
  await openEditor()
  expect([open('photo00').isRejected(region), open('photo01').isRejected(region)]).toEqual([
    true,
    false,
  ])
  open('photo00').toggleRejected(region)
  expect(open('photo00').isRejected(region)).toBe(false)
})

test('the command palette finds a command by name and runs it', async () => {
  const { settle } = await openEditor()
  press('KeyK', { ctrlKey: true })
  await settle()
  const search = document.querySelector<HTMLInputElement>('[role=dialog] [role=combobox]')!
  search.value = 'magic'
  search.dispatchEvent(new Event('input'))
  await settle()
  expect(document.querySelectorAll('[role=dialog] [role=option]')).toHaveLength(1)
  search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  await settle()
  expect(document.querySelector('[role=dialog] [role=combobox]')).toBeNull()
  expect(buttonNamed(document, 'Magic wand').getAttribute('aria-pressed')).toBe('true')
})

/** The region operation of this name, as a choice. */
function choiceNamed(name: string): HTMLInputElement {
  const labels = [...document.querySelectorAll('label')]
  const found = labels.find((label) => label.textContent.trim() === name)?.querySelector('input')
  if (!found) throw new Error(`no choice named "${name}"`)
  return found
}

/** Previews wait until the hand rests. */
async function rested(settle: () => Promise<void>): Promise<void> {
  await settle()
  await new Promise((resolve) => setTimeout(resolve, 80))
  await settle()
}
