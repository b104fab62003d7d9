// The photos that come with the studio: a whole PSS root, small, attributed photo by photo.

import { cp, readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openForTest } from './pss-root/small-root.ts'
import { temporaryFolder } from './temporary-folder.ts'

const SAMPLE = join(import.meta.dirname, '../../resources/sample')

test('the sample is a root without problems, 60 source pairs or more and two users', async () => {
  const path = join(await temporaryFolder(), 'sample')
  await cp(SAMPLE, path, { recursive: true })
  const { root } = await openForTest(path)
  expect(root.isSample).toBe(true)
  const source = await root.listSource()
  expect(source.problems).toEqual([])
  expect(source.names.length).toBeGreaterThanOrEqual(60)
  for (const name of source.names)
    expect(await root.readLabelMap({ domain: 'source', name })).not.toBeNull()
  expect(await root.users()).toEqual(['id1', 'id2'])
  for (const user of ['id1', 'id2']) {
    const { images, problems } = await root.listUser(user)
    expect(problems).toEqual([])
    expect(images.length).toBeGreaterThanOrEqual(24)
    const share = images.filter(({ hasLabelMap }) => hasLabelMap).length / images.length
    expect(Math.abs(share - 0.3)).toBeLessThan(0.02)
  }
})

test('every photo is attributed and the sample stays small', async () => {
  const attribution = await readFile(join(SAMPLE, 'ATTRIBUTION.md'), 'utf8')
  const files = await readdir(SAMPLE, { recursive: true })
  let bytes = 0
  for (const file of files) bytes += (await stat(join(SAMPLE, file))).size
  expect(bytes).toBeLessThan(12_000_000)
  const photos = files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.jpg'))
  for (const photo of photos) expect(attribution).toContain(`| ${photo} | [`)
})
