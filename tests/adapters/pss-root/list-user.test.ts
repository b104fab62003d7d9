import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encode } from 'fast-png'
import { expect, test } from 'vitest'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Problem } from '../../../src-main/contract/schemas.ts'
import { halfLabelMap, photoBytes, put, writeMask, writePhoto } from '../photos.ts'
import { openForTest, setTime, smallRoot } from './small-root.ts'

const PHOTOS = 'personal/id1/JPEGImages'
const MASKS = 'personal/id1/SegmentationClass'

async function problemsOf(path: string): Promise<readonly Problem[]> {
  const { root } = await openForTest(path)
  return (await root.listUser('id1')).problems
}

test('each image has its size, state and classes', async () => {
  const { root } = await openForTest(await smallRoot())
  const size = {
    width: 20,
    height: 10,
    orientation: 1,
    activeSeconds: 0,
    isOtherPhoto: false,
    openIssueCount: 0,
    annotator: null,
    isGold: false,
    isAdjudicated: false,
  }
  const labelled = { hasLabelMap: true, labelState: 'done' }
  const bare = { hasLabelMap: false, labelState: 'todo' }
  expect(await root.listUser('id1')).toEqual({
    hasNewPhotos: true,
    validationSplit: null,
    figures: new Map([['a', { pixels: 200, classes: [{ index: 15, pixels: 100, regions: 1 }] }]]),
    images: [
      { name: 'a', photoFile: 'a.jpg', ...size, ...labelled, isInValidationSplit: true, imageLabels: [8], classes: [15] }, // prettier-ignore
      { name: 'b', photoFile: 'b.jpg', ...size, ...bare, isInValidationSplit: false, imageLabels: [12, 15], classes: [12, 15] }, // prettier-ignore
      { name: 'c', photoFile: 'c.jpg', ...size, ...bare, isInValidationSplit: true, imageLabels: null, classes: [] }, // prettier-ignore
    ],
    problems: [],
  })
})

test('unchanged files are not read again, changed ones are', async () => {
  const path = await smallRoot()
  const photo = join(path, PHOTOS, 'b.jpg')
  const mask = join(path, MASKS, 'a.png')
  await setTime('2026-01-01', photo, mask)
  const first = await openForTest(path)
  const before = await first.root.listUser('id1')
  await first.root.close()

  for (const file of [photo, mask]) await writeFile(file, (await readFile(file)).fill(0))
  await setTime('2026-01-01', photo, mask)
  const { root } = await openForTest(path)
  expect(await root.listUser('id1')).toEqual(before)

  await setTime('2026-01-02', photo, mask)
  expect((await root.listUser('id1')).problems.map(({ file }) => file)).toEqual([
    `${PHOTOS}/b.jpg`,
    `${MASKS}/a.png`,
  ])
})

test('images that are no JPEG by their names are left out and counted, other files are nobody’s business', async () => {
  const path = await smallRoot()
  for (const file of ['shot.png', 'raw.CR2', 'notes.txt', '.hidden.png'])
    await put(join(path, PHOTOS, file), 'anything')
  const { root } = await openForTest(path)
  const { images, problems } = await root.listUser('id1')
  expect(images.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  const message =
    'expected photos named .jpg, found other images as well (2, such as raw.CR2), which are left out; ' +
    'import the folder as a new user to convert them'
  expect(problems).toMatchObject([{ kind: 'unsupported', file: PHOTOS, message }])
})

test('a photo turned by EXIF is listed upright', async () => {
  const path = await smallRoot()
  await writePhoto(join(path, PHOTOS, 'd.jpg'), { width: 20, height: 10, orientation: 6 })
  const { root } = await openForTest(path)
  const listed = (await root.listUser('id1')).images.find(({ name }) => name === 'd')
  expect([listed?.width, listed?.height, listed?.orientation]).toEqual([10, 20, 6])
})

test('masks drawn upright or on the stored pixels both fit a turned photo', async () => {
  const path = await smallRoot()
  await writePhoto(join(path, PHOTOS, 'd.jpg'), { width: 20, height: 10, orientation: 6 })
  const { root } = await openForTest(path)
  const image = { domain: 'user', user: 'id1', name: 'd' } as const
  await writeMask(join(path, MASKS, 'd.png'), halfLabelMap(20, 10, 15))
  const turned = await root.readLabelMap(image)
  expect([turned?.labelMap.width, turned?.labelMap.height]).toEqual([10, 20])
  expect([...turned!.labelMap.data]).toEqual([
    ...new Array<number>(100).fill(15),
    ...new Array<number>(100).fill(0),
  ])
  await writeMask(join(path, MASKS, 'd.png'), halfLabelMap(10, 20, 15))
  expect((await root.readLabelMap(image))?.labelMap).toEqual(halfLabelMap(10, 20, 15))
})

test('a mask of another size names both sizes', async () => {
  const path = await smallRoot()
  await writeMask(join(path, MASKS, 'a.png'), halfLabelMap(10, 20, 15))
  const message =
    'expected the size of its photo a.jpg, 20x10, found 10x20; ' +
    'draw the mask again or put back the photo it was made for'
  expect(await problemsOf(path)).toMatchObject([
    { kind: 'invalidInput', file: `${MASKS}/a.png`, message },
  ])
  const { root } = await openForTest(path)
  expect((await root.listUser('id1')).images[0]).toMatchObject({ hasLabelMap: false })
  await expect(root.readLabelMap({ domain: 'user', user: 'id1', name: 'a' })).rejects.toMatchObject(
    {
      kind: 'invalidInput',
      message: `${MASKS}/a.png: ${message}`,
    },
  )
})

test('a mask that fits a turned photo neither way names all sizes', async () => {
  const path = await smallRoot()
  await writePhoto(join(path, PHOTOS, 'd.jpg'), { width: 20, height: 10, orientation: 8 })
  await writeMask(join(path, MASKS, 'd.png'), halfLabelMap(8, 8, 15))
  expect(await problemsOf(path)).toMatchObject([
    {
      kind: 'invalidInput',
      file: `${MASKS}/d.png`,
      message:
        'expected the size of its photo d.jpg, 10x20 or 20x10 (as stored, EXIF orientation 8), ' +
        'found 8x8; draw the mask again or put back the photo it was made for',
    },
  ])
})

test('unknown mask values are named with their number of pixels', async () => {
  const path = await smallRoot()
  await writeMask(join(path, MASKS, 'a.png'), halfLabelMap(20, 10, 47))
  expect(await problemsOf(path)).toMatchObject([
    {
      kind: 'invalidInput',
      file: `${MASKS}/a.png`,
      message:
        'expected the class values 0 to 20 and 255, found 47 (100 pixels); ' +
        'map these values to classes and import the mask again',
    },
  ])
})

test('an RGB mask is a problem with what to do', async () => {
  const path = await smallRoot()
  const data = new Uint8Array(600)
  for (let i = 0; i < 200; i += 2) data.set(VOC_PALETTE.subarray(45, 48), i * 3)
  await put(join(path, MASKS, 'a.png'), encode({ width: 20, height: 10, data, channels: 3 }))
  expect(await problemsOf(path)).toMatchObject([
    {
      kind: 'invalidInput',
      file: `${MASKS}/a.png`,
      message:
        'expected a palette mask whose values are classes, found an RGB image in the VOC colours; ' +
        'save it again as an 8-bit palette PNG with the VOC palette',
    },
  ])
})

test('truncated, mislabelled and foreign photos are named; the others are listed', async () => {
  const path = await smallRoot()
  const whole = await photoBytes({ width: 200, height: 100 })
  await put(join(path, PHOTOS, 'cut.jpg'), whole.subarray(0, whole.length - 200))
  await put(join(path, PHOTOS, 'head.jpg'), whole.subarray(0, 30))
  await put(join(path, PHOTOS, 'text.jpg'), 'hello')
  await put(join(path, PHOTOS, 'png.jpg'), await photoBytes({ width: 9, height: 5, format: 'png' }))
  const { root } = await openForTest(path)
  const { images, problems } = await root.listUser('id1')
  expect(images.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'png'])
  expect(images[3]).toMatchObject({ width: 9, height: 5 })
  expect(problems).toMatchObject([
    {
      kind: 'corrupt',
      file: `${PHOTOS}/cut.jpg`,
      message: expect.stringMatching(
        /^expected a complete image, but it cannot be decoded \(.+\); replace it by an intact copy$/,
      ) as string,
    },
    {
      kind: 'corrupt',
      file: `${PHOTOS}/head.jpg`,
      message: 'expected a complete JPEG image, but it has no size; replace it by an intact copy',
    },
    {
      kind: 'invalidInput',
      file: `${PHOTOS}/png.jpg`,
      message:
        'expected JPEG as its name says, found PNG; it is used, but other programs may refuse it: ' +
        'save it again as JPEG',
    },
    {
      kind: 'corrupt',
      file: `${PHOTOS}/text.jpg`,
      message: 'expected a JPEG image, found other data; replace it by an intact copy',
    },
  ])
})

test('a HEIC photo with a JPEG name is to be imported', async () => {
  const path = await smallRoot()
  const heic = join(import.meta.dirname, '../images/fixtures/four-colours.heic')
  await put(join(path, PHOTOS, 'd.jpg'), await readFile(heic))
  expect(await problemsOf(path)).toMatchObject([
    {
      kind: 'corrupt',
      file: `${PHOTOS}/d.jpg`,
      message: 'expected a JPEG image, found HEIC; import the folder as a new user to convert it',
    },
  ])
})

test('a photo with data after its end is whole', async () => {
  const path = await smallRoot()
  const whole = await photoBytes({ width: 20, height: 10 })
  await put(join(path, PHOTOS, 'd.jpg'), Buffer.concat([whole, Buffer.from('depth map')]))
  expect(await problemsOf(path)).toEqual([])
})

test('a user without photos is a problem', async () => {
  const path = await smallRoot()
  await rm(join(path, PHOTOS), { recursive: true })
  await rm(join(path, MASKS), { recursive: true })
  await put(join(path, 'personal/id1/imgLabelList.txt'), '')
  await put(join(path, 'personal/id1/val_all.txt'), '')
  const { root } = await openForTest(path)
  expect(await root.listUser('id1')).toMatchObject({
    images: [],
    validationSplit: null,
    figures: new Map(),
    problems: [
      {
        kind: 'notFound',
        file: PHOTOS,
        message: 'expected photos (.jpg), found none; put JPEG photos there or import a folder',
      },
    ],
  })
})

test('lists that name missing photos and masks without photo are problems', async () => {
  const path = await smallRoot()
  await put(
    join(path, 'personal/id1/imgLabelList.txt'),
    '/JPEGImages/a.jpg:cat\n/JPEGImages/x.jpg:cat\n',
  )
  await writeMask(join(path, MASKS, 'y.png'), createLabelMap(2, 2))
  expect(await problemsOf(path)).toMatchObject([
    {
      kind: 'notFound',
      file: `${MASKS}/y.png`,
      message: `expected a photo named "y" for ${MASKS}/y.png, found none; put it back or move them away`,
    },
    {
      kind: 'notFound',
      file: 'personal/id1/imgLabelList.txt',
      message: `names a photo that is not in ${PHOTOS}: x; remove the lines or put the photos there`,
    },
  ])
})

test.each(['/JPEGImages/../../secret.jpg:cat', 'C:/photos/JPEGImages/a.jpg:cat'])(
  'a list line that leads outside (%s) is a problem with its number',
  async (line) => {
    const path = await smallRoot()
    await put(join(path, 'personal/id1/imgLabelList.txt'), `/JPEGImages/a.jpg:cat\n${line}\n`)
    expect(await problemsOf(path)).toMatchObject([
      {
        kind: 'invalidInput',
        file: 'personal/id1/imgLabelList.txt',
        message: expect.stringContaining(
          'line 2: expected a path inside the data folder, with forward slashes and no ".."',
        ) as string,
      },
    ])
  },
)

test('two photos of one name are a problem', async () => {
  const path = await smallRoot()
  await writePhoto(join(path, PHOTOS, 'a.jpeg'), { width: 20, height: 10 })
  const [problem] = await problemsOf(path)
  expect(problem).toMatchObject({
    kind: 'invalidInput',
    file: `${PHOTOS}/a.jpg`,
    message:
      'expected one file named "a" (without its extension), found a.jpeg as well, which is used; ' +
      'rename one of them',
  })
})
