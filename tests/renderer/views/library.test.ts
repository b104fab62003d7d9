import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { useLibrary } from '../../../src-renderer/stores/library.ts'
import { usePreferences } from '../../../src-renderer/stores/preferences.ts'
import { useBrowsing } from '../../../src-renderer/stores/browsing.ts'
import { gridHands, keydown } from '../grid-hands.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { RUN_ID, createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

const { names, choose, key } = gridHands(() => studio)

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

test('the library shows every user with counts and leads to the photos', async () => {
  studio = await mountStudio(createStudioFixture(), '/')
  const text = studio.wrapper.text()
  for (const expected of ['ada', '12 photos', 'ben', '5 photos', '588 source pairs', RUN_ID]) {
    expect(text).toContain(expected)
  }
  await studio.wrapper.get('article a').trigger('click')
  await studio.settle()
  expect(studio.router.currentRoute.value.fullPath).toBe('/users/ada')
})

test.each(['/', '/users/cleo'])(
  'a user without a split and masks has none of none to label at %s: that is said',
  async (address) => {
    // prettier-ignore
    const cleo = createImages(3).map((image) => ({ ...image, labelState: 'todo' as const, isInValidationSplit: false })) // prettier-ignore
    studio = await mountStudio(createStudioFixture({ images: { cleo } }), address)
    expect(studio.wrapper.text()).toContain('No validation split drawn yet')
    expect(studio.wrapper.text()).not.toContain('0 of 0 labelled')
  },
)

test('a user’s photos are asked for once, when the pointer goes down on the link', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/')
  const [ada, ben] = studio.wrapper.findAll('article a')
  await ben!.trigger('pointerdown')
  await studio.settle()
  expect(fixture.listed).toEqual(['ben'])
  await ada!.trigger('pointerdown')
  await ada!.trigger('click')
  await studio.settle()
  expect(names()).toHaveLength(12)
  expect(fixture.listed).toEqual(['ben', 'ada'])
})

test('the photos of a user are filtered by state and opened in the editor by Enter', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  const { wrapper, router, settle } = studio
  expect(wrapper.findAll('[role=option]')).toHaveLength(12)
  await choose('State', 'Done')
  expect(names()).toEqual(['photo00', 'photo03', 'photo06', 'photo09'])
  const grid = wrapper.get('[role=listbox]')
  await grid.trigger('keydown', { key: 'ArrowRight' })
  await grid.trigger('keydown', { key: 'Enter' })
  await settle()
  expect(router.currentRoute.value.fullPath).toBe('/users/ada/edit/photo03')
  expect(wrapper.text()).toContain('2 / 4')
})

test('the photo at hand is read ahead, and not once more when it is opened', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return new Response()
  })
  const photosAsked = (): string[] => asked.filter((url) => url.includes('/image/'))
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await key('ArrowRight', 'ArrowRight')
  await vi.waitFor(() => expect(photosAsked()).toHaveLength(1), { timeout: 5000 })
  await key('Enter', 'Enter')
  // The editor's own: two further on and one back.
  const names = (): (string | undefined)[] => photosAsked().map((url) => url.split('/').at(-1))
  const expected = ['photo01', 'photo02', 'photo03', 'photo00']
  await vi.waitFor(() => expect(names()).toEqual(expected), { timeout: 5000 })
})

test('photos that came to the folder are there after a look at another window, and on demand', async () => {
  const images = { ada: createImages(2) }
  studio = await mountStudio(createStudioFixture({ images }), '/users/ada')
  const leave = async (ms: number): Promise<void> => {
    window.dispatchEvent(new Event('blur'))
    const event = new Event('focus')
    Object.defineProperty(event, 'timeStamp', { value: event.timeStamp + ms })
    window.dispatchEvent(event)
    await studio?.settle()
  }
  images.ada = createImages(3)
  await leave(100)
  expect(names()).toHaveLength(2)
  await leave(2_000)
  expect(names()).toHaveLength(3)
  images.ada = createImages(4)
  await key('F5', 'F5')
  expect(names()).toHaveLength(4)
})

test('pictures stay where they are while their list is read again', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  const pictures = (): number => studio!.wrapper.findAll('[role=option] img').length
  expect(pictures()).toBe(12)
  useLibrary().imagesOf.set('ada', createImages(12).map((image) => ({ ...image, user: 'ada' }))) // prettier-ignore
  await nextTick()
  expect(pictures()).toBe(12)
})

test('photos are sorted by a score of a run, the worst first', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  const browsing = useBrowsing()
  const result = { runId: RUN_ID, stage: 'stage2', checkpoint: 'last' } as const
  browsing.filter([{ kind: 'result', result }], 'result')
  browsing.sort({ by: 'fiou', isDescending: false })
  await studio.settle()
  expect(names()).toEqual(['photo03', 'photo06', 'photo00', 'photo09'])
  expect(studio.wrapper.text()).toContain(`${RUN_ID} · S2 · last`)
})

test('selected photos are labelled by key, undone, and walked along in the editor', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  const { wrapper, router, settle } = studio
  await key('ArrowRight', 'ArrowRight')
  await key('ArrowRight', 'ArrowRight')
  await key('ArrowRight', 'ArrowRight', { shiftKey: true })
  expect(wrapper.text()).toContain('2 selected')
  await key('(', 'Digit9', { shiftKey: true })
  expect(fixture.labelled).toEqual([
    [
      { name: 'photo02', classes: [19] },
      { name: 'photo03', classes: [19] },
    ],
  ])
  expect(document.body.textContent).toContain('Train: labels of 2 photos')
  await key('z', 'KeyZ', { ctrlKey: true })
  expect(fixture.labelled[1]).toEqual([
    { name: 'photo02', classes: null },
    { name: 'photo03', classes: null },
  ])
  await key('Enter', 'Enter', { ctrlKey: true })
  expect(router.currentRoute.value.fullPath).toBe('/users/ada/edit/photo02')
  expect(wrapper.text()).toContain('1 / 2')
  buttonNamed(document, 'Next photo').click()
  await settle()
  expect(router.currentRoute.value.fullPath).toBe('/users/ada/edit/photo03')
})

test('a class whose key was changed in the editor has it in the grid, where the grid does not need it', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  const preferences = usePreferences()
  preferences.keyChanges = { 'class.15': ['KeyP'], 'class.3': ['KeyK'] }
  await studio.settle()
  await key('p', 'KeyP')
  expect(fixture.labelled).toEqual([[{ name: 'photo00', classes: [15] }]])
  await key('%', 'Digit5', { shiftKey: true })
  expect(fixture.labelled).toHaveLength(1)
  // K skips here.
  await key('k', 'KeyK')
  expect(fixture.labelled).toHaveLength(1)
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('photo00')
})

test('the quick look flips with the arrows, takes labels by name and gives the grid its keys back', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  await key(' ', 'Space')
  const look = (): HTMLElement | null => document.querySelector('[role=dialog]')
  expect(look()?.textContent).toContain('photo00')
  look()?.dispatchEvent(keydown('ArrowRight', 'ArrowRight'))
  await studio.settle()
  expect(look()?.textContent).toContain('photo01')
  look()?.dispatchEvent(keydown('l', 'KeyL'))
  await studio.settle()
  const field = document.querySelector<HTMLInputElement>('[role=combobox][placeholder^=Type]')!
  field.value = 'sof'
  field.dispatchEvent(new Event('input'))
  await studio.settle()
  field.dispatchEvent(keydown('Enter', 'Enter'))
  await studio.settle()
  expect(fixture.labelled).toEqual([[{ name: 'photo01', classes: [12, 18] }]])
})

test('the photos of all users are one grid, and a user is a filter', async () => {
  studio = await mountStudio(createStudioFixture(), '/photos')
  expect(names()).toHaveLength(17)
  await choose('User', 'ben')
  expect(names()).toHaveLength(5)
})

test('of ten thousand photos only those in sight are in the page', async () => {
  studio = await mountStudio(
    createStudioFixture({ images: { ada: createImages(10_000) } }),
    '/users/ada',
  )
  const shown = studio.wrapper.findAll('[role=option]').length
  expect(shown).toBeGreaterThan(10)
  expect(shown).toBeLessThan(120)
})

test('a tile that comes back with another photo never shows the picture of the one before', async () => {
  studio = await mountStudio(
    createStudioFixture({ images: { ada: createImages(10_000) } }),
    '/users/ada',
  )
  const all = (selector: string): Element[] => [
    ...document.querySelectorAll(`[role=option] ${selector}`),
  ]
  const [captions, pictures] = [all('.truncate'), all('img')]
  const [come, wanting] = pictures
  Object.defineProperty(come, 'complete', { value: true })
  Object.defineProperty(wanting, 'complete', { value: false })
  const grid = document.querySelector('[role=listbox]')!
  grid.scrollTop = 30_000
  grid.dispatchEvent(new Event('scroll'))
  await studio.settle()
  expect(all('.truncate').every((caption) => captions.includes(caption))).toBe(true)
  expect(all('img').some((picture) => pictures.includes(picture))).toBe(false)
  expect(all('img').map((picture) => picture.getAttribute('src'))).toEqual(
    names().map((name) => expect.stringContaining(`/${name}/`) as string),
  )
  // What still loads would make those in view wait.
  expect([come, wanting].map((picture) => picture?.hasAttribute('src'))).toEqual([true, false])
})

test('Escape ends the look at one photo, and a button of it keeps Space and Enter', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await key(' ', 'Space')
  const look = (): Element | null => document.querySelector('[role=dialog]')
  const next = look()!.querySelector('[aria-label="Next photo"]')!
  next.dispatchEvent(keydown(' ', 'Space'))
  await studio.settle()
  expect(look()).not.toBeNull()
  next.dispatchEvent(keydown('Escape', 'Escape'))
  await studio.settle()
  expect(look()).toBeNull()
  expect(document.activeElement).toBe(document.querySelector('[role=listbox]'))
})

test('the language switches while the studio runs', async () => {
  studio = await mountStudio(createStudioFixture(), '/')
  buttonNamed(document, '切换为中文').click()
  await studio.settle()
  expect(studio.wrapper.text()).toContain('图库')
  expect(document.documentElement.lang).toBe('zh-CN')
})
