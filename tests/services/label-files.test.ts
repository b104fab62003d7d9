// Labels of other tools on a real root: what is taken, what is left out and why, and that nothing is half-written.

import { readFile, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { decodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { encodeRgbPng } from '../../src-main/adapters/images/png-rgb.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import type { OpenedRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { LabelExport, LabelImportReport } from '../../src-main/contract/labels.ts'
import { EVERY_COMPONENT } from '../../src-main/core/label-files/component-wish.ts'
import { LABEL_FORMATS } from '../../src-main/core/label-files/formats.ts'
import type { LabelFormat } from '../../src-main/core/label-files/formats.ts'
import { pinRect } from '../../src-main/core/labels/label-issues.ts'
import { countValues } from '../../src-main/core/labels/label-map.ts'
import { exportLabels as exportEvents } from '../../src-main/services/label-files/export-labels.ts'
import { importLabels } from '../../src-main/services/label-files/import-labels.ts'
import type { LabelImportRequest } from '../../src-main/services/label-files/import-labels.ts'
import { addIssue, recordSave } from '../../src-main/services/labelling/label-records.ts'
import { fullDisk } from '../adapters/broken-disk.ts'
import { halfLabelMap, put, writeMask, writePhoto } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { finishedReport } from './finished-report.ts'
import { memoryMachine } from './memory-ports.ts'
import { importPorts } from './small-studio.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'

const FILES = createLabelFiles(nodeFileSystem)
const WHOLE = { user: 'id1', voidRingPx: 0, choices: [], components: EVERY_COMPONENT, isDryRun: false } as const // prettier-ignore

async function take(
  opened: OpenedRoot,
  path: string,
  wish: Partial<LabelImportRequest> = {},
): Promise<LabelImportReport> {
  const request = { user: 'id1', format: 'voc', path, classes: {}, isReplacing: false, isTurning: false, isDryRun: false, ...wish } as const // prettier-ignore
  return finishedReport(importLabels(FILES, importPorts(opened), request))
}

function exportLabels(...wish: Parameters<typeof exportEvents>): Promise<LabelExport> {
  return finishedReport(exportEvents(...wish))
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
  expect(report.rows.map(({ remarks }) => remarks)).toEqual([[], [], ['inColours'], []])
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

test('a mask of a lying photo is named, and turned with it when that is asked for', async () => {
  const root = await smallRoot()
  const photo = join(root, 'personal/id1/JPEGImages/b.jpg')
  await writePhoto(photo, { width: 20, height: 10, orientation: 6 })
  const opened = await openForTest(root)
  const labels = await temporaryFolder()
  // Drawn on the photo as it lies, a cat in its left half: upright, it is the upper one.
  await writeMask(join(labels, 'b.png'), halfLabelMap(20, 10, 8))
  const left = await take(opened, labels)
  expect(outcomes(left)).toEqual([['b', 'turned', '20 × 10 ≠ 10 × 20']])
  expect(left.classes.map(({ name }) => name)).toEqual(['background', 'cat'])
  expect(await readdir(join(root, 'personal/id1/SegmentationClass'))).toEqual(['a.png'])
  const taken = await take(opened, labels, { isTurning: true })
  expect(taken.rows).toMatchObject([{ name: 'b', outcome: 'new', remarks: ['turned'] }])
  const stored = await opened.root.readLabelMap({ domain: 'user', user: 'id1', name: 'b' })
  expect([stored?.labelMap.width, stored?.labelMap.height]).toEqual([10, 20])
  expect([...(stored?.labelMap.data ?? [])].slice(0, 100).every((value) => value === 8)).toBe(true)
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
  const request = { ...WHOLE, format: 'coco', path } as const
  const written = await exportLabels(FILES, opened, request)
  expect(written).toMatchObject({ path, imageCount: 2, notes: { namedVoidPixels: 100 } })
  expect(written.skipped.map(({ file }) => file)).toEqual(['c'])
  const bytes = await readFile(path)
  await expect(exportLabels(FILES, opened, request)).rejects.toMatchObject({ kind: 'conflict' })
  expect(await readFile(path)).toEqual(bytes)
})

test('a file that names its photo names it as it is called in the folder', async () => {
  const root = await smallRoot()
  const photos = join(root, 'personal/id1/JPEGImages')
  await rename(join(photos, 'a.jpg'), join(photos, 'a.JPG'))
  const opened = await openForTest(root)
  const folder = await temporaryFolder()
  const written = async (format: LabelFormat, name: string, file = ''): Promise<unknown> => {
    const path = join(folder, name)
    await exportLabels(FILES, opened, { ...WHOLE, format, path })
    return JSON.parse(await readFile(join(path, file), 'utf8'))
  }
  expect(await written('coco', 'coco.json')).toMatchObject({ images: [{ file_name: 'a.JPG' }] })
  expect(await written('labelme', 'labelme', 'a.json')).toMatchObject({ imagePath: 'a.JPG' })
  expect(await written('coco-panoptic', 'panoptic', 'panoptic.json')).toMatchObject({
    images: [{ file_name: 'a.JPG' }],
  })
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
    const request = { ...WHOLE, format, path: join(folder, name) }
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
    ...WHOLE,
    format: 'voc',
    path,
    voidRingPx: 3,
  })
  // The left half of 20 x 10 pixels is a cat: three columns of the right half are its ring.
  expect(written.notes).toMatchObject({ ringPixels: 30 })
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
  const request = { ...WHOLE, format: 'coco', path } as const
  await expect(exportLabels(FILES, opened, { ...request, choices: ['polygons'] })).rejects.toThrow(
    'expected of COCO componentMasks, got "polygons"',
  )
})

test('photos go along with VOC masks: byte for byte, and turned upright where only a mark says so', async () => {
  const root = await smallRoot()
  const photos = join(root, 'personal/id1/JPEGImages')
  // Stored lying, 20 x 10 upright.
  await writePhoto(join(photos, 'b.jpg'), { width: 10, height: 20, orientation: 6 })
  await writeMask(join(root, 'personal/id1/SegmentationClass/b.png'), halfLabelMap(20, 10, 8))
  const opened = await openForTest(root)
  const path = join(await temporaryFolder(), 'out')
  const written = await exportLabels(FILES, opened, {
    ...WHOLE,
    format: 'voc',
    path,
    choices: ['photos'],
  })
  expect(written.notes).toMatchObject({ photosEncodedAnew: 1 })
  expect(await readdir(join(path, 'JPEGImages'))).toEqual(['a.jpg', 'b.jpg'])
  expect(await readFile(join(path, 'JPEGImages/a.jpg'))).toEqual(
    await readFile(join(photos, 'a.jpg')),
  )
  const turned = await sharp(join(path, 'JPEGImages/b.jpg')).metadata()
  expect([turned.width, turned.height, turned.orientation ?? 1]).toEqual([20, 10, 1])
})

test('a mask whose photo cannot be read is named, and one that is not there is not', async () => {
  const root = await smallRoot()
  await writeMask(join(root, 'personal/id1/SegmentationClass/b.png'), halfLabelMap(20, 10, 8))
  for (const name of ['b.jpg', 'c.jpg']) {
    const photo = join(root, 'personal/id1/JPEGImages', name)
    await put(photo, (await readFile(photo)).subarray(0, 40))
  }
  const path = join(await temporaryFolder(), 'out')
  const request = { ...WHOLE, format: 'voc', path, choices: ['photos'] } as const
  const written = await exportLabels(FILES, await openForTest(root), request)
  expect(written.skipped.map(({ file, kind }) => [file, kind])).toEqual([['b', 'corrupt']])
  expect(await readdir(join(path, 'SegmentationClass'))).toEqual(['a.png'])
})

test('what the studio knows beyond classes is in no file, and the export counts it', async () => {
  const root = await smallRoot()
  const opened = await openForTest(root)
  const ports = { ...opened, machine: memoryMachine() }
  const folder = await temporaryFolder()
  const write = (name: string, format: LabelFormat) =>
    exportLabels(FILES, opened, { ...WHOLE, format, path: join(folder, name) }) // prettier-ignore
  const bytesOf = async (name: string) => {
    const path = join(folder, name)
    const files = (await stat(path)).isDirectory() ? (await readdir(path, { recursive: true, withFileTypes: true })).filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)).sort() : [path] // prettier-ignore
    return Promise.all(files.map((file) => readFile(file)))
  }
  for (const format of LABEL_FORMATS) {
    expect((await write(`before-${format}`, format)).notes).toEqual({ imageLabelPhotos: 2 })
  }
  const { root: files } = opened
  const image = { domain: 'user', user: 'id1', name: 'a' } as const
  const stored = await files.readLabelMap(image)
  const data = stored!.labelMap.data.map((value, i) => (value === 0 ? 0 : i % 20 < 4 ? 3 : 2))
  const labels = { labelMap: stored!.labelMap, provenance: { width: 20, height: 10, data } }
  const work = [{ tool: 'wand', isAssisted: true, seconds: 130, gestures: 1, startedAt: '2026-01-01T10:00:00.000Z' }] // prettier-ignore
  await recordSave(ports, { ...image, image, labels, revision: stored!.revision, annotator: 'ann', work }) // prettier-ignore
  await files.saveLabelMap(image, labels, stored!.revision)
  const region = pinRect({ x: 1, y: 1, width: 2, height: 2 })
  await addIssue(ports, { user: 'id1', name: 'a', annotator: 'ann', kind: 'boundary', classValue: 15, region, comment: '', assignee: null }) // prettier-ignore
  for (const format of LABEL_FORMATS) {
    expect((await write(format, format)).notes).toEqual({
      unlabelledPixels: 100,
      assistedPixels: 60,
      copiedPixels: 40,
      unfinishedMasks: 1,
      openIssues: 1,
      activeMinutes: 3,
      imageLabelPhotos: 2,
    })
    expect(await bytesOf(format)).toEqual(await bytesOf(`before-${format}`))
  }
})
