// Photos whose names have dots: a name ends at the last one.

import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newRecord } from '../../../src-main/core/labels/label-record.ts'
import { byPeople, halfLabelMap, put, writeMask, writePhoto } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'

const USER = { domain: 'user', user: 'id1' } as const
const PHOTOS = 'personal/id1/JPEGImages'
const MASKS = 'personal/id1/SegmentationClass'
const RECORDS = 'personal/id1/Annotations'

test('photos with dots in their names are photos of their own, with masks of their own', async () => {
  const path = await smallRoot()
  const names = ['2021.07.14 Wien', 'IMG.2021', 'IMG.2022', 'a.jpg']
  for (const name of names) {
    await writePhoto(join(path, PHOTOS, `${name}.jpg`), { width: 20, height: 10 })
    await writeMask(join(path, MASKS, `${name}.png`), halfLabelMap(20, 10, 15))
  }
  await put(join(path, 'personal/id1/imgLabelList.txt'), 'IMG.2021.jpg:dog\nIMG.2022:cat\n')
  const { images, problems } = await (await openForTest(path)).root.listUser('id1')
  expect(problems).toEqual([])
  expect(images.map(({ name }) => name).sort()).toEqual([...names, 'a', 'b', 'c'].sort())
  const labelled = images.filter(({ hasLabelMap }) => hasLabelMap).map(({ name }) => name)
  expect(labelled.sort()).toEqual([...names, 'a'].sort())
  expect(images.find(({ name }) => name === 'IMG.2021')?.imageLabels).toEqual([12])
  expect(images.find(({ name }) => name === 'IMG.2022')?.imageLabels).toEqual([8])
})

test('labels whose name is cut at the first dot say how they are called now', async () => {
  const path = await smallRoot()
  for (const name of ['IMG.2021', 'IMG.2022']) {
    await writePhoto(join(path, PHOTOS, `${name}.jpg`), { width: 20, height: 10 })
  }
  await writeMask(join(path, MASKS, 'IMG.png'), halfLabelMap(20, 10, 15))
  await rename(join(path, MASKS, 'a.png'), join(path, MASKS, 'a.jpg.png'))
  const { root } = await openForTest(path)
  await root.changeLabelRecord({ domain: 'user', user: 'id1', name: 'b' }, async ({ photo }) =>
    newRecord(await photo(), false),
  )
  await rename(join(path, RECORDS, 'b.json'), join(path, RECORDS, 'IMG.json'))
  const { problems } = await root.listUser('id1')
  const before = 'found none; names ended at the first dot before: if it belongs to'
  expect(problems.slice(0, 3).map(({ file, message }) => [file, message])).toEqual([
    [
      `${MASKS}/IMG.png`,
      `expected a photo named "IMG" for this mask, ${before} IMG.2021, rename it to IMG.2021.png, in Provenance as well, or else move it away`,
    ],
    [
      `${MASKS}/a.jpg.png`,
      `expected a photo named "a.jpg" for this mask, ${before} a, rename it to a.png, in Provenance as well, or else move it away`,
    ],
    [
      `${RECORDS}/IMG.json`,
      `expected a photo named "IMG" for this label record, ${before} IMG.2021, rename it to IMG.2021.json, or else move it away`,
    ],
  ])
})

test('photos whose names have dots keep files of their own, and lists name them whole', async () => {
  const path = await smallRoot()
  const names = ['IMG.2021', 'IMG.2022']
  const list = 'personal/id1/train_cluster80.txt'
  for (const name of names) {
    await writePhoto(join(path, `personal/id1/JPEGImages/${name}.jpg`), { width: 20, height: 10 })
  }
  const { root } = await openForTest(path)
  for (const [at, name] of names.entries()) {
    await root.saveLabelMap({ ...USER, name }, byPeople(halfLabelMap(20, 10, at + 1)), null)
  }
  const groupOf = new Map(['a', 'b', 'c', ...names].map((name) => [name, 3]))
  await root.writeClusterList('id1', { groupCount: 80, groupOf })
  for (const [at, name] of names.entries()) {
    expect((await root.readLabelMap({ ...USER, name }))?.labelMap.data[0]).toBe(at + 1)
    const line = `/JPEGImages/${name}.jpg /SegmentationClass/${name}.png`
    expect(await readFile(join(path, 'personal/id1/val_all.txt'), 'utf8')).toContain(`${line} 0\n`)
    expect(await readFile(join(path, list), 'utf8')).toContain(`${line} 3\n`)
  }
  expect((await root.listUser('id1')).problems).toEqual([])
})
