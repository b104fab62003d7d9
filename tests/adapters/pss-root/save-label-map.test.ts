import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { diskError } from '../broken-disk.ts'
import { byPeople, halfLabelMap, put, writePhoto } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'

const A = { domain: 'user', user: 'id1', name: 'a' } as const
const B = { domain: 'user', user: 'id1', name: 'b' } as const
const MASKS = 'personal/id1/SegmentationClass'

test('a saved mask is read back, listed, and the image labels stay as they are', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const labels = await readFile(join(path, 'personal/id1/imgLabelList.txt'), 'utf8')
  await root.listUser('id1')
  const labelMap = halfLabelMap(20, 10, 12)
  const { revision, byteCount } = await root.saveLabelMap(B, byPeople(labelMap), null)
  expect(await root.readLabelMap(B)).toEqual({ labelMap, revision })
  expect((await readFile(join(path, MASKS, 'b.png'))).length).toBe(byteCount)
  expect((await root.listUser('id1')).images[1]).toMatchObject({ hasLabelMap: true, classes: [12] })
  expect(await readFile(join(path, 'personal/id1/val_all.txt'), 'utf8')).toBe(
    '/JPEGImages/a.jpg /SegmentationClass/a.png 0\n/JPEGImages/b.jpg /SegmentationClass/b.png 0\n',
  )
  expect(await readFile(join(path, 'personal/id1/imgLabelList.txt'), 'utf8')).toBe(labels)
})

test('the same pixels have the same revision', async () => {
  const { root } = await openForTest(await smallRoot())
  const before = await root.readLabelMap(A)
  const { revision } = await root.saveLabelMap(A, byPeople(before!.labelMap), before!.revision)
  expect(revision).toBe(before!.revision)
  expect(revision).toMatch(/^[0-9a-f]{16}$/)
})

test('a mask that someone else changed, created or deleted is not overwritten', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const before = await readFile(join(path, MASKS, 'a.png'))
  const message = (change: string): string =>
    `${MASKS}/a.png: ${change} by someone else since it was opened here; ` +
    'nothing was saved: open it again and repeat the change'
  const save = (expected: string | null): Promise<unknown> =>
    root.saveLabelMap(A, byPeople(createLabelMap(20, 10)), expected)
  await expect(save('0123')).rejects.toMatchObject({
    kind: 'conflict',
    message: message('it was changed'),
  })
  await expect(save(null)).rejects.toMatchObject({ message: message('it was created') })
  expect(await readFile(join(path, MASKS, 'a.png'))).toEqual(before)
  await expect(root.saveLabelMap(B, byPeople(createLabelMap(20, 10)), '0123')).rejects.toThrow(
    'it was deleted by someone else',
  )
})

test('of two saves at once, one wins and the other is told', async () => {
  const { root } = await openForTest(await smallRoot())
  const results = await Promise.allSettled([
    root.saveLabelMap(B, byPeople(halfLabelMap(20, 10, 1)), null),
    root.saveLabelMap(B, byPeople(halfLabelMap(20, 10, 2)), null),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect((await root.readLabelMap(B))?.labelMap.data[0]).toBe(1)
})

test('a mask of another size or with unknown values is not saved', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  await expect(root.saveLabelMap(B, byPeople(createLabelMap(10, 20)), null)).rejects.toMatchObject({
    kind: 'invalidInput',
    message: `${MASKS}/b.png: expected a label map of 20x10 like its photo, got 10x20; open the photo again`,
  })
  await expect(
    root.saveLabelMap(B, byPeople(halfLabelMap(20, 10, 21)), null),
  ).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      `${MASKS}/b.png: expected the class values 0 to 20 and 255, found 21 (100 pixels); ` +
      'map these values to classes and import the mask again',
  })
  expect(await readdir(join(path, MASKS))).toEqual(['a.png'])
})

test('a mask for a photo turned by EXIF is saved upright', async () => {
  const path = await smallRoot()
  const photo = join(path, 'personal/id1/JPEGImages/d.jpg')
  await writePhoto(photo, { width: 20, height: 10, orientation: 6 })
  const { root } = await openForTest(path)
  const image = { ...A, name: 'd' }
  expect(await root.imageSize(image)).toEqual({ width: 10, height: 20 })
  await root.saveLabelMap(image, byPeople(halfLabelMap(10, 20, 4)), null)
  expect((await root.readLabelMap(image))?.labelMap).toEqual(halfLabelMap(10, 20, 4))
})

test('a full disk keeps the old mask and the list', async () => {
  const path = await smallRoot()
  let isFull = false
  const fileSystem = {
    ...nodeFileSystem,
    writeNew: (file: string, bytes: Uint8Array): Promise<void> =>
      isFull ? Promise.reject(diskError('ENOSPC')) : nodeFileSystem.writeNew(file, bytes),
  }
  const { root } = await openForTest(path, { fileSystem })
  const before = await root.readLabelMap(A)
  isFull = true
  const mask = join(path, MASKS, 'a.png')
  await expect(
    root.saveLabelMap(A, byPeople(createLabelMap(20, 10)), before!.revision),
  ).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${mask}: the disk is full; free some space and try again, nothing was changed`,
  })
  expect(await root.readLabelMap(A)).toEqual(before)
  expect(await readdir(join(path, MASKS))).toEqual(['a.png'])
})

test('a damaged mask is corrupt and cannot be overwritten unseen', async () => {
  const path = await smallRoot()
  const mask = join(path, MASKS, 'a.png')
  await writeFile(mask, (await readFile(mask)).subarray(0, 60))
  const { root } = await openForTest(path)
  await expect(root.readLabelMap(A)).rejects.toMatchObject({ kind: 'corrupt' })
  await expect(root.saveLabelMap(A, byPeople(createLabelMap(20, 10)), null)).rejects.toMatchObject({
    kind: 'conflict',
  })
})

test('photo files are served with the type of their content', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  expect((await root.imageFile(A)).contentType).toBe('image/jpeg')
  await put(join(path, 'personal/id1/JPEGImages/x.jpg'), 'text')
  await expect(root.imageFile({ ...A, name: 'x' })).rejects.toMatchObject({
    kind: 'corrupt',
    message:
      'personal/id1/JPEGImages/x.jpg: expected a JPEG image, found other data; replace it by an intact copy',
  })
})
