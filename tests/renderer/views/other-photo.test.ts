// A photo whose file is not the one that was labelled, though of its size.

import { expect, test } from 'vitest'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { buttonNamed, giveName } from '../mount-studio.ts'
import { open, press, useWindows } from '../painting-window.ts'

useWindows()

/** ada's first photo is labelled with class 3 in one place, and replaced. */
async function openReplaced() {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.router.push('/')
  await first.settle()
  first.fixture.editing.otherPhotos.add('ada/photo00')
  return open(first.fixture)
}

test('another photo can be looked at, and its labels are taken over when somebody says that they fit', async () => {
  const studio = await openReplaced()
  const { wrapper, editor, valueAt, dab, settle } = studio
  expect(wrapper.text()).toContain('This is not the photo that was labelled')
  expect(wrapper.text()).not.toContain('This folder cannot be written to')
  expect([editor().isWritable, valueAt(5, 5)]).toEqual([false, 3])
  buttonNamed(document, 'The labels fit').click()
  await settle()
  await giveName(studio, 'bob')
  expect(wrapper.text()).not.toContain('This is not the photo that was labelled')
  expect(document.body.textContent).toContain('The labels belong to this photo now')
  dab(20, 20)
  expect([editor().isWritable, valueAt(5, 5), valueAt(20, 20)]).toEqual([true, 3, 15])
})

test('or it is begun anew', async () => {
  const { wrapper, editor, valueAt, settle, router } = await openReplaced()
  buttonNamed(document, 'Begin anew').click()
  await settle()
  expect(wrapper.text()).toContain('kept in kept/photo00, its journal as aside/ada/photo00')
  expect([editor().isWritable, valueAt(5, 5)]).toEqual([true, UNLABELLED])
  await router.push('/')
})

test('nothing is offered where the mask is frozen', async () => {
  const { fixture, router, settle, wrapper } = await openReplaced()
  const { records } = fixture.labelling
  records.set('photo00', { ...records.get('photo00')!, state: 'frozen' })
  await router.push('/')
  await settle()
  await router.push('/users/ada/edit/photo00')
  await settle()
  expect(wrapper.text()).toContain('This mask is frozen')
  expect(wrapper.text()).toContain('This is not the photo that was labelled')
  expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).not.toContain('The labels fit') // prettier-ignore
})
