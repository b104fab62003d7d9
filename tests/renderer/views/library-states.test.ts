import { afterEach, beforeEach, expect, test } from 'vitest'
import { buttonNamed, giveName, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio

beforeEach(givePageASize)
afterEach(() => studio.wrapper.unmount())

/** The first three photos selected: done, to do and skipped. */
async function openLibrary() {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  const { settle } = studio
  async function press(code: string, init: KeyboardEventInit = {}, at: Element = document.body) {
    at.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...init })) // prettier-ignore
    await settle()
  }
  async function click(name: string) {
    buttonNamed(document, name).click()
    await settle()
  }
  const grid = document.querySelector('[role=listbox]')!
  for (let i = 0; i < 2; i++) await press('ArrowRight', { shiftKey: true }, grid)
  return {
    fixture,
    press,
    click,
    giveName: (name: string) => giveName(studio, name),
    states: () =>
      ['photo00', 'photo01', 'photo02'].map((name) => {
        const record = fixture.labelling.records.get(name)
        return record && [record.state, record.skipReason]
      }),
  }
}

test('a key skips the selected photos, with one reason for all', async () => {
  const { press, click, giveName, states } = await openLibrary()
  await press('KeyK')
  expect(document.querySelector('[role=dialog]')!.textContent).toContain('3 photos')
  await click('Private')
  await giveName('ann')
  expect(states()).toEqual(Array.from({ length: 3 }, () => ['skipped', 'private']))
  expect(document.body.textContent).toContain('Skip: 3 photos')
})

test('the states on offer say how many photos they fit, and a refusal says why', async () => {
  const { press, giveName, states } = await openLibrary()
  await press('Enter', {}, buttonNamed(document, 'Label state'))
  const items = [...document.querySelectorAll<HTMLElement>('[role=menu] [role=menuitem]')]
  expect(items.map((item) => item.textContent)).toEqual(['Skip…3', 'Reopen2', 'Review1'])
  items[2]!.click()
  await studio.settle()
  await giveName('bob')
  expect(states()).toEqual([undefined, undefined, undefined])
  expect(document.body.textContent).toContain('photo photo00 is todo')
})

test('work on many photos tells how far it is, and stops between two of them', async () => {
  const { fixture, press, click, giveName, states } = await openLibrary()
  const held = Promise.withResolvers<undefined>()
  fixture.labelling.beforeAct = (name) => (name === 'photo01' ? held.promise : undefined)
  await press('KeyK')
  await click('Private')
  await giveName('ann')
  const bar = (): Element | null => document.querySelector('[role=progressbar][aria-label=Skip]')
  expect(bar()?.parentElement?.textContent).toBe('1 of 3: photo01')
  await click('Stop')
  expect(document.activeElement?.getAttribute('role')).toBe('listbox')
  held.resolve(undefined)
  await studio.settle()
  expect(bar()).toBeNull()
  expect(states().map((state) => state?.[0])).toEqual(['skipped', 'skipped', undefined])
  expect(document.body.textContent).toContain('Skip: 2 photos')
})

test('keys work wherever the focus is, but not in fields', async () => {
  const { press } = await openLibrary()
  const isOpen = (): boolean => document.body.textContent.includes('photos in sight')
  await press('KeyS')
  expect(isOpen()).toBe(true)
  await press('KeyS', {}, document.querySelector('input[type=search]')!)
  expect(isOpen()).toBe(true)
  await press('KeyS', {}, document.querySelector('[role=listbox]')!)
  expect(isOpen()).toBe(false)
})
