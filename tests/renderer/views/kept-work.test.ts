// Nothing that was painted is lost: by leaving, by a failing disk, by a mask that changed or broke.

import { expect, test } from 'vitest'
import { StudioError } from '../../../src-main/core/errors.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { JOURNAL_SIGNATURE, encodeRecords } from '../../../src-main/core/journal/journal-bytes.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { decodeLabelMap } from '../../../src-renderer/canvas/saving/label-map-wire.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, giveName } from '../mount-studio.ts'
import { ADDRESS, open, openAfterCrash, press, useWindows } from '../painting-window.ts'
import { createStudioFixture } from '../studio-fixture.ts'

const FULL = new StudioError('io', 'the disk is full')

useWindows()

test('after a crash the photo opens with every step, says so, and can undo them', async () => {
  const { wrapper, valueAt, settle, editor, fixture } = await openAfterCrash()
  expect(fixture.saved).toEqual([])
  expect([valueAt(5, 5), valueAt(30, 20)]).toEqual([3, 4])
  expect(wrapper.text()).toContain('2 steps of photo00 recovered')
  expect(wrapper.get('span[data-state]').attributes('data-state')).toBe('unsaved')
  press('KeyZ', { ctrlKey: true })
  press('KeyZ', { ctrlKey: true })
  await settle()
  expect(new Set(editor().session.labelMap.data)).toEqual(new Set([UNLABELLED]))
})

test('undo and redo reach back over a photo that was left and opened again', async () => {
  const { dab, valueAt, router, settle, fixture, wrapper } = await open()
  press('Digit3')
  dab(5, 5)
  press('ArrowRight')
  await settle()
  press('ArrowLeft')
  await settle()
  expect(router.currentRoute.value.fullPath).toBe(ADDRESS)
  expect(fixture.saved.map(({ name }) => name)).toEqual(['photo00'])
  expect(valueAt(5, 5)).toBe(3)
  expect(wrapper.text()).not.toContain('recovered')
  press('KeyZ', { ctrlKey: true })
  expect(valueAt(5, 5)).toBe(UNLABELLED)
  press('KeyZ', { ctrlKey: true, shiftKey: true })
  expect(valueAt(5, 5)).toBe(3)
})

test('undo and redo leave tool, class and selection as they are', async () => {
  const { dab, editor, settle } = await open()
  press('Digit3')
  dab(5, 5)
  press('KeyV')
  editor().tools.select.press(pointer(5, 5))
  editor().tools.select.release(pointer(5, 5))
  press('Digit7')
  await settle()
  const selection = editor().selection.value
  expect(selection?.value).toBe(3)
  press('KeyZ', { ctrlKey: true })
  press('KeyY', { ctrlKey: true })
  await settle()
  expect(editor().selection.value).toBe(selection)
  expect(buttonNamed(document, 'Select a region').getAttribute('aria-pressed')).toBe('true')
})

test('the history lists what was done, and a click goes there', async () => {
  const { dab, valueAt, settle } = await open()
  press('Digit3')
  dab(5, 5)
  press('Digit4')
  dab(20, 5)
  dab(30, 20)
  await settle()
  buttonNamed(document, '3 steps').click()
  await settle()
  const rows = (): string[] =>
    [...document.querySelectorAll('ol button')].map((row) => row.textContent.replace(/\s+/g, ' '))
  expect(rows().map((row) => row.trim())).toEqual([
    expect.stringMatching(/^3 ?Brush ?Boat/),
    expect.stringMatching(/^2 ?Brush ?Boat/),
    expect.stringMatching(/^1 ?Brush ?Bird/),
    expect.stringMatching(/^0 ?Start/),
  ])
  document.querySelectorAll<HTMLElement>('ol button')[2]!.click()
  await settle()
  expect([valueAt(5, 5), valueAt(20, 5), valueAt(30, 20)]).toEqual([3, UNLABELLED, UNLABELLED])
  document.querySelectorAll<HTMLElement>('ol button')[0]!.click()
  await settle()
  expect([valueAt(5, 5), valueAt(20, 5), valueAt(30, 20)]).toEqual([3, 4, 4])
})

test('leaving asks nothing: the mask is saved on the way', async () => {
  const { fixture, dab, router, settle } = await open()
  press('Digit3')
  dab(3, 3)
  await router.push('/')
  await settle()
  expect(fixture.saved).toHaveLength(1)
  expect(decodeLabelMap(fixture.saved[0]!.labelMap).data[3 * 40 + 3]).toBe(3)
})

test('a window that loses the focus saves, and no half of a stroke', async () => {
  const { fixture, dab, settle, editor } = await open()
  const { brush } = editor().tools
  dab(3, 3)
  brush.press(pointer(9, 9))
  window.dispatchEvent(new Event('blur'))
  await settle()
  expect(fixture.saved).toEqual([])
  brush.cancel()
  window.dispatchEvent(new Event('blur'))
  await settle()
  expect(fixture.saved).toHaveLength(1)
})

test('flipping fast saves each photo as itself', async () => {
  const { fixture, dab, settle } = await open()
  press('Digit3')
  dab(3, 3)
  for (let flip = 0; flip < 4; flip++) press('ArrowRight')
  for (let flip = 0; flip < 4; flip++) press('ArrowLeft')
  press('ArrowRight')
  await settle()
  await settle()
  press('Digit4')
  dab(9, 9)
  press('ArrowRight')
  await settle()
  await settle()
  const stored = fixture.saved.map(({ name, labelMap }) => [
    name,
    [...new Set(decodeLabelMap(labelMap).data)].sort(),
  ])
  expect(stored).toEqual([
    ['photo00', [0, 3]],
    [expect.stringMatching(/^photo0[^0]$/), [0, 4]],
  ])
})

test('when neither journal nor mask can be written the page stays and says why', async () => {
  const { fixture, wrapper, dab, router, settle } = await open()
  fixture.editing.faults.journal = FULL
  fixture.editing.faults.mask = FULL
  press('Digit3')
  dab(3, 3)
  await settle()
  expect(wrapper.findAll('[role=alert]')).toHaveLength(1)
  expect(wrapper.get('[role=alert]').text()).toContain('the disk is full')
  await router.push('/')
  await settle()
  expect(router.currentRoute.value.name).toBe('editor')

  fixture.editing.faults.journal = null
  fixture.editing.faults.mask = null
  buttonNamed(document, 'Try again').click()
  await settle()
  await router.push('/')
  await settle()
  expect(router.currentRoute.value.name).toBe('library')
  const stored = fixture.editing.masks.get('ada/photo00')
  expect(stored?.labelMap.data[3 * 40 + 3]).toBe(3)
})

test('a mask that cannot be saved stays in the journal and is there when the photo opens again', async () => {
  const { fixture, dab, valueAt, settle } = await open()
  fixture.editing.faults.mask = FULL
  press('Digit3')
  dab(3, 3)
  press('ArrowRight')
  await settle()
  expect(document.body.textContent).toContain('photo00: the disk is full')
  fixture.editing.faults.mask = null
  press('ArrowLeft')
  await settle()
  expect(valueAt(3, 3)).toBe(3)
  window.dispatchEvent(new Event('blur'))
  await settle()
  expect(fixture.saved.map(({ name }) => name)).toEqual(['photo00'])
})

test('without the studio the page says so, keeps what is painted, and sends it when the studio is back', async () => {
  const { fixture, wrapper, dab, settle, editor } = await open()
  const badge = () => wrapper.get('span[data-state]')
  fixture.connect('waiting')
  press('Digit3')
  dab(5, 5)
  press('Digit4')
  dab(30, 20)
  await settle()
  expect(badge().text()).toBe('Offline')
  expect(badge().attributes('title')).toContain('kept in this page')
  expect(wrapper.text()).toContain('sent when the studio is back')
  expect(wrapper.findAll('[role=alert]')).toEqual([])
  expect([editor().keeping.isKept(), fixture.editing.journals.files.size]).toEqual([false, 0])
  fixture.connect('open')
  await settle()
  expect(badge().attributes('data-state')).toBe('saved')
  const stored = decodeLabelMap(fixture.saved[0]!.labelMap)
  expect([stored.data[5 * 40 + 5], stored.data[20 * 40 + 30]]).toEqual([3, 4])
  const kept = await fixture.editing.desk.rescue({ user: 'ada', name: 'photo00' })
  expect(kept.moves).toBe(2)
})

test('a photo that was read ahead opens as it is stored by then', async () => {
  const { fixture, router, settle, valueAt } = await open()
  const written = (value: number) => createLabelMap(40, 30, new Uint8Array(1200).fill(value))
  fixture.editing.masks.set('ada/photo01', { labelMap: written(3), revision: 'seen' })
  fixture.editing.masks.set('ada/photo02', { labelMap: written(7), revision: 'kept' })
  await new Promise((resolve) => setTimeout(resolve, 400))
  fixture.editing.masks.set('ada/photo01', { labelMap: written(5), revision: 'newer' })
  await router.push('/users/ada/edit/photo01')
  await settle()
  expect(valueAt(5, 5)).toBe(5)
  await router.push('/users/ada/edit/photo02')
  await settle()
  expect(valueAt(5, 5)).toBe(7)
})

test('a mask that broke comes back from its journal', async () => {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  first.fixture.editing.damaged.add('ada/photo00')
  const { wrapper, valueAt, settle } = await open(first.fixture)
  expect(wrapper.text()).toContain('the mask breaks off')
  expect(wrapper.findComponent(EditorStage).exists()).toBe(false)
  buttonNamed(wrapper.element as HTMLElement, 'Recover the mask').click()
  await settle()
  expect(valueAt(5, 5)).toBe(3)
  expect(wrapper.text()).toContain('kept/photo00.png')
})

test('a photo replaced by one of another size is begun anew, and what was labelled is kept', async () => {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  const { editing } = first.fixture
  editing.otherSize.add('ada/photo00')
  const { width, height } = { width: 20, height: 15 }
  const runs = encodeRuns(new Uint8Array(width * height))
  const snapshot = { kind: 'snapshot', moves: 0, width, height, labels: runs, provenance: runs } as const // prettier-ignore
  const journal = Uint8Array.from([...JOURNAL_SIGNATURE, ...encodeRecords([snapshot])])
  editing.journals.files.set('ada/photo00', journal)
  const { wrapper, valueAt, settle } = await open(first.fixture)
  expect(wrapper.text()).toContain('The photo has another size than its mask')
  expect(wrapper.text()).not.toContain('Recover the mask')
  buttonNamed(wrapper.element as HTMLElement, 'Begin anew').click()
  await settle()
  expect(wrapper.text()).toContain('kept in kept/photo00, its journal as aside/ada/photo00')
  expect(valueAt(5, 5)).toBe(UNLABELLED)
  expect(editing.journals.files.get('aside/ada/photo00')).toEqual(journal)
  expect(editing.journals.files.has('ada/photo00')).toBe(false)
})

test('a frozen mask of another size is unfrozen where it cannot be opened, and the photo begun anew', async () => {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  const { editing, labelling } = first.fixture
  editing.otherSize.add('ada/photo00')
  editing.journals.files.delete('ada/photo00')
  labelling.records.set('photo00', { ...labelling.records.get('photo00')!, state: 'frozen' })
  const studio = await open(first.fixture)
  const { wrapper, settle, valueAt } = studio
  const page = wrapper.element as HTMLElement
  expect(wrapper.text()).toContain('The photo has another size than its mask, which is frozen')
  expect(wrapper.text()).not.toContain('Begin anew')
  buttonNamed(page, 'Unfreeze').click()
  await settle()
  await giveName(studio, 'bob')
  expect(labelling.records.get('photo00')?.state).toBe('reviewed')
  buttonNamed(page, 'Begin anew').click()
  await settle()
  expect(valueAt(5, 5)).toBe(UNLABELLED)
})

test('a broken mask without a journal blocks editing and nothing is written', async () => {
  const fixture = createStudioFixture()
  fixture.editing.masks.set('ada/photo00', { labelMap: createLabelMap(40, 30), revision: 'r' })
  fixture.editing.damaged.add('ada/photo00')
  const { wrapper } = await open(fixture)
  expect(wrapper.findComponent(EditorStage).exists()).toBe(false)
  expect(wrapper.text()).not.toContain('Recover the mask')
  expect(fixture.saved).toEqual([])
})
