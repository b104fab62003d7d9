// Labels of other tools on a real root: what is taken, what is left out and why, and that nothing is half-written.

import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { decodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { encodeRgbPng } from '../../src-main/adapters/images/png-rgb.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import type { OpenedRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { LabelImportReport } from '../../src-main/contract/labels.ts'
import { countValues } from '../../src-main/core/label-map.ts'
import { exportLabels } from '../../src-main/services/label-files/export-labels.ts'
import { importLabels } from '../../src-main/services/label-files/import-labels.ts'
import type { LabelImportRequest } from '../../src-main/services/label-files/import-labels.ts'
import { fullDisk } from '../adapters/broken-disk.ts'
import { halfLabelMap, put, writeMask } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { memoryMachine } from './memory-ports.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'

const FILES = createLabelFiles(nodeFileSystem)

async function take(
  opened: OpenedRoot,
  path: string,
  wish: Partial<LabelImportRequest> = {},
): Promise<LabelImportReport> {
  const request = { user: 'id1', format: 'voc', path, classes: {}, isReplacing: false, isDryRun: false, ...wish } as const // prettier-ignore
  let report: LabelImportReport | null = null
  for await (const event of importLabels(FILES, { ...opened, machine: memoryMachine() }, request)) {
    if (event.type === 'finished') report = event.report
  }
  return report!
}

function outcomes({ rows }: LabelImportReport): (string | null)[][] {
  return rows.map(({ name, outcome, detail }) => [name, outcome, detail])
}

test('every image of an import says what becomes of it', async () => {
  const root = await smallRoot()
  const opened = await openForTest(root)
  const labels = await temporaryFolder()
  await writeMask(join(labels, 'a.png'), halfLabelMap(20, 10, 8))
  await writeMask(join(labels, 'b.png'), halfLabelMap(10, 20, 8))
  await writeMask(join(labels, 'stranger.png'), halfLabelMap(20, 10, 8))
  await put(
    join(labels, 'c.png'),
    await encodeRgbPng({ width: 20, height: 10, data: new Uint8Array(600).fill(7) }),
  )
  const report = await take(opened, labels)
  expect(outcomes(report)).toEqual([
    ['a', 'kept', null],
    ['b', 'otherSize', '10 × 20 ≠ 20 × 10'],
    ['c', 'unknownClass', 'colour 7,7,7'],
    ['stranger', 'noPhoto', null],
  ])
  expect(report.classes).toEqual([
    { name: 'colour 7,7,7', className: null, pixels: 200, images: 1 },
    { name: 'background', className: 'background', pixels: 100, images: 1 },
    { name: 'cat', className: 'cat', pixels: 100, images: 1 },
  ])
  expect(report.rows[0]).toMatchObject({ labelledPixels: 100, replacedPixels: 100 })
  expect(await readdir(join(root, 'personal/id1/SegmentationClass'))).toEqual(['a.png'])

  const wish = { isReplacing: true, classes: { 'colour 7,7,7': 'void' } }
  expect(outcomes(await take(opened, labels, wish)).slice(0, 3)).toEqual([
    ['a', 'replaces', null],
    ['b', 'otherSize', '10 × 20 ≠ 20 × 10'],
    ['c', 'new', null],
  ])
  const stored = await opened.root.readLabelMap({ domain: 'user', user: 'id1', name: 'c' })
  expect([...new Set(stored?.labelMap.data)]).toEqual([255])
  const list = await readFile(join(root, 'personal/id1/val_all.txt'), 'utf8')
  expect(list).toContain('/SegmentationClass/c.png')
})

test('two files for one photo are both left out', async () => {
  const opened = await openForTest(await smallRoot())
  const labels = await temporaryFolder()
  await writeMask(join(labels, 'one/SegmentationClass/b.png'), halfLabelMap(20, 10, 8))
  await writeMask(join(labels, 'two/SegmentationClass/b.png'), halfLabelMap(20, 10, 9))
  expect(outcomes(await take(opened, labels))).toEqual([
    ['b', 'twice', null],
    ['b', 'twice', null],
  ])
})

test('a choice that is no class is refused before anything is read', async () => {
  const opened = await openForTest(await smallRoot())
  await expect(take(opened, '/no/such/folder', { classes: { x: 'hound' } })).rejects.toMatchObject({
    kind: 'invalidInput',
  })
})

test('a damaged mask of the photo itself is not written over', async () => {
  const root = await smallRoot()
  await put(join(root, 'personal/id1/SegmentationClass/b.png'), 'not a PNG')
  const opened = await openForTest(root)
  const labels = await temporaryFolder()
  await writeMask(join(labels, 'b.png'), halfLabelMap(20, 10, 8))
  const report = await take(opened, labels, { isReplacing: true })
  expect(report.rows[0]).toMatchObject({ outcome: 'unreadable' })
  expect(report.rows[0]?.detail).toContain('personal/id1/SegmentationClass/b.png')
})

test('a disk that fills up leaves whole masks alone', async () => {
  const root = await smallRoot()
  const labels = await temporaryFolder()
  await writeMask(join(labels, 'b.png'), halfLabelMap(20, 10, 8))
  const opened = await openForTest(root, { fileSystem: fullDisk() })
  await expect(take(opened, labels)).rejects.toMatchObject({ kind: 'io' })
  expect(await readdir(join(root, 'personal/id1/SegmentationClass'))).toEqual(['a.png'])
})

test('an export says what it could not carry, and never writes over a file', async () => {
  const root = await smallRoot()
  await writeMask(join(root, 'personal/id1/SegmentationClass/b.png'), halfLabelMap(20, 10, 255))
  await put(join(root, 'personal/id1/SegmentationClass/c.png'), 'not a PNG')
  const opened = await openForTest(root)
  const path = join(await temporaryFolder(), 'labels.json')
  const request = { user: 'id1', format: 'coco', path, voidRingPx: 0, choices: [] } as const
  const written = await exportLabels(FILES, opened, request)
  expect(written).toMatchObject({ path, imageCount: 2, notes: { namedVoidPixels: 100 } })
  expect(written.skipped.map(({ file }) => file)).toEqual(['c'])
  const bytes = await readFile(path)
  await expect(exportLabels(FILES, opened, request)).rejects.toMatchObject({ kind: 'conflict' })
  expect(await readFile(path)).toEqual(bytes)
})

test('a user without masks has nothing to export, and no file appears', async () => {
  const root = await smallRoot()
  await put(join(root, 'personal/id1/SegmentationClass/a.png'), 'not a PNG')
  const opened = await openForTest(root)
  const folder = await temporaryFolder()
  for (const [format, name] of [
    ['labelme', 'out'],
    ['cvat', 'out.zip'],
  ] as const) {
    const request = { user: 'id1', format, path: join(folder, name), voidRingPx: 0, choices: [] }
    await expect(exportLabels(FILES, opened, request)).rejects.toMatchObject({ kind: 'notFound' })
  }
  expect(await readdir(folder)).toEqual([])
})

test('a ring of void is in the copy, counted, and not in the mask', async () => {
  const root = await smallRoot()
  const opened = await openForTest(root)
  const mask = join(root, 'personal/id1/SegmentationClass/a.png')
  const before = await readFile(mask)
  const path = join(await temporaryFolder(), 'out')
  const written = await exportLabels(FILES, opened, {
    user: 'id1',
    format: 'voc',
    path,
    voidRingPx: 3,
    choices: [],
  })
  // The left half of 20 x 10 pixels is a cat: three columns of the right half are its ring.
  expect(written.notes).toEqual({ ringPixels: 30 })
  const copied = await decodeLabelPng(await readFile(join(path, 'SegmentationClass/a.png')), 'a')
  expect([...countValues(copied).entries()].filter(([, count]) => count > 0)).toEqual([
    [0, 70],
    [15, 100],
    [255, 30],
  ])
  expect(await readFile(mask)).toEqual(before)
})

test('a choice that another format has is refused before anything is read', async () => {
  const opened = await openForTest(await smallRoot())
  const path = join(await temporaryFolder(), 'out')
  const request = { user: 'id1', format: 'coco', path, voidRingPx: 0 } as const
  await expect(exportLabels(FILES, opened, { ...request, choices: ['polygons'] })).rejects.toThrow(
    'expected of COCO componentMasks, got "polygons"',
  )
})
