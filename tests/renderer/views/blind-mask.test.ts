// A blind mask in the editor: kept, taken back, held and recovered as a photo's own mask is, and apart from it.

import { beforeEach, expect, test, vi } from 'vitest'
import { StudioError } from '../../../src-main/core/errors.ts'
import { goldFolderKey } from '../../../src-main/core/labels/gold.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { buttonNamed } from '../mount-studio.ts'
import { ADDRESS, open, openAfterCrash, press, useWindows } from '../painting-window.ts'
import { createStudioFixture } from '../studio-fixture.ts'

const BLIND = '/users/ada/second/photo00'
const JOURNAL = `ada/photo00/${goldFolderKey('bob')}`

const EVES = {
  user: 'ada',
  name: 'photo00',
  blindBy: 'eve',
  editor: { id: 'window0eve0', who: 'eve' },
}

useWindows()
beforeEach(() => {
  const preferences = { locale: 'en', theme: 'light', annotator: 'bob' }
  localStorage.setItem('pss-studio.preferences', JSON.stringify(preferences))
})

const openBlind = (fixture = createStudioFixture()) => open(fixture, BLIND)

test('after a crash a blind mask opens with every step, says so, and can undo them', async () => {
  const { wrapper, valueAt, settle, editor, fixture } = await openAfterCrash(BLIND)
  expect(fixture.saved).toEqual([])
  expect([valueAt(5, 5), valueAt(30, 20)]).toEqual([3, 4])
  expect(wrapper.text()).toContain('2 steps of photo00 recovered')
  press('KeyZ', { ctrlKey: true })
  press('KeyZ', { ctrlKey: true })
  await settle()
  expect(new Set(editor().session.labelMap.data)).toEqual(new Set([UNLABELLED]))
})

test('a saved blind mask can be undone when it is opened again, and is no part of the photo’s own', async () => {
  const { dab, valueAt, router, settle, fixture } = await openBlind()
  press('Digit3')
  dab(5, 5)
  await router.push('/users/ada/agreement')
  await settle()
  expect(fixture.saved).toMatchObject([{ name: 'photo00', blindBy: 'bob' }])
  await router.push(ADDRESS)
  await settle()
  expect(valueAt(5, 5)).toBe(UNLABELLED)
  press('KeyZ', { ctrlKey: true })
  await router.push(BLIND)
  await settle()
  expect(valueAt(5, 5)).toBe(3)
  press('KeyZ', { ctrlKey: true })
  expect(valueAt(5, 5)).toBe(UNLABELLED)
  press('KeyY', { ctrlKey: true })
  expect(valueAt(5, 5)).toBe(3)
  await settle()
  expect([...fixture.editing.journals.files.keys()]).toEqual([JOURNAL])
})

test('a blind mask that cannot be saved stays unsaved and says why; its steps are there when it opens again', async () => {
  const { fixture, wrapper, dab, valueAt, router, settle } = await openBlind()
  fixture.editing.faults.mask = new StudioError('io', 'the disk is full')
  press('Digit3')
  dab(5, 5)
  press('KeyS', { ctrlKey: true })
  await settle()
  expect(wrapper.get('span[data-state]').attributes('data-state')).toBe('failed')
  expect(wrapper.get('[role=alert]').text()).toContain('the disk is full')
  await router.push('/users/ada/agreement')
  await settle()
  fixture.editing.faults.mask = null
  await router.push(BLIND)
  await settle()
  expect([valueAt(5, 5), fixture.saved]).toEqual([3, []])
})

test('a blind mask is opened when somebody says whose it is, and not before', async () => {
  localStorage.setItem('pss-studio.preferences', JSON.stringify({ locale: 'en', annotator: '' }))
  const { wrapper, dab, router, settle, fixture } = await openBlind()
  const answer = async (name: string) => {
    const dialog = document.querySelector('[role=dialog]')!
    const field = dialog.querySelector<HTMLInputElement>('input')!
    field.value = name
    field.dispatchEvent(new Event('input', { bubbles: true }))
    dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
  }
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await settle()
  expect(wrapper.get('[role=alert]').text()).toContain(
    'expected the name of whoever labels it blind',
  )
  buttonNamed(wrapper.element as HTMLElement, 'Try again').click()
  await settle()
  await answer('bob')
  press('Digit3')
  dab(5, 5)
  await router.push('/')
  await settle()
  expect(fixture.saved).toMatchObject([{ name: 'photo00', blindBy: 'bob' }])
})

test('a second window on a blind mask may look, is told, and cannot end it; the photo itself is free', async () => {
  const first = await openBlind()
  press('Digit3')
  first.dab(5, 5)
  await first.settle()
  const second = await openBlind(first.fixture)
  expect([second.editor().isWritable, second.valueAt(5, 5)]).toEqual([false, 3])
  expect(second.wrapper.text()).toContain('bob paints this photo in another window since')
  const done = buttonNamed(second.wrapper.element as HTMLElement, 'Done')
  expect(done.hasAttribute('disabled')).toBe(true)
  const own = await open(first.fixture)
  expect([own.editor().isWritable, own.valueAt(5, 5)]).toEqual([true, UNLABELLED])
})

test('a blind mask changed elsewhere is replaced when told, without a look at the first', async () => {
  const { fixture, wrapper, dab, settle, valueAt } = await openBlind()
  press('Digit3')
  dab(5, 5)
  await settle()
  fixture.editing.faults.journal = new StudioError('conflict', 'it was painted elsewhere')
  dab(30, 20)
  await settle()
  fixture.editing.faults.journal = null
  fixture.changeMaskElsewhere()
  buttonNamed(wrapper.element as HTMLElement, 'Replace it with mine').click()
  await settle()
  await settle()
  expect(fixture.saved).toMatchObject([{ name: 'photo00', blindBy: 'bob', revision: null }])
  expect([valueAt(5, 5), valueAt(30, 20)]).toEqual([3, 3])
  buttonNamed(wrapper.element as HTMLElement, 'Bring it back').click()
  await settle()
  expect([valueAt(5, 5), valueAt(30, 20)]).toEqual([3, UNLABELLED])
})

test('a blind mask that cannot be read is recovered from its own journal', async () => {
  const first = await openBlind()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  first.fixture.editing.damaged.add('ada/photo00.second')
  const { wrapper, valueAt, settle } = await openBlind(first.fixture)
  expect(wrapper.text()).toContain('the mask breaks off')
  buttonNamed(wrapper.element as HTMLElement, 'Recover the mask').click()
  await settle()
  expect(valueAt(5, 5)).toBe(3)
})

test('a blind mask that is done says so, and nothing of a folder that cannot be written', async () => {
  const { dab, settle, router } = await openBlind()
  dab(5, 5)
  press('Enter', { ctrlKey: true })
  await settle()
  await router.push(BLIND)
  await settle()
  expect(document.body.textContent).toContain('This blind mask is done and changes no more.')
  expect(document.body.textContent).not.toContain('cannot be written to')
})

/** Bob's blind mask has class 3 in one place, and the file of its photo is another now. */
async function openReplaced(found: 'otherSize' | 'otherPhotos') {
  const first = await openBlind()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  first.fixture.editing[found].add('ada/photo00.second')
  // A journal of another size gives no mask of this photo.
  if (found === 'otherSize') first.fixture.editing.journals.files.clear()
  return openBlind(first.fixture)
}

test('a blind mask of another size than its photo is begun anew, and nothing is said of the photo’s own', async () => {
  const { wrapper, valueAt, settle, dab, fixture, router } = await openReplaced('otherSize')
  expect(wrapper.text()).toContain('The photo has another size than your blind mask')
  buttonNamed(wrapper.element as HTMLElement, 'Begin anew').click()
  await settle()
  expect(wrapper.text()).toContain('Your blind mask is empty. What it held is kept in kept/photo00')
  expect(valueAt(5, 5)).toBe(UNLABELLED)
  dab(20, 20)
  await router.push('/')
  await settle()
  expect(fixture.saved).toHaveLength(2)
})

test('a blind mask of another photo is looked at alone, and taken over when whoever labelled it says that it fits', async () => {
  const { wrapper, editor, valueAt, settle, dab } = await openReplaced('otherPhotos')
  expect(wrapper.text()).toContain('This is not the photo that you labelled')
  expect(wrapper.text()).not.toContain('This blind mask is done')
  expect([editor().isWritable, valueAt(5, 5)]).toEqual([false, 3])
  buttonNamed(document, 'The labels fit').click()
  await settle()
  expect(document.body.textContent).toContain('The labels belong to this photo now')
  dab(20, 20)
  expect([editor().isWritable, valueAt(5, 5), valueAt(20, 20)]).toEqual([true, 3, 15])
})

test('or it is begun anew as well', async () => {
  const { wrapper, editor, valueAt, settle } = await openReplaced('otherPhotos')
  buttonNamed(document, 'Begin anew').click()
  await settle()
  expect(wrapper.text()).toContain('Your blind mask is empty. What it held is kept in kept/photo00')
  expect(wrapper.text()).toContain('its journal as aside/ada/photo00')
  expect([editor().isWritable, valueAt(5, 5)]).toEqual([true, UNLABELLED])
})

test('a drawn photo that another person has open is looked at, and painted when that one has left', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  try {
    const shared = createStudioFixture()
    await shared.editing.desk.open(EVES)
    const { wrapper, settle, fixture, editor } = await openBlind(shared)
    expect(editor().isWritable).toBe(false)
    expect(wrapper.text()).toContain('eve paints this photo in another window since')
    fixture.editing.desk.release({ ...EVES, root: editor().opened.root })
    await vi.advanceTimersByTimeAsync(6_000)
    await settle()
    buttonNamed(wrapper.element as HTMLElement, 'Paint here').click()
    await settle()
    expect(editor().isWritable).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
