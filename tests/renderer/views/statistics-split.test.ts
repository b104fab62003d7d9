import { afterEach, beforeEach, expect, test } from 'vitest'
import { useLibrary } from '../../../src-renderer/stores/library.ts'
import { keydown } from '../grid-hands.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

function tiles(): number {
  return studio?.wrapper.findAll('[role=listbox] [role=option]').length ?? 0
}

async function press(name: string, root: ParentNode = document): Promise<void> {
  buttonNamed(root, name).click()
  await studio?.settle()
}

test('statistics speak of the photos in sight, and a bar is a filter', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await press('Statistics')
  const panel = (): Element => studio!.wrapper.get('aside').element
  expect(panel().textContent).toContain('12 photos in sight, 4 masks')
  const rows = [...panel().querySelectorAll('tbody tr')].slice(0, 2)
  const cells = rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))
  expect(cells).toEqual([
    ['Dog', '4 33 %', '–', '–'],
    ['Person', '4 33 %', '10.0', '8'],
  ])
  expect(panel().textContent).toContain('Photos that have both classes')
  await press('Person: 4 photos, show these', panel())
  expect(tiles()).toBe(4)
  expect(panel().textContent).not.toContain('Photos that have both classes')
  expect(panel().textContent).toContain('4 photos in sight, 4 masks')
})

test('statistics stay while the folder is looked into again, and are those of the masks there are now', async () => {
  const images = { ada: createImages(12).map((image) => ({ ...image, hasMask: false })) }
  studio = await mountStudio(createStudioFixture({ images }), '/users/ada')
  await press('Statistics')
  const words = (): string => studio!.wrapper.get('aside').text()
  expect(words()).toContain('12 photos in sight, 0 masks')
  images.ada = createImages(12)
  studio.wrapper.get('[role=listbox]').element.dispatchEvent(keydown('F5', 'F5'))
  await studio.settle()
  expect(words()).toContain('12 photos in sight, 4 masks')
  await useLibrary().load()
  await studio.settle()
  expect(words()).toContain('12 photos in sight, 4 masks')
})

test('with all users, a part of a user’s bar filters by user and class', async () => {
  studio = await mountStudio(createStudioFixture(), '/photos')
  await press('Statistics')
  await press('ben, Dog: 2 photos, show these')
  expect(tiles()).toBe(2)
  await press('Remove the filter: ben')
  expect(tiles()).toBe(6)
})

test('a split is drawn and looked at, taken, frozen, and unfrozen on purpose only', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await press('Validation split…')
  expect(document.body.textContent).toContain('None was drawn')
  await press('Draw and look')
  expect(document.body.textContent).toContain('Drawn now, not taken yet')
  const hash = () => document.querySelector('[role=dialog] code')?.textContent
  const seen = hash()
  const seed = document.querySelector<HTMLInputElement>('#split-seed')!
  seed.value = '2'
  for (const type of ['input', 'change']) seed.dispatchEvent(new Event(type))
  await press('Take this split')
  expect(hash()).toBe(seen)
  expect(document.activeElement?.textContent.trim()).toBe('Close')
  await press('Freeze')
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('Frozen')
  await press('Draw and look')
  expect(buttonNamed(document, 'Take this split').disabled).toBe(true)
  await press('Cancel')
  await press('Unfreeze…')
  expect(document.querySelector('[role=alert]')?.textContent).toContain('speak of another split')
  await press('Unfreeze all the same')
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('The split')
})
