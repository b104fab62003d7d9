// Labels of a photo as stored, before EXIF turned it: every format, every way to lie on its side.

import { expect, test } from 'vitest'
import { encodeRgbPng } from '../../../src-main/adapters/images/png-rgb.ts'
import { turnUpright, uprightSize } from '../../../src-main/adapters/images/orientation.ts'
import { resolveNames } from '../../../src-main/core/label-files/class-table.ts'
import { LABEL_FORMATS } from '../../../src-main/core/label-files/formats.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { readAll, writeAll } from './memory-source.ts'

const STORED = createLabelMap(3, 2, Uint8Array.of(1, 2, 3, 15, 0, 255))

test.each(LABEL_FORMATS)(
  '%s: labels of a lying photo are turned like it, and marked',
  async (format) => {
    const files = await writeAll(format, { a: STORED })
    for (const orientation of [5, 6, 7, 8]) {
      const photo = { ...uprightSize(STORED, orientation), orientation }
      const [read] = await readAll(format, files, () => photo)
      if (read?.kind !== 'labels') throw new Error(`a is ${read?.kind}`)
      expect(read.remarks).toEqual(['turned'])
      expect(resolveNames(read.labels, new Map()).labelMap).toEqual(
        turnUpright(STORED, orientation),
      )
    }
  },
)

test('labels that fit upright, or not at all, are not turned', async () => {
  const files = await writeAll('voc', { a: STORED })
  const read = async (width: number, height: number, orientation: number) =>
    (await readAll('voc', files, () => ({ width, height, orientation })))[0]
  expect(await read(3, 2, 6)).toMatchObject({ kind: 'labels', remarks: [] })
  expect(await read(3, 2, 3)).toMatchObject({ kind: 'labels', remarks: [] })
  expect(await read(2, 3, 1)).toMatchObject({ kind: 'otherSize' })
  expect(await read(4, 6, 6)).toMatchObject({ kind: 'otherSize' })
})

test('colours are remarked where the format has values', async () => {
  const bytes = await encodeRgbPng({ width: 1, height: 1, data: Uint8Array.of(192, 128, 128) })
  const files = [{ name: 'SegmentationClass/a.png', bytes }]
  const photo = () => ({ width: 1, height: 1 })
  expect((await readAll('voc', files, photo))[0]).toMatchObject({ remarks: ['inColours'] })
  expect((await readAll('cvat', files, photo))[0]).toMatchObject({ remarks: [] })
})
