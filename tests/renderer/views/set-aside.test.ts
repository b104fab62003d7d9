// A mask that was replaced outside: its journal is put aside, and its mask can be had back.

import { expect, test } from 'vitest'
import { PROVENANCE, UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { decodeLabelMap } from '../../../src-renderer/canvas/saving/label-map-wire.ts'
import { buttonNamed } from '../mount-studio.ts'
import { ADDRESS, crash, open, press, useWindows } from '../painting-window.ts'

useWindows()

/** What was painted before a crash fits no more: another program wrote the mask meanwhile. */
async function openWithAside() {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.settle()
  crash(first)
  first.fixture.changeMaskElsewhere()
  return open(first.fixture)
}

test('a journal of another mask is kept aside and told, never applied', async () => {
  const { wrapper, editor } = await openWithAside()
  expect(new Set(editor().session.labelMap.data)).toEqual(new Set([0]))
  expect(wrapper.text()).toContain('was not applied; it is kept as aside/ada/photo00')
})

test('a mask that was replaced comes back from the journal put aside, as one step', async () => {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  press('Digit4')
  first.dab(30, 20)
  await first.settle()
  const { labelMap, provenance } = first.editor().session
  const before = [labelMap.data.slice(), provenance.data.slice()]
  crash(first)
  first.fixture.changeMaskElsewhere()
  const { wrapper, editor, settle, valueAt, fixture } = await open(first.fixture)
  const page = wrapper.element as HTMLElement
  buttonNamed(page, 'Bring it back').click()
  await settle()
  const { session } = editor()
  expect([session.labelMap.data, session.provenance.data]).toEqual(before)
  expect(session.history().steps.map(({ name }) => name)).toEqual(['bringBack'])
  expect(document.body.textContent).toContain('back, as one step that can be undone')
  buttonNamed(page, 'Bring it back').click()
  await settle()
  expect(session.history().steps).toHaveLength(1)
  expect(document.body.textContent).toContain('as the journal leaves it already')
  press('KeyZ', { ctrlKey: true })
  expect(new Set(session.labelMap.data)).toEqual(new Set([0]))
  expect(new Set(session.provenance.data)).toEqual(new Set([PROVENANCE.human]))
  press('KeyZ', { ctrlKey: true, shiftKey: true })
  window.dispatchEvent(new Event('blur'))
  await settle()
  expect(decodeLabelMap(fixture.saved[0]!.labelMap).data[5 * 40 + 5]).toBe(3)
  expect(fixture.editing.journals.files.has('aside/ada/photo00')).toBe(true)
  expect(valueAt(30, 20)).toBe(4)
})

test('a mask that was deleted comes back likewise, over a photo that nobody has labelled', async () => {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  first.fixture.editing.masks.delete('ada/photo00')
  const { wrapper, valueAt, settle } = await open(first.fixture)
  expect(valueAt(5, 5)).toBe(UNLABELLED)
  buttonNamed(wrapper.element as HTMLElement, 'Bring it back').click()
  await settle()
  expect([valueAt(5, 5), valueAt(39, 29)]).toEqual([3, UNLABELLED])
  press('KeyZ', { ctrlKey: true })
  expect(valueAt(5, 5)).toBe(UNLABELLED)
})

test('a journal put aside that has gone is told, and the mask stays', async () => {
  const { wrapper, editor, settle, fixture } = await openWithAside()
  fixture.editing.journals.files.delete('aside/ada/photo00')
  buttonNamed(wrapper.element as HTMLElement, 'Bring it back').click()
  await settle()
  expect(document.body.textContent).toContain('found none at aside/ada/photo00')
  expect(editor().session.history().steps).toEqual([])
})

test('the note is there at the next opening until somebody dismisses it', async () => {
  const { wrapper, router, settle, fixture } = await openWithAside()
  const isTold = (): boolean => wrapper.text().includes('was not applied')
  const openAgain = async (): Promise<boolean> => {
    await router.push('/')
    await settle()
    await router.push(ADDRESS)
    await settle()
    return isTold()
  }
  expect([isTold(), await openAgain()]).toEqual([true, true])
  buttonNamed(wrapper.element as HTMLElement, 'Dismiss').click()
  await settle()
  expect([isTold(), await openAgain()]).toEqual([false, false])
  expect(fixture.editing.journals.files.has('aside/ada/photo00')).toBe(true)
})

test('what was brought back is told no more at the next opening', async () => {
  const { wrapper, router, settle } = await openWithAside()
  buttonNamed(wrapper.element as HTMLElement, 'Bring it back').click()
  await settle()
  await router.push('/')
  await settle()
  await router.push(ADDRESS)
  await settle()
  expect(wrapper.text()).not.toContain('was not applied')
})
