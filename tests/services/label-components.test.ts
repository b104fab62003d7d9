// A noisy mask exported by component: counted before it is written, joined or left out as a person says, and never so
// many annotations that nobody asked for.

import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import type { LabelExport } from '../../src-main/contract/labels.ts'
import { EVERY_COMPONENT } from '../../src-main/core/label-files/component-wish.ts'
import type { ComponentWish } from '../../src-main/core/label-files/component-wish.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { exportLabels } from '../../src-main/services/label-files/export-labels.ts'
import type { LabelExportRequest } from '../../src-main/services/label-files/export-labels.ts'
import { fullDisk } from '../adapters/broken-disk.ts'
import { writeMask } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { finishedReport } from './finished-report.ts'

const FILES = createLabelFiles(nodeFileSystem)

/** Every fourth pixel of 20 x 10 is a cat of its own, apart from each other; one cat has 40 pixels. */
function noisyMask() {
  const mask = createLabelMap(20, 10)
  for (let y = 0; y < 10; y++) {
    for (let x = 0; x < 20; x++) {
      if (y >= 8 || (x % 2 === 0 && y % 2 === 0 && y < 7)) mask.data[y * 20 + x] = 8
    }
  }
  return mask
}
/** Four rows of ten pixels each, and the large one. */
const COMPONENTS = 41

interface Made extends LabelExport {
  readonly folder: string
}

async function make(
  wish: Partial<ComponentWish>,
  more: Partial<LabelExportRequest> = {},
  files = FILES,
): Promise<Made> {
  const root = await smallRoot()
  await writeMask(join(root, 'personal/id1/SegmentationClass/b.png'), noisyMask())
  const opened = await openForTest(root)
  const folder = await temporaryFolder()
  const path = join(folder, 'labels.json')
  const components = { ...EVERY_COMPONENT, ...wish }
  const request = { user: 'id1', format: 'coco', path, voidRingPx: 0, choices: ['componentMasks'], components, isDryRun: false, ...more } as const // prettier-ignore
  try {
    return { ...(await finishedReport(exportLabels(files, opened, request))), folder }
  } catch (error) {
    expect(await readdir(folder)).toEqual([])
    throw error
  }
}

interface Annotation {
  readonly image_id: number
  readonly area: number
}

async function annotationsOf({ path }: Made): Promise<Annotation[]> {
  const content = JSON.parse(await readFile(path, 'utf8')) as { annotations: Annotation[] }
  return content.annotations
}

test('each component is an annotation, counted with the mask that has the most', async () => {
  const made = await make({})
  expect(made.annotations).toEqual({
    count: COMPONENTS + 1,
    busiest: { name: 'b', count: COMPONENTS },
  })
  expect(await annotationsOf(made)).toHaveLength(COMPONENTS + 1)
  expect(made.byteCount).toBe((await readFile(made.path)).length)
  expect(made.notes.joinedComponents).toBeUndefined()
})

test('a dry run comes to the same numbers, above any limit, and writes nothing', async () => {
  const written = await make({})
  const dry = await make({ mostAnnotations: 3 }, { isDryRun: true })
  expect([dry.annotations, dry.byteCount]).toEqual([written.annotations, written.byteCount])
  expect(await readdir(dry.folder)).toEqual([])
})

test('small components share an annotation of their class, and no pixel is lost', async () => {
  const made = await make({ smallestPx: 2 })
  const ofNoisy = (await annotationsOf(made)).filter(({ image_id: id }) => id === 2)
  expect(ofNoisy.map(({ area }) => area).sort()).toEqual([40, 40])
  expect(made.notes).toMatchObject({ joinedComponents: 40 })
})

test('small components are left out where a person asks for it, and the pixels are counted', async () => {
  const made = await make({ smallestPx: 2, small: 'leftOut' })
  expect((await annotationsOf(made)).map(({ area }) => area)).toEqual([100, 40])
  expect(made.notes).toMatchObject({ leftOutComponents: 40, leftOutPixels: 40 })
})

test('more annotations than allowed end the export: the mask is named, no file is left', async () => {
  await expect(make({ mostAnnotations: 41 })).rejects.toMatchObject({
    kind: 'invalidInput',
    message: expect.stringContaining('"b" has the most, 41') as string,
  })
  expect((await make({ mostAnnotations: 42 })).annotations?.count).toBe(42)
})

test('small components are no wish where each class has one mask', async () => {
  await expect(make({ smallestPx: 2 }, { choices: [] })).rejects.toMatchObject({
    kind: 'invalidInput',
  })
})

test('a full disk leaves no half of a large file', async () => {
  await expect(make({}, {}, createLabelFiles(fullDisk()))).rejects.toMatchObject({ kind: 'io' })
})
