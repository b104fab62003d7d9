import { afterEach, beforeEach, expect, test } from 'vitest'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { RUN_ID, createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

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

test('the photos of a user are filtered by state and opened in the editor by Enter', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  const { wrapper, router, settle } = studio
  expect(wrapper.findAll('[role=option]')).toHaveLength(12)
  buttonNamed(document, 'To label 4').click()
  await settle()
  expect(wrapper.findAll('[role=option]')).toHaveLength(4)
  const grid = wrapper.get('[role=listbox]')
  await grid.trigger('keydown', { key: 'ArrowRight' })
  await grid.trigger('keydown', { key: 'Enter' })
  await settle()
  expect(router.currentRoute.value.fullPath).toBe('/users/ada/edit/photo04')
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

test('a filter that leaves nothing says so and can be cleared', async () => {
  studio = await mountStudio(createStudioFixture(), '/users/ada')
  await studio.wrapper.get('input[type=search]').setValue('no such photo')
  await studio.settle()
  expect(studio.wrapper.text()).toContain('No photo matches')
  buttonNamed(document.querySelector('main')!, 'Clear filters').click()
  await studio.settle()
  expect(studio.wrapper.findAll('[role=option]')).toHaveLength(12)
})

test('the language switches while the studio runs', async () => {
  studio = await mountStudio(createStudioFixture(), '/')
  buttonNamed(document, '切换为中文').click()
  await studio.settle()
  expect(studio.wrapper.text()).toContain('图库')
  expect(document.documentElement.lang).toBe('zh-CN')
})
