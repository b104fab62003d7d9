// The way to the next photo that is not annotated, along the list that was looked at.

import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ImageSummary } from '../../../src-main/contract/images.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

/** Photos of these states; those in capitals are in the validation split. */
async function open(states: readonly string[], at = 0): Promise<MountedStudio> {
  const images = createImages(states.length).map((image, place) => {
    const state = states[place]!
    return {
      ...image,
      labelState: state.toLowerCase(),
      isInValidationSplit: state !== state.toLowerCase(),
    } as ImageSummary
  })
  studio = await mountStudio(createStudioFixture({ images: { ada: images } }), address(at))
  return studio
}

const address = (at: number): string => `/users/ada/edit/photo0${at}`

async function stepFrom({ router, settle }: MountedStudio): Promise<string> {
  const key = { code: 'ArrowRight', key: 'ArrowRight', shiftKey: true }
  window.dispatchEvent(new KeyboardEvent('keydown', key))
  window.dispatchEvent(new KeyboardEvent('keyup', key))
  await settle()
  return router.currentRoute.value.fullPath
}

test('photos of the validation split come first, then every other one that is not annotated', async () => {
  const opened = await open(['todo', 'todo', 'DONE', 'DRAFT', 'TODO', 'skipped'])
  expect(await stepFrom(opened)).toBe(address(3))
  expect(await stepFrom(opened)).toBe(address(4))
  expect(await stepFrom(opened)).toBe(address(3))
})

test('where the validation split is done or not drawn, the next photo that is not annotated follows', async () => {
  const opened = await open(['DONE', 'skipped', 'done', 'todo', 'draft'])
  expect(await stepFrom(opened)).toBe(address(3))
  expect(await stepFrom(opened)).toBe(address(4))
})

test('a switch beside the button takes the photos in the order of the list, and is remembered', async () => {
  const opened = await open(['todo', 'todo', 'TODO'])
  const root = opened.wrapper.element as HTMLElement
  const first = () => buttonNamed(root, 'Validation photos first')
  expect(first().getAttribute('aria-pressed')).toBe('true')
  first().click()
  await opened.settle()
  expect(first().getAttribute('aria-pressed')).toBe('false')
  buttonNamed(root, 'Next photo that is not annotated').click()
  await opened.settle()
  expect(opened.router.currentRoute.value.fullPath).toBe(address(1))
  expect(localStorage.getItem('pss-studio.preferences')).toContain('"isValidationFirst":false')
})

test('a list of one kind has no such switch, and one without photos to annotate says so', async () => {
  const opened = await open(['todo', 'done', 'skipped'])
  expect(opened.wrapper.text()).not.toContain('Validation photos first')
  expect(opened.wrapper.find('button[aria-label^="Validation photos first"]').exists()).toBe(false)
  expect(await stepFrom(opened)).toBe(address(0))
  expect(document.body.textContent).toContain('No other photo of this list is left to annotate.')
})
