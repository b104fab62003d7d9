// Photos whose files were replaced, many at once: found in the library, shown and selected in one move, and their
// labels taken over after a question.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { buttonNamed, giveName, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createImages, createStudioFixture } from '../studio-fixture.ts'

const ANNA = { id: 'window0anna', who: 'Anna' }
let studio: MountedStudio

beforeEach(givePageASize)
afterEach(() => studio.wrapper.unmount())

/** Four photos of ada are replaced; the fourth of them is frozen. */
async function openLibrary() {
  const ada = createImages(12).map((image, at) =>
    at === 9 ? { ...image, labelState: 'frozen' as const } : image,
  )
  const fixture = createStudioFixture({ images: { ada, ben: createImages(5) } })
  const { otherPhotos } = fixture.editing
  for (const at of ['00', '03', '06', '09']) otherPhotos.add(`ada/photo${at}`)
  studio = await mountStudio(fixture, '/')
  const { settle } = studio
  return {
    fixture,
    otherPhotos,
    async click(name: string, root: ParentNode = document) {
      buttonNamed(root, name).click()
      await settle()
    },
    /** Of what is found by these words in the palette, the first. */
    async choose(words: string) {
      const field = document.querySelector<HTMLInputElement>('[role=dialog] input')!
      field.value = words
      field.dispatchEvent(new Event('input'))
      await settle()
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      await settle()
    },
    async press(code: string, init: KeyboardEventInit = {}) {
      const event = { code, key: code, bubbles: true, cancelable: true, ...init }
      document.body.dispatchEvent(new KeyboardEvent('keydown', event))
      await settle()
    },
  }
}

const page = (): string => document.body.textContent
const dialog = () => document.querySelector('[role=dialog]')

test('the library shows the replaced photos, all selected, and their labels are taken over after a question', async () => {
  const { click, otherPhotos } = await openLibrary()
  expect(page()).toContain('4 photos are not the ones that were labelled')
  await click('Show these photos')
  expect(studio.router.currentRoute.value.params).toEqual({ user: 'ada' })
  expect(page()).toContain('4 of 12')
  expect(page()).toContain('4 selected')
  await click('The labels fit…')
  expect(dialog()?.textContent).toContain('Do the labels of these 3 replaced photos fit?')
  expect(dialog()?.textContent).toContain('Left out, its labels are frozen: ada/photo09')
  expect(otherPhotos.size).toBe(4)
  await click('The labels fit', dialog()!)
  await giveName(studio, 'bob')
  expect([...otherPhotos]).toEqual(['ada/photo09'])
  expect(dialog()).toBeNull()
  expect(page()).toContain('Labels taken over to 3 replaced photos')
  expect(page()).toContain('1 of 12')
  await studio.router.push('/')
  await studio.settle()
  expect(page()).toContain('1 photo is not the one that was labelled')
})

test('one that somebody paints is left out and named', async () => {
  const { click, press, choose, fixture, otherPhotos } = await openLibrary()
  otherPhotos.delete('ada/photo03')
  await fixture.api.client.labels.open({ user: 'ada', name: 'photo03', editor: ANNA })
  otherPhotos.add('ada/photo03')
  await click('Show these photos')
  await press('KeyK', { ctrlKey: true })
  await choose('labels fit')
  await click('The labels fit', dialog()!)
  await giveName(studio, 'bob')
  expect([...otherPhotos].sort()).toEqual(['ada/photo03', 'ada/photo09'])
  expect(dialog()?.textContent).toContain('1 photo was left out')
  expect(dialog()?.textContent).toContain('ada/photo03: Anna, in another window, has this photo')
})

test('the filter is offered where it finds something, and the key says where it does not', async () => {
  const { press, click } = await openLibrary()
  await studio.router.push('/users/ben')
  await studio.settle()
  await click('Issues')
  expect(page()).not.toContain('Replaced since it was labelled')
  await press('KeyA', { shiftKey: true })
  expect(page()).toContain('No photo at hand was replaced')
  await studio.router.push('/users/ada')
  await studio.settle()
  await click('Issues')
  const choice = [...document.querySelectorAll('label')].find(({ textContent }) => textContent.includes('Replaced since')) // prettier-ignore
  choice?.querySelector('input')?.click()
  await studio.settle()
  expect(page()).toContain('4 of 12')
})
