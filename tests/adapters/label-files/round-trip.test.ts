// What the studio writes in a format, it reads back to the same pixels: classes, void, single pixels, odd sizes.

import { expect, test } from 'vitest'
import { resolveNames } from '../../../src-main/core/label-files/class-table.ts'
import { LABEL_FORMATS, LABEL_FORMAT_FACTS } from '../../../src-main/core/label-files/formats.ts'
import type { LabelFormat } from '../../../src-main/core/label-files/formats.ts'
import { createLabelMap } from '../../../src-main/core/label-map.ts'
import type { LabelMap } from '../../../src-main/core/label-map.ts'
import { fc } from '../../core/arbitraries.ts'
import { readAll, writeAll } from './memory-source.ts'

const VALUES = [...Array.from({ length: 21 }, (_, value) => value), 255]

/** Every class and void; most pixels of few values, as masks are, and lonely ones of any. */
const anyLabelMap: fc.Arbitrary<LabelMap> = fc
  .tuple(fc.integer({ min: 1, max: 23 }), fc.integer({ min: 1, max: 19 }))
  .chain(([width, height]) =>
    fc
      .array(fc.oneof(fc.constantFrom(0, 0, 15), fc.constantFrom(...VALUES)), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((values) => createLabelMap(width, height, Uint8Array.from(values))),
  )

async function thereAndBack(format: LabelFormat, labelMaps: Record<string, LabelMap>) {
  const files = await writeAll(format, labelMaps)
  const read = await readAll(format, files, (name) => labelMaps[name] ?? null)
  const back = read.map((image) => {
    if (image.kind !== 'labels') throw new Error(`${image.name} is ${image.kind}`)
    return [image.name, resolveNames(image.labels, new Map()).labelMap] as const
  })
  return Object.fromEntries(back)
}

test.each(LABEL_FORMATS)('%s keeps every pixel', async (format) => {
  expect(LABEL_FORMAT_FACTS[format].isExact).toBe(true)
  await fc.assert(
    fc.asyncProperty(anyLabelMap, anyLabelMap, async (a, b) => {
      const labelMaps = { 'photo-a': a, b_2: b }
      expect(await thereAndBack(format, labelMaps)).toEqual(labelMaps)
    }),
    { numRuns: 40 },
  )
})

test.each(LABEL_FORMATS)('%s keeps images of one value alone', async (format) => {
  for (const value of [0, 1, 20, 255]) {
    const labelMaps = { a: createLabelMap(3, 2, new Uint8Array(6).fill(value)) }
    expect(await thereAndBack(format, labelMaps)).toEqual(labelMaps)
  }
})

test.each(LABEL_FORMATS)('%s is written the same twice', async (format) => {
  const labelMaps = { a: createLabelMap(3, 2, Uint8Array.of(0, 255, 7, 7, 20, 0)) }
  expect(await writeAll(format, labelMaps)).toEqual(await writeAll(format, labelMaps))
})
