import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { halfLabelMap, put, writeMask } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'

const LIST = 'VOC2012/ImageSets/Segmentation/train_aug.txt'

test('pairs without photo or mask are left out and named', async () => {
  const path = await smallRoot()
  await put(join(path, LIST), 's1\ns2\nnone\n')
  await rm(join(path, 'VOC2012/SegmentationClassAug/s2.png'))
  const { root } = await openForTest(path)
  expect(await root.listSource()).toMatchObject({
    names: ['s1'],
    problems: [
      {
        kind: 'notFound',
        file: LIST,
        message:
          'names a photo that is not in VOC2012/JPEGImages: none; remove the lines or put the photos there',
      },
      {
        kind: 'notFound',
        file: LIST,
        message:
          'names a mask that is not in VOC2012/SegmentationClassAug: s2; remove the lines or put the masks there',
      },
    ],
  })
})

test('a list with a path that leads outside is not used', async () => {
  const path = await smallRoot()
  await put(join(path, LIST), 's1\n/JPEGImages/../../x.jpg /SegmentationClassAug/x.png\n')
  const { root } = await openForTest(path)
  const { names, problems } = await root.listSource()
  expect(names).toEqual([])
  expect(problems).toMatchObject([
    {
      kind: 'invalidInput',
      file: LIST,
      message: expect.stringMatching(/line 2: expected a path inside the data folder/) as string,
    },
  ])
})

test('without a list no source photo is used, and the root says so', async () => {
  const path = await smallRoot()
  await rm(join(path, LIST))
  const { root } = await openForTest(path)
  expect(await root.listSource()).toMatchObject({
    names: [],
    problems: [
      {
        kind: 'notFound',
        file: LIST,
        message:
          'expected the list of the labelled source photos, found none, so that no source photo is used; ' +
          'put VOC’s list there, one photo name a line',
      },
    ],
  })
})

test('plain VOC with its own masks and list is read', async () => {
  const path = await smallRoot()
  await rm(join(path, LIST))
  await rm(join(path, 'VOC2012/SegmentationClassAug'), { recursive: true })
  await put(join(path, 'VOC2012/ImageSets/Segmentation/train.txt'), 's1\n')
  await writeMask(join(path, 'VOC2012/SegmentationClass/s1.png'), halfLabelMap(12, 12, 3))
  const { root } = await openForTest(path)
  expect((await root.listSource()).names).toEqual(['s1'])
  const mask = await root.readLabelMap({ domain: 'source', name: 's1' })
  expect(mask?.labelMap).toEqual(halfLabelMap(12, 12, 3))
  expect(
    (await root.readPixels({ domain: 'source', name: 's1' }, { width: 3, height: 2 })).data,
  ).toHaveLength(18)
})
