import { createPinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { createApp } from 'vue'
import { studioApiKey } from '../../src-renderer/api.ts'
import type { StudioApi, StudioClient } from '../../src-renderer/api.ts'
import { createImageLists } from '../../src-renderer/stores/image-lists.ts'
import { useLibrary } from '../../src-renderer/stores/library.ts'
import { createImages } from './studio-fixture.ts'

/** A studio that answers when it is told to. */
function createSlowStudio() {
  const answers: ((count: number) => void)[] = []
  const list = () => new Promise((resolve) => answers.push((count) => resolve(createImages(count))))
  return { answers, client: { images: { list } } as unknown as StudioClient }
}

test('a list that is on its way is not asked for again', async () => {
  const { answers, client } = createSlowStudio()
  const lists = createImageLists(client)
  const loading = [lists.loadImages('ada'), lists.loadImages('ada')]
  expect(answers).toHaveLength(1)
  answers[0]!(3)
  await Promise.all(loading)
  expect(lists.imagesOf.get('ada')).toHaveLength(3)
})

test('a list of the root before never becomes that of the one that was opened', async () => {
  const { answers, client } = createSlowStudio()
  const lists = createImageLists(client)
  const before = lists.loadImages('ada')
  lists.forgetImages()
  const after = lists.loadImages('ada')
  expect(answers).toHaveLength(2)
  answers[1]!(2)
  await after
  answers[0]!(3)
  await before
  expect(lists.imagesOf.get('ada')).toHaveLength(2)
})

test('a list that was made before labels were written is asked for again', async () => {
  const { answers, client } = createSlowStudio()
  const written = Promise.withResolvers<undefined>()
  Object.assign(client.images, { setLabels: () => written.promise })
  const lists = createImageLists(client)
  const loading = lists.loadImages('ada')
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  const labelling = lists.setLabels('ada', [{ name: 'photo00', classes: [1] }])
  answers[0]!(3)
  written.resolve(undefined)
  await labelling
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]!(2)
  await loading
  expect(lists.imagesOf.get('ada')).toHaveLength(2)
})

test('nor does its summary', async () => {
  const summaryOf = (path: string) => ({ path, users: [] })
  const late = Promise.withResolvers<object>()
  const root = { summary: () => late.promise, open: async () => summaryOf('after') }
  const api = { client: { root } } as unknown as StudioApi
  const app = createApp({}).provide(studioApiKey, api).use(createPinia())
  const library = app.runWithContext(useLibrary)
  const loading = library.load()
  await library.open('after')
  late.resolve(summaryOf('before'))
  await loading
  expect([library.summary?.path, library.isLoading]).toEqual(['after', false])
})
