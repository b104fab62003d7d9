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
        'expected names that differ in more than upper and lower case, found 3 that do not, such as "a" beside "A", ' +
        'and Windows and macOS keep one file of the two; rename such a photo with its labels before the folder goes there',
    }),
  ])
})

onLinux('names that Windows cannot have are listed, and told once', async () => {
  const { names, problems } = await listWith('aux.2021.jpg', '12:30.jpg', 'end..jpg')
  expect(names).toEqual(['12:30', 'a', 'aux.2021', 'b', 'c', 'end.'])
  expect(problems).toEqual([
    expect.objectContaining({
      kind: 'unsupported',
      file: PHOTOS,
      message:
        'expected names that Windows can have, found 2 that it cannot, such as "12:30"; rename such a photo with its labels ' +
        'before the folder goes there',
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
        'expected names of photos with at most 200 characters, no "\\", no line break and no drive such as "d:" in ' +
        'front, found others (4, such as a\\b.jpg), which are left out; rename them',
    }),
  ])
})
