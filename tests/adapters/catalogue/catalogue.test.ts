import { readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCatalogue } from '../../../src-main/adapters/catalogue/catalogue.ts'
import type { PhotoRecord } from '../../../src-main/adapters/catalogue/catalogue.ts'
import {
  openDerivedDatabase,
  storeDerived,
} from '../../../src-main/adapters/catalogue/derived-database.ts'
import { openThumbnailStore } from '../../../src-main/adapters/catalogue/thumbnail-store.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const PHOTO: PhotoRecord = {
  file: 'a.jpg',
  modifiedMs: 1234.5,
  byteSize: 99,
  width: 40,
  height: 30,
  orientation: 6,
  format: 'jpeg',
  finding: null,
  sha256: null,
}
const MASK = {
  file: 'a.png',
  modifiedMs: 1,
  byteSize: 2,
  width: 30,
  height: 40,
  revision: 'abc',
  counts: [
    [0, 1000],
    [15, 200],
  ],
  instances: [[15, 3]],
  finding: { kind: 'corrupt', words: { template: '{0} broken', values: ['a.png'] } },
} as const

test('records are there when the catalogue is opened again', async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite')
  const first = openCatalogue(path)
  first.updatePhotos('id1', [PHOTO, { ...PHOTO, file: 'b.jpg' }], [])
  first.updateMasks('id1', [MASK], [])
  first.updatePhotos('id1', [], ['b.jpg'])
  first.close()
  const second = openCatalogue(path)
  expect([...second.photos('id1').values()]).toEqual([PHOTO])
  expect([...second.masks('id1').values()]).toEqual([MASK])
  expect(second.photos('id2').size).toBe(0)
  second.close()
})

test('the hash of a photo is known of the version it was taken of', () => {
  const catalogue = openCatalogue(':memory:')
  catalogue.updatePhotos('id1', [PHOTO], [])
  catalogue.learnPhotoSha256('id1', [
    { ...PHOTO, sha256: 'abc' },
    { ...PHOTO, file: 'unlisted.jpg', sha256: 'def' },
  ])
  expect([...catalogue.photos('id1').values()]).toEqual([{ ...PHOTO, sha256: 'abc' }])
  const newer = { ...PHOTO, modifiedMs: 1235 }
  catalogue.learnPhotoSha256('id1', [{ ...newer, sha256: 'ghi' }])
  expect([PHOTO, newer].map((version) => catalogue.photoSha256('id1', version))).toEqual(['abc', null]) // prettier-ignore
  catalogue.updatePhotos('id1', [newer], [])
  expect(catalogue.photoSha256('id1', newer)).toBeNull()
  catalogue.close()
})

test('the studio and a worker use one catalogue at a time', async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite')
  const studio = openCatalogue(path)
  const worker = openCatalogue(path)
  studio.updatePhotos('id1', [PHOTO], [])
  worker.updatePhotos('id2', [PHOTO], [])
  expect(studio.photos('id2').size).toBe(1)
  expect(worker.photos('id1').size).toBe(1)
  studio.close()
  worker.close()
})

function foreignDatabase(path: string): void {
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE photo (something TEXT)')
  other.close()
}

function olderVersion(path: string): void {
  openCatalogue(path).close()
  const database = new DatabaseSync(path)
  database.exec('PRAGMA user_version = 0')
  database.close()
}

test.each([
  ['of another program', foreignDatabase],
  ['of another version', olderVersion],
])('a catalogue %s is rebuilt', async (_, prepare) => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite')
  prepare(path)
  const catalogue = openCatalogue(path)
  catalogue.updatePhotos('id1', [PHOTO], [])
  expect(catalogue.photos('id1').size).toBe(1)
  catalogue.close()
})

test('a damaged catalogue is rebuilt', async () => {
  const path = join(await temporaryFolder(), 'catalogue.sqlite')
  const catalogue = openCatalogue(path)
  catalogue.updatePhotos('id1', [PHOTO], [])
  catalogue.close()
  const bytes = await readFile(path)
  await writeFile(path, bytes.fill(0x55, 100))
  const rebuilt = openCatalogue(path)
  expect(rebuilt.photos('id1').size).toBe(0)
  rebuilt.close()
  await writeFile(path, 'this is not a database at all')
  openCatalogue(path).close()
})

test('a thumbnail is made once, and again when its photo changed', async () => {
  const path = join(await temporaryFolder(), 'thumbnails.sqlite')
  const store = openThumbnailStore(path)
  const key = { folder: 'id1', file: 'a.jpg', modifiedMs: 1, byteSize: 2, size: 192 } as const
  let made = 0
  const make = (): Promise<Uint8Array> => Promise.resolve(Uint8Array.of(++made))
  const both = await Promise.all([store.get(key, make), store.get(key, make)])
  expect(both.map((bytes) => bytes[0])).toEqual([1, 1])
  expect((await store.get({ ...key, size: 384 }, make))[0]).toBe(2)
  expect((await store.get({ ...key, modifiedMs: 5 }, make))[0]).toBe(3)
  store.close()
  const again = openThumbnailStore(path)
  expect((await again.get({ ...key, modifiedMs: 5 }, make))[0]).toBe(3)
  again.close()
})

test('a damaged store of thumbnails is none, and made anew when it is opened again', async () => {
  const path = join(await temporaryFolder(), 'thumbnails.sqlite')
  const key = { folder: 'id1', file: 'a.jpg', modifiedMs: 1, byteSize: 2, size: 192 } as const
  const first = openThumbnailStore(path)
  await first.get(key, () => Promise.resolve(Uint8Array.of(1)))
  first.close()
  const bytes = await readFile(path)
  // The page that says what tables there are stays.
  await writeFile(path, bytes.fill(0x55, 4096))
  const damaged = openThumbnailStore(path)
  expect([damaged.find(key), damaged.stamps('id1', 192)]).toEqual([null, []])
  expect((await damaged.get(key, () => Promise.resolve(Uint8Array.of(2))))[0]).toBe(2)
  damaged.close()
  const again = openThumbnailStore(path)
  await again.get(key, () => Promise.resolve(Uint8Array.of(3)))
  expect(again.find(key)?.[0]).toBe(3)
  expect(again.stamps('id1', 192)).toEqual([{ file: 'a.jpg', modifiedMs: 1, byteSize: 2 }])
  again.close()
})

test('a thumbnail is made from the next larger one of the same photo', async () => {
  const store = openThumbnailStore(':memory:')
  const key = { folder: 'id1', file: 'a.jpg', modifiedMs: 1, byteSize: 2 } as const
  const sources: (number | null)[] = []
  const make =
    (size: number) =>
    (larger: Uint8Array | null): Promise<Uint8Array> => {
      sources.push(larger?.[0] ?? null)
      return Promise.resolve(Uint8Array.of(size / 64))
    }
  await store.get({ ...key, size: 1024 }, make(1024))
  await store.get({ ...key, size: 384 }, make(384))
  await store.get({ ...key, size: 192 }, make(192))
  await store.get({ ...key, modifiedMs: 5, size: 192 }, make(192))
  await store.get({ ...key, file: 'b.jpg', size: 192 }, make(192))
  expect(sources).toEqual([null, 16, 6, null, null])
  store.close()
})

test('of the thumbnails that wait, the last asked for is made first', async () => {
  const store = openThumbnailStore(':memory:')
  const made: string[] = []
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const ask = (file: string): Promise<Uint8Array> => {
    const key = { folder: 'id1', file, modifiedMs: 1, byteSize: 2, size: 384 } as const
    return store.get(key, async () => {
      made.push(file)
      await held
      return Uint8Array.of(1)
    })
  }
  const all = Promise.all(['1', '2', '3', '4', '5', '6'].map(ask))
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(made).toEqual(['1', '2', '3'])
  release()
  await all
  expect(made).toEqual(['1', '2', '3', '6', '5', '4'])
  store.close()
})

test('a thumbnail that cannot be made is asked for again', async () => {
  const store = openThumbnailStore(':memory:')
  const key = { folder: 'id1', file: 'a.jpg', modifiedMs: 1, byteSize: 2, size: 192 } as const
  await expect(store.get(key, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect((await store.get(key, () => Promise.resolve(Uint8Array.of(7))))[0]).toBe(7)
  store.close()
})

test('on a full disk nothing is kept, and nothing else fails', async () => {
  const path = join(await temporaryFolder(), 'derived.sqlite')
  const schema = 'CREATE TABLE IF NOT EXISTS t (bytes BLOB)'
  const database = openDerivedDatabase({ path, version: 1, schema })
  database.exec('PRAGMA max_page_count = 4')
  const put = database.prepare('INSERT INTO t VALUES (?)')
  storeDerived(database, () => put.run(new Uint8Array(100_000)))
  expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 })
  storeDerived(database, () => put.run(new Uint8Array(10)))
  expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 })
  expect(() =>
    storeDerived(database, () => database.exec('INSERT INTO nowhere VALUES (1)')),
  ).toThrow('no such table: nowhere')
  database.close()
})
