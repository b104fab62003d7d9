// What the studio writes in a format, it reads back to the same pixels: classes, void, single pixels, odd sizes.

import { expect, test } from 'vitest'
import { resolveNames } from '../../../src-main/core/label-files/class-table.ts'
import { EVERY_COMPONENT } from '../../../src-main/core/label-files/component-wish.ts'
import { LABEL_FORMATS, LABEL_FORMAT_FACTS } from '../../../src-main/core/label-files/formats.ts'
import type {
  ExportChoice,
  LabelFormat,
  LabelNotes,
} from '../../../src-main/core/label-files/formats.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { fc, photoName } from '../../core/arbitraries.ts'
import { readAll, writeAll } from './memory-source.ts'
import type { MemoryFile } from './memory-source.ts'

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

const namedLabelMaps = fc.uniqueArray(fc.tuple(photoName, anyLabelMap), {
  selector: ([name]) => name,
  minLength: 1,
  maxLength: 3,
})

type Way = readonly [format: LabelFormat, choices: readonly ExportChoice[]]

/** Each format as it is written unless asked otherwise, and with each of its choices. */
const WAYS: readonly Way[] = LABEL_FORMATS.flatMap((format): Way[] => {
  const { choices } = LABEL_FORMAT_FACTS[format]
  return [[format, []], ...choices.map((choice): Way => [format, [choice]])]
})

async function thereAndBack([format, choices]: Way, labelMaps: Record<string, LabelMap>) {
  const files = await writeAll(format, labelMaps, { choices })
  const read = await readAll(format, files, (name) => labelMaps[name] ?? null)
  const back = read.map((image) => {
    if (image.kind !== 'labels') throw new Error(`${image.name} is ${image.kind}`)
    return [image.name, resolveNames(image.labels, new Map()).labelMap] as const
  })
  return Object.fromEntries(back)
}

test.each(WAYS)('%s %j keeps every pixel of photos of any name', async (format, choices) => {
  expect(LABEL_FORMAT_FACTS[format].isExact).toBe(true)
  await fc.assert(
    fc.asyncProperty(namedLabelMaps, async (named) => {
      const labelMaps = Object.fromEntries(named)
      expect(await thereAndBack([format, choices], labelMaps)).toEqual(labelMaps)
    }),
    { numRuns: 40 },
  )
})

test.each(WAYS)(
  '%s %j keeps every class at once, in photos of one row or column',
  async (format, choices) => {
    const prime = [...VALUES, 0]
    const labelMaps = {
      row: createLabelMap(VALUES.length, 1, Uint8Array.from(VALUES)),
      column: createLabelMap(1, VALUES.length, Uint8Array.from(VALUES)),
      primes: createLabelMap(23, 19, Uint8Array.from({ length: 23 * 19 }, (_, i) => prime[(i * 5) % 23]!)), // prettier-ignore
      pixel: createLabelMap(1, 1, Uint8Array.of(255)),
    }
    expect(await thereAndBack([format, choices], labelMaps)).toEqual(labelMaps)
  },
)

test('components keep every pixel, however many of them share an annotation', async () => {
  await fc.assert(
    fc.asyncProperty(anyLabelMap, fc.integer({ min: 2, max: 9 }), async (labelMap, smallestPx) => {
      const components = { ...EVERY_COMPONENT, smallestPx }
      const files = await writeAll('coco', { a: labelMap }, { choices: ['componentMasks'], components }) // prettier-ignore
      const [image] = await readAll('coco', files, () => labelMap)
      const back = image?.kind === 'labels' ? resolveNames(image.labels, new Map()).labelMap : null
      expect(back).toEqual(labelMap)
    }),
    { numRuns: 40 },
  )
})

test.each(WAYS)('%s %j keeps images of one value alone', async (format, choices) => {
  for (const value of [0, 1, 20, 255]) {
    const labelMaps = { a: createLabelMap(3, 2, new Uint8Array(6).fill(value)) }
    expect(await thereAndBack([format, choices], labelMaps)).toEqual(labelMaps)
  }
})

test.each(WAYS)('%s %j is written the same twice', async (format, choices) => {
  const labelMaps = { a: createLabelMap(3, 2, Uint8Array.of(0, 255, 7, 7, 20, 0)) }
  const write = () => writeAll(format, labelMaps, { choices })
  expect(await write()).toEqual(await write())
})

function jsonOf(file: MemoryFile | undefined): unknown {
  return JSON.parse(Buffer.from(file!.bytes).toString())
}

test('COCO gets one mask for a class, or one for each connected region of it', async () => {
  const labelMaps = { a: createLabelMap(4, 1, Uint8Array.of(15, 0, 15, 255)) }
  const written = async (choices: readonly ExportChoice[]) => {
    const [file] = await writeAll('coco', labelMaps, { choices })
    const { annotations } = jsonOf(file) as { annotations: { category_id: number; bbox: number[]; area: number }[] } // prettier-ignore
    return annotations.map(({ category_id: id, area, bbox }) => [id, area, bbox])
  }
  expect(await written([])).toEqual([
    [15, 2, [0, 0, 3, 1]],
    [255, 1, [3, 0, 1, 1]],
  ])
  expect(await written(['componentMasks'])).toEqual([
    [15, 1, [0, 0, 1, 1]],
    [15, 1, [2, 0, 1, 1]],
    [255, 1, [3, 0, 1, 1]],
  ])
})

test('a hole becomes a polygon of background on top in labelme, and is counted', async () => {
  const ring = Uint8Array.of(12, 12, 12, 12, 0, 12, 12, 12, 12)
  const notes: LabelNotes[] = []
  const [file] = await writeAll(
    'labelme',
    { a: createLabelMap(3, 3, ring) },
    { choices: ['polygons'], note: (more) => notes.push(more) },
  )
  const { shapes } = jsonOf(file) as { shapes: object[] }
  expect(shapes).toMatchObject([
    { label: 'dog', shape_type: 'polygon', points: [[0, 0], [3, 0], [3, 3], [0, 3]] }, // prettier-ignore
    { label: '_background_', shape_type: 'polygon', points: [[1, 1], [2, 1], [2, 2], [1, 2]] }, // prettier-ignore
  ])
  expect(notes).toEqual([{ polygonsInHoles: 1 }])
})
