// How far a first listing is, through the contract: for whoever waits for it.

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { halfLabelMap, writeMask } from '../adapters/photos.ts'
import { smallRoot } from '../adapters/pss-root/small-root.ts'
import { openSmallStudio } from './small-studio.ts'

async function rootOfThree(): Promise<string> {
  const path = await smallRoot()
  for (const name of ['b', 'c']) {
    await writeMask(join(path, `personal/id1/SegmentationClass/${name}.png`), halfLabelMap(20, 10, 12)) // prettier-ignore
  }
  return path
}

test('who waits for a listing is told how far its masks are, also of a root that is being opened', async () => {
  const { api, close } = await openSmallStudio(await rootOfThree())
  const told = await api.root.masksRead()
  const next = async () => (await told.next()).value
  await api.images.list({ user: 'id1' })
  // The latest of what was not read meanwhile.
  expect(await next()).toEqual({ done: 3, total: 3 })
  const waiting = next()
  await api.root.open({ path: await smallRoot() })
  expect(await waiting).toEqual({ done: 1, total: 1 })
  await close()
  expect(await told.next()).toMatchObject({ done: true })
})
