// The validation split through the router: drawn, looked at, changed, frozen and unfrozen.

import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { splitHash } from '../../src-main/core/lists/split.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { memoryPorts } from './memory-ports.ts'

async function openApi() {
  return createRouterClient(createRouter(await createStudio(memoryPorts(), '/memory')))
}

const wish = { user: 'id1', fraction: 0.34, seed: 1, isStratified: false }

test('a split is looked at before it is taken', async () => {
  const api = await openApi()
  expect(await api.split.get({ user: 'id1' })).toBeNull()
  const preview = await api.split.draw({ ...wish, isDryRun: true })
  expect(preview).toMatchObject({ count: 1, imageCount: 3, hash: splitHash(preview.names) })
  expect(await api.split.get({ user: 'id1' })).toBeNull()
  expect(await api.split.draw({ ...wish, isDryRun: false })).toEqual(preview)
  expect(await api.split.get({ user: 'id1' })).toEqual(preview)
  const { users } = await api.root.summary()
  expect(users[0]?.split).toEqual({ hash: preview.hash, count: 1, frozenAt: null })
})

test('photos go in and out, and masks outside are told', async () => {
  const api = await openApi()
  await expect(api.split.change({ user: 'id1', add: ['a'], remove: [] })).rejects.toMatchObject({ code: 'notFound' }) // prettier-ignore
  const { names } = await api.split.draw({ ...wish, isDryRun: false })
  const both = await api.split.change({ user: 'id1', add: ['b', 'c'], remove: [...names, 'a'] })
  expect(both.names).toEqual(['b', 'c'].filter((name) => !names.includes(name)))
  expect(both).toMatchObject({ labelledInside: 0, labelledOutside: 1 })
  const images = await api.images.list({ user: 'id1' })
  expect(images.filter((image) => image.isInValidationSplit).map(({ name }) => name)).toEqual(both.names) // prettier-ignore
  await expect(api.split.change({ user: 'id1', add: ['x'], remove: [] })).rejects.toMatchObject({ code: 'notFound' }) // prettier-ignore
})

test('a frozen split stays as it is until its hash unfreezes it', async () => {
  const api = await openApi()
  const { hash } = await api.split.draw({ ...wish, isDryRun: false })
  const frozen = await api.split.freeze({ user: 'id1' })
  expect(frozen).toMatchObject({ hash, frozenAt: expect.stringMatching(/^2026-/) as string })
  const conflict = { code: 'conflict' }
  await expect(api.split.draw({ ...wish, isDryRun: false })).rejects.toMatchObject(conflict)
  await expect(api.split.freeze({ user: 'id1' })).rejects.toMatchObject(conflict)
  await expect(api.split.change({ user: 'id1', add: ['a'], remove: [] })).rejects.toMatchObject(conflict) // prettier-ignore
  await expect(api.split.unfreeze({ user: 'id1', hash: 'other' })).rejects.toMatchObject(conflict)
  expect(await api.split.get({ user: 'id1' })).toEqual(frozen)
  expect((await api.split.draw({ ...wish, seed: 2, isDryRun: true })).frozenAt).toBeNull()
  expect((await api.split.unfreeze({ user: 'id1', hash })).frozenAt).toBeNull()
})
