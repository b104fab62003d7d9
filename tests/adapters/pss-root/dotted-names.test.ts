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
  const { root, journals, artifacts } = await openForTest(path)
  await root.changeLabelRecord({ ...USER, name: 'b' }, async ({ photo }) =>
    newRecord(await photo(), false),
  )
  await rename(join(path, RECORDS, 'b.json'), join(path, RECORDS, 'IMG.json'))
  await writeMask(join(path, `${MASKS}.second/IMG.png`), halfLabelMap(20, 10, 15))
  await journals.append({ ...USER, name: 'IMG' }, 0, Uint8Array.of(1))
  await journals.append({ ...USER, name: 'IMG', whose: 'second.0a' }, 0, Uint8Array.of(1))
  await artifacts.appendLine('active-time/id1/IMG.jsonl', '{}')
  await put(join(path, 'personal/id1/SegmentationClass.zip'), 'of a person, and no folder')
  const { problems } = await root.listUser('id1')
  const before = (files: string, photo: string): string =>
    `${files}, found none; names ended at the first dot before: if they are of "${photo}" and it has none of its own, ` +
    `close the studio and call all of them "${photo}" with their endings, or else move them away`
  const files = [
    `${MASKS}/IMG.png`,
    `${RECORDS}/IMG.json`,
    `${MASKS}.second/IMG.png`,
    '.pss-studio/journals/id1/IMG.journal',
    '.pss-studio/journals/id1/second.0a/IMG.journal',
    '.pss-studio/active-time/id1/IMG.jsonl',
  ]
  expect(problems.filter(({ kind }) => kind === 'notFound').slice(0, 2)).toMatchObject([
    { file: `${MASKS}/IMG.png`, message: before(`expected a photo named "IMG" for ${files.join(', ')}`, 'IMG.2021') }, // prettier-ignore
    { file: `${MASKS}/a.jpg.png`, message: before(`expected a photo named "a.jpg" for ${MASKS}/a.jpg.png`, 'a') }, // prettier-ignore
  ])
})

test('files of the old name that are called by the new one are those of the photo', async () => {
  const path = await smallRoot()
  await writePhoto(join(path, PHOTOS, 'IMG.2021.jpg'), { width: 20, height: 10 })
  const { journals, root } = await openForTest(path)
  await journals.append({ ...USER, name: 'IMG' }, 0, Uint8Array.of(1))
  await journals.append({ ...USER, name: 'gone' }, 0, Uint8Array.of(1))
  expect((await root.listUser('id1')).problems).toMatchObject([
    { file: '.pss-studio/journals/id1/IMG.journal' },
  ])
  const folder = join(path, '.pss-studio/journals/id1')
  await rename(join(folder, 'IMG.journal'), join(folder, 'IMG.2021.journal'))
  expect((await root.listUser('id1')).problems).toEqual([])
  await put(join(path, 'personal/id1/Provenance'), 'no folder')
  const { problems, images } = await root.listUser('id1')
  expect(problems).toMatchObject([{ kind: 'io', file: 'personal/id1', message: expect.stringContaining('Provenance') as string }]) // prettier-ignore
  expect(images).toHaveLength(4)
  expect(await journals.read({ ...USER, name: 'IMG.2021' })).toEqual(Buffer.of(1))
  await journals.close()
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
