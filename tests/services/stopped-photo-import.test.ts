// An import of photos that is stopped on its way leaves nothing, and begins anew when it is asked for again.

import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importPhotos } from '../../src-main/services/import-photos.ts'
import { openForTest } from '../adapters/pss-root/small-root.ts'
import { writePhoto } from '../adapters/photos.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { readEvents } from './read-events.ts'
import { withdrawnAt } from './withdrawn-at.ts'

const PHOTOS = 6

async function folderOfPhotos(): Promise<string> {
  const folder = await temporaryFolder()
  for (let i = 0; i < PHOTOS; i++) {
    await writePhoto(join(folder, `p${i}.png`), { width: 8, height: 8, format: 'png', shade: i })
  }
  return folder
}

async function emptyRoot(): Promise<string> {
  const path = await temporaryFolder()
  await mkdir(join(path, 'personal'))
  return path
}

test('wherever it is stopped it says how far it was, leaves nothing, and is whole when it is made again', async () => {
  const path = await emptyRoot()
  const { root } = await openForTest(path)
  const wish = { folder: await folderOfPhotos(), user: 'anna', validationFraction: 0.5, seed: 1 }
  for (let at = 1; at <= PHOTOS + 1; at++) {
    await expect(readEvents(importPhotos(root, wish, withdrawnAt(at)))).rejects.toMatchObject({
      kind: 'cancelled',
      message: `the import was stopped after ${Math.min(at, PHOTOS)} of 6 photos: no user was made and nothing of them is left; import again to begin anew`,
    })
    expect(await readdir(join(path, 'personal'))).toEqual([])
    expect(await readdir(join(path, '.pss-studio'))).not.toContain('imports')
  }
  const events = await readEvents(importPhotos(root, wish, withdrawnAt(PHOTOS + 2))) // prettier-ignore
  expect(events.at(-1)).toMatchObject({ type: 'finished', report: { user: 'anna', imported: 6 } })
  expect(await readdir(join(path, 'personal/anna/JPEGImages'))).toHaveLength(PHOTOS)
})

test('an import that is read no more leaves nothing either', async () => {
  const path = await emptyRoot()
  const { root } = await openForTest(path)
  const wish = { folder: await folderOfPhotos(), user: 'anna', validationFraction: 0.5, seed: 1 }
  for await (const { type } of importPhotos(root, wish)) if (type === 'progress') break
  expect(await readdir(join(path, 'personal'))).toEqual([])
})
