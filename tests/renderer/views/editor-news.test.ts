// What a person who hears the editor is told of photos and of the state of their labels.

import { expect, test } from 'vitest'
import { buttonNamed, giveName } from '../mount-studio.ts'
import { ADDRESS, open, press, useWindows } from '../painting-window.ts'

useWindows()

/** What the live region has said, in order. */
async function listen() {
  const studio = await open()
  const region = document.querySelector('.sr-only[role=status]')!
  const said: string[] = []
  new MutationObserver(() => said.push(region.textContent)).observe(region, {
    childList: true,
    subtree: true,
    characterData: true,
  })
  return { ...studio, heard: () => said.splice(0).filter((text, at, all) => text !== all[at - 1]) }
}

test('a photo is told once with the state of its labels, and a state that changes alone', async () => {
  const { dab, settle, heard, router } = await listen()
  press('ArrowRight')
  await settle()
  expect(heard()).toEqual(['photo01, photo 2 of 12, To do'])
  dab(5, 5)
  window.dispatchEvent(new Event('blur'))
  await settle()
  expect(heard()).toEqual(['Draft'])
  press('ArrowLeft')
  await settle()
  press('ArrowRight')
  await settle()
  expect(heard()).toEqual(['photo00, photo 1 of 12, To do', 'photo01, photo 2 of 12, Draft'])
  await router.push('/')
  await settle()
  await router.push(ADDRESS.replace('photo00', 'photo01'))
  await settle()
  expect(heard().at(-1)).toBe('photo01, photo 2 of 12, Draft')
})

test('a photo that is opened again because it was frozen says so once', async () => {
  const studio = await listen()
  const { dab, settle, heard } = studio
  const act = async (name: string): Promise<void> => {
    buttonNamed(document.querySelector('section[aria-label=Labels]')!, name).click()
    await settle()
  }
  dab(5, 5)
  window.dispatchEvent(new Event('blur'))
  await settle()
  await act('Done')
  await giveName(studio, 'ann')
  press('ArrowLeft')
  await settle()
  await act('Change…')
  await giveName(studio, 'bob')
  await act('Review')
  heard()
  await act('Freeze')
  expect(heard().filter((text) => text.includes('Frozen'))).toHaveLength(1)
})
