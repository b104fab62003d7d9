// A photo whose file is replaced by another one of the same size, on a real root: where that is noticed, what it
// costs, and the ways out.

import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RecordAction } from '../../src-main/services/labelling/label-records.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writePhoto } from '../adapters/photos.ts'
import { setTime } from '../adapters/pss-root/small-root.ts'
import { openSmallStudio } from './small-studio.ts'

const B = { user: 'id1', name: 'b' }
const ANNA = { id: 'window0anna', who: 'Anna' }

/** Anna has labelled b and says it is done. */
async function labelled() {
  const { path, api } = await openSmallStudio()
  const photo = join(path, 'personal/id1/JPEGImages/b.jpg')
  await setTime('2026-01-01', photo)
  await api.images.list({ user: 'id1' })
  const labelMap = encodeLabelMap(halfLabelMap(20, 10, 12))
  await api.labels.save({ ...B, labelMap, provenance: null, revision: null, annotator: 'Anna' })
  const act = (action: RecordAction, annotator = 'Anna') =>
    api.labelRecords.act({ ...B, action, annotator })
  await act('finish')
  const listed = async () =>
    (await api.images.list({ user: 'id1' })).find(({ name }) => name === 'b')?.isOtherPhoto
  const found = async () =>
    (await api.root.summary()).problems.filter(({ file }) => file.includes('b.'))
  return {
    path,
    api,
    photo,
    act,
    found,
    listed,
    open: () => api.labels.open(B),
    replace: () => writePhoto(photo, { width: 20, height: 10, shade: 9 }),
    accept: (annotator = 'Bert') => api.labelRecords.acceptPhoto({ ...B, annotator }),
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('another photo of the same size is found in lists, opens to be looked at, and is neither done nor reviewed', async () => {
  const { photo, act, found, listed, open, replace } = await labelled()
  const before = await readFile(photo)
  expect([await found(), await listed(), (await open()).isOtherPhoto]).toEqual([[], false, false])
  await replace()
  expect(await listed()).toBe(true)
  expect(await found()).toMatchObject([
    { kind: 'conflict', file: 'personal/id1/Annotations/b.json' },
  ])
  expect((await found())[0]?.message).toMatch(/^the labels belong to another photo of this size: b.jpg has changed/) // prettier-ignore
  expect(await open()).toMatchObject({ isOtherPhoto: true, isWritable: false })
  await expect(act('finish')).rejects.toThrow(/photo b is not the one that was labelled/)
  await expect(act('review', 'Bert')).rejects.toMatchObject({ code: 'conflict' })
  await act('reopen')
  await writeFile(photo, before)
  expect([await found(), (await open()).isWritable]).toEqual([[], true])
  await act('finish')
  expect((await act('review', 'Bert')).state).toBe('reviewed')
})

test('a photo whose time and size are the same is not read again', async () => {
  const { photo, found, open, act } = await labelled()
  const bytes = await readFile(photo)
  await writeFile(photo, bytes.fill(1, bytes.length - 8, bytes.length - 4))
  await setTime('2026-01-01', photo)
  expect([await found(), (await open()).isOtherPhoto]).toEqual([[], false])
  await act('review', 'Bert')
  await expect(act('freeze')).rejects.toThrow(/is not the one that was labelled/)
  await setTime('2026-01-02', photo)
  expect([(await found()).length, (await open()).isOtherPhoto]).toEqual([1, true])
})

test('labels that fit the new file are taken over to it, and the record says by whom and from which', async () => {
  const { api, photo, open, replace, accept, found, listed } = await labelled()
  const before = await readFile(photo)
  await replace()
  const replaced = async () =>
    (await api.root.summary()).users.map(({ otherPhotoCount }) => otherPhotoCount)
  expect(await replaced()).toContain(1)
  const { state, record } = await accept()
  expect(state).toBe('done')
  expect(record).toMatchObject({
    photo: { sha256: sha256Of(await readFile(photo)), width: 20, height: 10 },
    annotator: 'Anna',
    earlierPhotos: [{ sha256: sha256Of(before), width: 20, height: 10, by: 'Bert' }],
  })
  expect(await open()).toMatchObject({ isOtherPhoto: false, isWritable: true })
  expect([await found(), await listed()]).toEqual([[], false])
  expect(await replaced()).not.toContain(1)
  expect((await accept()).record?.earlierPhotos).toHaveLength(1)
})

test('labels of another size, and frozen ones, are not taken over', async () => {
  const { photo, act, replace, accept } = await labelled()
  await writePhoto(photo, { width: 24, height: 10 })
  await expect(accept()).rejects.toThrow(/its labels are of 20x10 pixels, the photo has 24x10/)
  await writePhoto(photo, { width: 20, height: 10 })
  await act('review', 'Bert')
  await act('freeze')
  await replace()
  await expect(accept()).rejects.toThrow(/photo b is frozen/)
  await act('unfreeze')
  expect((await accept()).state).toBe('reviewed')
})

test('labels are not taken over while somebody has the photo to paint', async () => {
  const { api, path, replace, accept } = await labelled()
  await api.labels.open({ ...B, editor: ANNA })
  await replace()
  await expect(accept()).rejects.toThrow(/Anna, in another window, has this photo/)
  await api.labels.release({ ...B, editor: ANNA, root: path })
  expect((await accept()).record?.earlierPhotos).toHaveLength(1)
})

test('or it is begun anew, with what was labelled kept aside', async () => {
  const { api, replace, found } = await labelled()
  const begin = () => api.labels.beginAnew({ ...B, editor: ANNA })
  await expect(begin()).rejects.toMatchObject({ code: 'conflict' })
  await replace()
  const { keptAt } = await begin()
  expect(JSON.parse(await readFile(join(keptAt, 'Annotations/b.json'), 'utf8'))).toMatchObject({ state: 'done' }) // prettier-ignore
  const opened = await api.labels.open({ ...B, editor: ANNA })
  expect(opened).toMatchObject({ labelMap: null, isOtherPhoto: false, isWritable: true })
  expect(await found()).toEqual([])
})
