import { cp, mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import type { ImportEvent, ImportReport } from '../../../src-main/contract/root.ts'
import { splitHash } from '../../../src-main/core/lists/split.ts'
import type { ImportOptions, PssRoot } from '../../../src-main/services/ports.ts'
import { diskError } from '../broken-disk.ts'
import { openForTest } from '../pss-root/small-root.ts'
import { photoBytes, put, writePhoto } from '../photos.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const HEIC = join(import.meta.dirname, '../images/fixtures/four-colours.heic')

async function emptyRoot(): Promise<string> {
  const path = await temporaryFolder()
  await mkdir(join(path, 'personal'))
  return path
}

async function importAll(
  root: PssRoot,
  options: Partial<ImportOptions> & { readonly folder: string },
): Promise<{ report: ImportReport; events: ImportEvent[] }> {
  const events: ImportEvent[] = []
  const all = { user: 'anna', validationFraction: 0.3, seed: 1, ...options }
  for await (const event of root.importUser(all)) events.push(event)
  const last = events.at(-1)
  if (last?.type !== 'finished') throw new Error('the import did not finish')
  return { report: last.report, events }
}

async function mixedFolder(): Promise<string> {
  const folder = await temporaryFolder()
  await writePhoto(join(folder, 'Beach 1.JPG'), { width: 20, height: 10, shade: 1 })
  await writePhoto(join(folder, 'sub/Beach 1.jpg'), { width: 20, height: 10, shade: 2 })
  await writePhoto(join(folder, 'turned.jpg'), { width: 20, height: 10, orientation: 6, shade: 3 })
  await writePhoto(join(folder, 'shot.png'), { width: 20, height: 10, format: 'png', shade: 4 })
  await writePhoto(join(folder, 'Grüße.webp'), { width: 20, height: 10, format: 'webp', shade: 5 })
  await cp(HEIC, join(folder, 'phone.heic'))
  await writePhoto(join(folder, '.hidden/x.jpg'), { width: 20, height: 10, shade: 6 })
  const whole = await photoBytes({ width: 200, height: 100 })
  await put(join(folder, 'cut.jpg'), whole.subarray(0, whole.length - 300))
  await put(join(folder, 'empty.jpg'), '')
  await put(join(folder, 'text.jpg'), 'hello')
  await put(join(folder, 'film.gif'), 'GIF89a')
  await put(join(folder, 'notes.txt'), 'nothing')
  await cp(join(folder, 'shot.png'), join(folder, 'copy of shot.png'))
  return folder
}

test('a folder of mixed photos becomes a user; bad files are left out and named', async () => {
  const path = await emptyRoot()
  const folder = await mixedFolder()
  const { root } = await openForTest(path)
  const { report, events } = await importAll(root, { folder })
  expect(report.imported).toBe(6)
  expect(report.skipped).toMatchObject([
    {
      kind: 'unsupported',
      file: 'film.gif',
      message: 'expected JPEG, PNG, WebP or HEIC, found another kind of image; convert it to JPEG',
    },
    {
      kind: 'corrupt',
      file: 'cut.jpg',
      message: expect.stringMatching(
        /^expected a complete image, but it cannot be decoded/,
      ) as string,
    },
    {
      kind: 'corrupt',
      file: 'empty.jpg',
      message: 'the file is empty; copy it from the camera again',
    },
    {
      kind: 'conflict',
      file: 'shot.png',
      message: 'the same picture as copy of shot.png, which is imported; nothing to do',
    },
    {
      kind: 'corrupt',
      file: 'text.jpg',
      message:
        'expected a JPEG, PNG, WebP or HEIC image, found other data; replace it by an intact copy',
    },
  ])
  expect(events.filter((event) => event.type === 'progress').at(-1)).toMatchObject({
    done: 10,
    total: 10,
  })
  const listing = await root.listUser('anna')
  expect(listing.problems).toEqual([])
  expect(listing.images.map(({ name, width, height }) => [name, width, height])).toEqual([
    ['Beach_1', 20, 10],
    ['Beach_1-2', 20, 10],
    ['Gru_e', 20, 10],
    ['copy_of_shot', 20, 10],
    ['phone', 64, 48],
    ['turned', 10, 20],
  ])
  expect(await readdir(join(path, 'personal'))).toEqual(['anna'])
})

test('an upright JPEG keeps every byte; others become upright JPEG, and the record says which', async () => {
  const path = await emptyRoot()
  const folder = await mixedFolder()
  const { root } = await openForTest(path)
  await importAll(root, { folder })
  const photos = join(path, 'personal/anna/JPEGImages')
  expect(await readFile(join(photos, 'Beach_1.jpg'))).toEqual(
    await readFile(join(folder, 'Beach 1.JPG')),
  )
  const { format, width, height, orientation } = await sharp(join(photos, 'turned.jpg')).metadata()
  expect({ format, width, height, orientation }).toEqual({
    format: 'jpeg',
    width: 10,
    height: 20,
    orientation: undefined,
  })
  const record = JSON.parse(
    await readFile(join(path, '.pss-studio/imports/anna.json'), 'utf8'),
  ) as { convertedTo: string; photos: unknown[] }
  expect(record.convertedTo).toBe('upright JPEG, quality 95')
  expect(record.photos).toContainEqual({ name: 'Beach_1', source: 'Beach 1.JPG', action: 'copied' })
  expect(record.photos).toContainEqual({
    name: 'turned',
    source: 'turned.jpg',
    action: 'converted',
  })
})

test('about 30 % are drawn for validation, recorded and listed as to be labelled', async () => {
  const path = await emptyRoot()
  const folder = await temporaryFolder()
  for (let i = 0; i < 10; i++) {
    await writePhoto(join(folder, `p${i}.jpg`), { width: 8, height: 8, shade: i })
  }
  const { root } = await openForTest(path)
  const { report } = await importAll(root, { folder, seed: 7 })
  expect(report.validationSplit).toHaveLength(3)
  const split: unknown = JSON.parse(
    await readFile(join(path, 'personal/anna/validation_split.json'), 'utf8'),
  )
  const names = report.validationSplit
  expect(split).toEqual({ version: 2, seed: 7, fraction: 0.3, isStratified: false, frozenAt: null, names, hash: splitHash(names) }) // prettier-ignore
  const { images } = await root.listUser('anna')
  expect(images.filter((image) => image.isInValidationSplit).map(({ name }) => name)).toEqual(names)
  expect(await readFile(join(path, 'personal/anna/imgLabelList.txt'), 'utf8')).toMatch(
    /^\/JPEGImages\/p0\.jpg:UNKNOWN\n/,
  )
  expect(await readFile(join(path, 'personal/anna/val_all.txt'), 'utf8')).toBe('')
})

test('an existing user, a bad name, a missing folder and an empty folder are refused', async () => {
  const path = await emptyRoot()
  const folder = await temporaryFolder()
  const { root } = await openForTest(path)
  await expect(importAll(root, { folder })).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      `${folder}: expected a folder with photos (JPEG, PNG, WebP or HEIC), found none; ` +
      'choose the folder that holds them',
  })
  await expect(importAll(root, { folder, user: '../x' })).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      'user "../x": expected 1 to 64 letters, digits, ".", "-" and "_", beginning with a letter or ' +
      'digit; choose such a name',
  })
  for (const user of ['nul', 'Com1', 'ada.'])
    await expect(importAll(root, { folder, user })).rejects.toThrow('that Windows can have')
  await expect(importAll(root, { folder: join(folder, 'none') })).rejects.toMatchObject({
    kind: 'notFound',
    message: `${join(folder, 'none')}: there is no such folder; choose an existing one`,
  })
  await writePhoto(join(folder, 'a.jpg'), { width: 8, height: 8 })
  await importAll(root, { folder })
  await expect(importAll(root, { folder })).rejects.toMatchObject({
    kind: 'conflict',
    message: `user "anna" exists already in ${path}; choose another name`,
  })
})

test('a folder whose files are all damaged imports nothing', async () => {
  const path = await emptyRoot()
  const folder = await temporaryFolder()
  await put(join(folder, 'a.jpg'), 'hello')
  const { root } = await openForTest(path)
  await expect(importAll(root, { folder })).rejects.toThrow(
    `${folder}: expected photos, but none of its 1 files can be used (a.jpg: expected a JPEG`,
  )
  expect(await readdir(join(path, 'personal'))).toEqual([])
})

test('a disk that becomes full half-way leaves no half user', async () => {
  const path = await emptyRoot()
  const folder = await temporaryFolder()
  for (let i = 0; i < 6; i++) {
    await writePhoto(join(folder, `p${i}.jpg`), { width: 8, height: 8, shade: i })
  }
  let photos = 0
  const fileSystem = {
    ...nodeFileSystem,
    writeNew: (file: string, bytes: Uint8Array): Promise<void> =>
      file.endsWith('.jpg') && ++photos > 3
        ? Promise.reject(diskError('ENOSPC'))
        : nodeFileSystem.writeNew(file, bytes),
  }
  const { root } = await openForTest(path, { fileSystem })
  await expect(importAll(root, { folder })).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${join(path, 'personal')}: the disk is full; free some space and try again, nothing was changed`,
  })
  expect(await readdir(join(path, 'personal'))).toEqual([])
  expect(await root.users()).toEqual([])
})

test('an import that is stopped leaves nothing', async () => {
  const path = await emptyRoot()
  const folder = await temporaryFolder()
  for (let i = 0; i < 6; i++) {
    await writePhoto(join(folder, `p${i}.jpg`), { width: 8, height: 8, shade: i })
  }
  const { root } = await openForTest(path)
  const options = { folder, user: 'anna', validationFraction: 0.3, seed: 1 }
  for await (const event of root.importUser(options)) if (event.type === 'progress') break
  expect(await readdir(join(path, 'personal'))).toEqual([])
})

test('of two imports of one user the second changes nothing of the first', async () => {
  const path = await emptyRoot()
  const [folder, other] = [await temporaryFolder(), await temporaryFolder()]
  await writePhoto(join(folder, 'first.jpg'), { width: 8, height: 8 })
  await writePhoto(join(other, 'second.jpg'), { width: 8, height: 8, shade: 9 })
  const { root } = await openForTest(path)
  const options = { folder: other, user: 'anna', validationFraction: 0.3, seed: 1 }
  const second = root.importUser(options)[Symbol.asyncIterator]()
  expect((await second.next()).value).toMatchObject({ type: 'progress', done: 1, total: 1 })
  await importAll(root, { folder })
  const record = join(path, '.pss-studio/imports/anna.json')
  const before = await readFile(record, 'utf8')
  await expect(second.next()).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('appeared') as string,
  })
  expect(await readFile(record, 'utf8')).toBe(before)
  expect(await readdir(join(path, 'personal'))).toEqual(['anna'])
})

test('photos beside the root are found without the root’s own', async () => {
  const path = await emptyRoot()
  await writePhoto(join(path, 'new/a.jpg'), { width: 8, height: 8 })
  await writePhoto(join(path, 'personal/id1/JPEGImages/b.jpg'), { width: 8, height: 8, shade: 9 })
  const { root } = await openForTest(path)
  const { report } = await importAll(root, { folder: path })
  expect(report.imported).toBe(1)
})
