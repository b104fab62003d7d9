// Filters of the grid: chips, undo, open issues, saved views.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { gridHands } from '../grid-hands.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

const { names, choose, key } = gridHands(() => studio)

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

test('a filter is a chip that is removed, and undone by key', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  const { wrapper, settle } = studio
  await choose('Class', 'Dog')
  await choose('Group', 'Group 1')
  expect(names()).toEqual(['photo01'])
  buttonNamed(document, 'Remove the filter: Dog').click()
  await settle()
  expect(names()).toEqual(['photo01', 'photo05', 'photo09'])
  buttonNamed(document, 'Lowest first; turn round').click()
  await key('z', 'KeyZ', { ctrlKey: true })
  expect(names()).toEqual(['photo01'])
  await key('z', 'KeyZ', { ctrlKey: true })
  expect(names()).toEqual(['photo10', 'photo07', 'photo04', 'photo01'])
  await key('Z', 'KeyZ', { ctrlKey: true, shiftKey: true })
  expect(names()).toEqual(['photo01'])
  expect(wrapper.text()).toContain('Done again: Filter: Group 1')
})

test('photos with an open issue have a flag and are found, as those that nobody has looked at', async () => {
  const ada = createImages(12).map((image, at) => ({ ...image, openIssueCount: at === 4 ? 2 : 0 }))
  studio = await mountStudio(createStudioFixture({ images: { ada } }), '/users/ada')
  const flags = () => studio!.wrapper.findAll('[role=option]').filter((tile) => tile.text().includes('2 open issues')) // prettier-ignore
  expect(flags()).toHaveLength(1)
  await choose('Issues', 'With an open issue')
  expect(names()).toEqual(['photo04'])
  buttonNamed(document, 'Remove the filter: With an open issue').click()
  await studio.settle()
  await choose('Class', 'Not known')
  expect(names()).toEqual(['photo02', 'photo05', 'photo08', 'photo11'])
  buttonNamed(document, 'Remove the filter: Not known').click()
  await studio.settle()
  expect(names()).toHaveLength(12)
})

test('photos are sorted by active time and by annotator, which their tiles then tell', async () => {
  const people = [null, 'bob', 'ann']
  const ada = createImages(3).map((image, at) => ({ ...image, activeSeconds: at * 61, annotator: people[at]! })) // prettier-ignore
  studio = await mountStudio(createStudioFixture({ images: { ada } }), '/users/ada')
  const notes = () => studio!.wrapper.findAll('[role=option]').map((tile) => tile.find('.ml-auto').text()) // prettier-ignore
  await sortBy('Active time')
  expect(names()).toEqual(['photo02', 'photo01', 'photo00'])
  expect(notes().slice(0, 2)).toEqual(['2:02', '1:01'])
  buttonNamed(document, 'Highest first; turn round').click()
  await studio.settle()
  expect(names()).toEqual(['photo01', 'photo02', 'photo00'])
  await sortBy('Annotator')
  expect(names()).toEqual(['photo02', 'photo01', 'photo00'])
  expect(notes().slice(0, 2)).toEqual(['ann', 'bob'])
  expect(studio.wrapper.find('[title="photo02\nann · 2:02"]').exists()).toBe(true)
  await choose('Annotator', 'Nobody named')
  expect(names()).toEqual(['photo00'])
  expect(document.querySelector('[aria-label="Remove the filter: Nobody named"]')).not.toBeNull()
})

test('where nobody gave a name there is no filter by annotator', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  const buttons = studio.wrapper.findAll('[role=search] button').map((button) => button.text())
  expect(buttons).toContain('State')
  expect(buttons).not.toContain('Annotator')
})

async function sortBy(name: string): Promise<void> {
  const enter = () => new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })
  document.querySelector('[role=combobox][aria-label="Sort by"]')!.dispatchEvent(enter())
  await studio!.settle()
  const options = [...document.querySelectorAll<HTMLElement>('[role=listbox] [role=option]')]
  options.find(({ textContent }) => textContent.trim() === name)!.dispatchEvent(enter())
  await studio!.settle()
}

test('a filter that leaves nothing says so and can be cleared', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await studio.wrapper.get('input[type=search]').setValue('no such photo')
  await studio.settle()
  expect(studio.wrapper.text()).toContain('No photo matches')
  buttonNamed(document.querySelector('main')!, 'Clear filters').click()
  await studio.settle()
  expect(studio.wrapper.findAll('[role=option]')).toHaveLength(12)
})

test('whoever takes a filter away by its chip is at the next one, and at the search after the last', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await choose('Class', 'Dog')
  await choose('State', 'Done')
  const chip = (): HTMLButtonElement => document.querySelector('[aria-label^="Remove the filter"]')!
  chip().click()
  await studio.settle()
  expect(document.activeElement).toBe(chip())
  chip().click()
  await studio.settle()
  expect(document.activeElement?.id).toBe('image-search')
})

test('a view is saved under a name and shown again', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await choose('Class', 'Dog')
  buttonNamed(document, 'Views').click()
  await studio.settle()
  const field = document.querySelector<HTMLInputElement>('input[placeholder="Name of this view"]')!
  field.value = 'dogs'
  field.dispatchEvent(new Event('input'))
  await studio.settle()
  field.form!.dispatchEvent(new Event('submit', { cancelable: true }))
  await studio.settle()
  buttonNamed(document, 'Clear filters').click()
  await studio.settle()
  expect(names()).toHaveLength(12)
  buttonNamed(document, 'Views').click()
  await studio.settle()
  buttonNamed(document, 'dogs').click()
  await studio.settle()
  expect(names()).toEqual(['photo01', 'photo04', 'photo07', 'photo10'])
})
