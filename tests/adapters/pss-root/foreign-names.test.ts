// Photos whose names are a trouble: elsewhere, or to the studio itself.

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writePhoto } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'

const PHOTOS = 'personal/id1/JPEGImages'

async function listWith(...files: readonly string[]) {
  const path = await smallRoot()
  for (const file of files) await writePhoto(join(path, PHOTOS, file), { width: 20, height: 10 })
  const { images, problems } = await (await openForTest(path)).root.listUser('id1')
  return { names: images.map(({ name }) => name), problems }
}

// Elsewhere these files cannot be made.
const onLinux = test.runIf(process.platform === 'linux')

onLinux('names that other systems take for one are all listed, and told once', async () => {
  const { names, problems } = await listWith('A.jpg', 'img_1.jpg', 'IMG_1.JPG', 'Img_1.jpg')
  expect(names).toEqual(['A', 'IMG_1', 'Img_1', 'a', 'b', 'c', 'img_1'])
  expect(problems).toEqual([
    expect.objectContaining({
      kind: 'conflict',
      file: PHOTOS,
      message:
        'expected names that differ in more than upper and lower case, found 3 that do not ("a" beside "A", "Img_1" beside ' +
        '"IMG_1", "img_1" beside "IMG_1"), and Windows and macOS keep one file of two such names; rename such a photo with ' +
        'its labels before the files go there',
    }),
  ])
})

onLinux(
  'names that differ in their Unicode normalisation are one on macOS, and told once',
  async () => {
    const { names, problems } = await listWith('caf\u00e9.jpg', 'cafe\u0301.jpg', 'CAFE\u0301.jpg')
    expect(names).toEqual(['CAFE\u0301', 'a', 'b', 'c', 'cafe\u0301', 'caf\u00e9'])
    expect(
      problems.map(({ kind, file, message }) => [kind, file, message.split(' (').at(-1)]),
    ).toEqual([
      [
        'conflict',
        PHOTOS,
        expect.stringContaining('"cafe\u0301" beside "CAFE\u0301"), and Windows and'),
      ],
      [
        'conflict',
        PHOTOS,
        expect.stringContaining('"caf\u00e9" beside "CAFE\u0301"), and macOS keeps'),
      ],
    ])
  },
)

onLinux('of many such names five are shown', async () => {
  const { problems } = await listWith(...Array.from({ length: 7 }, (_, at) => `1${at}:30.jpg`))
  expect(problems[0]?.message).toContain(
    'found 7 that it cannot ("10:30", "11:30", "12:30", "13:30", "14:30", …)',
  )
})

onLinux('names that Windows cannot have are listed, and told once', async () => {
  const { names, problems } = await listWith('aux.2021.jpg', '12:30.jpg', 'end..jpg')
  expect(names).toEqual(['12:30', 'a', 'aux.2021', 'b', 'c', 'end.'])
  expect(problems).toEqual([
    expect.objectContaining({
      kind: 'unsupported',
      file: PHOTOS,
      message:
        'expected names that Windows can have, found 2 that it cannot ("12:30", "aux.2021"); rename such a photo with its ' +
        'labels before the files go there',
    }),
  ])
})

onLinux('photos whose names no list or address can hold are left out, and told once', async () => {
  const { names, problems } = await listWith(
    'a\\b.jpg',
    'd:rive.jpg',
    'two\nlines.jpg',
    `${'x'.repeat(201)}.jpg`,
  )
  expect(names).toEqual(['a', 'b', 'c'])
  expect(problems).toEqual([
    expect.objectContaining({
      kind: 'unsupported',
      file: PHOTOS,
      message:
        'expected names of photos with at most 200 bytes in UTF-8 (a Chinese character has 3), no "\\", no line break and no ' +
        'drive such as "d:" in front, found others (4, such as a\\b.jpg), which are left out; rename them with their labels',
    }),
  ])
})
