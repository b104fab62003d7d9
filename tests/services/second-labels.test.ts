// Blind double labelling on a real root, through the contract.

import { join } from 'node:path'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { HEAT_SIDE } from '../../src-main/core/agreement/disagreement-heat.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { PROVENANCE, createProvenance } from '../../src-main/core/labels/provenance.ts'
import type { ProvenancePlane } from '../../src-main/core/labels/provenance.ts'
import { decodeLabelMap, encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap } from '../adapters/photos.ts'
import { readAgreement } from './read-agreement.ts'
import { openSmallStudio } from './small-studio.ts'

const A = { user: 'id1', name: 'a' } as const

async function openStudio() {
  const { path, api } = await openSmallStudio()
  await api.root.configure({ secondShare: 1 })
  return {
    api,
    path,
    /** The second mask of photo a, done. */
    async second(labelMap: LabelMap, annotator = 'bob', plane: ProvenancePlane | null = null) {
      const { revision } = await api.labels.open({ ...A, blindBy: annotator })
      const provenance = plane && encodeLabelMap(plane)
      const mask = { labelMap: encodeLabelMap(labelMap), provenance, revision }
      await api.labels.save({ ...A, blindBy: annotator, ...mask })
      await api.secondLabels.finish({ ...A, annotator })
    },
    truth: async () => decodeLabelMap((await api.labels.open(A)).labelMap!),
  }
}

/** The first mask of the small root, with `value` in its last column. */
function withLastColumn(value: number): LabelMap {
  const map = halfLabelMap(20, 10, 15)
  for (let y = 0; y < 10; y++) map.data[y * 20 + 19] = value
  return map
}

test('a second person starts from an empty mask and never gets the first', async () => {
  const { api } = await openStudio()
  const opened = await api.labels.open({ ...A, blindBy: 'bob' })
  expect(opened).toMatchObject({ labelMap: null, revision: null, isWritable: true })
  await expect(api.secondLabels.pair(A)).rejects.toMatchObject({ code: 'conflict' })
})

test('the first annotator, a third person and a photo that is not drawn are refused', async () => {
  const { api, second } = await openStudio()
  const photo = { user: 'id1', name: 'c' }
  const labelMap = encodeLabelMap(createLabelMap(20, 10))
  await api.labels.save({ ...photo, labelMap, provenance: null, revision: null, annotator: 'ann' })
  await expect(api.labels.open({ ...photo, blindBy: 'ann' })).rejects.toMatchObject({ code: 'conflict' }) // prettier-ignore
  await second(withLastColumn(3))
  await expect(api.labels.open({ ...A, blindBy: 'eve' })).rejects.toThrow('a second time by bob') // prettier-ignore
  await expect(api.labels.open({ user: 'id1', name: 'b', blindBy: 'bob' })).rejects.toMatchObject({ code: 'invalidInput' }) // prettier-ignore
  await api.root.configure({ secondShare: 0 })
  expect((await readAgreement(api, { user: 'id1' })).photos).toEqual([])
})

test('a finished second mask is read-only, lies beside the first, and the two are compared', async () => {
  const { api, path, second, truth } = await openStudio()
  const before = await truth()
  await second(withLastColumn(3))
  expect(await api.labels.open({ ...A, blindBy: 'bob' })).toMatchObject({ isWritable: false }) // prettier-ignore
  await expect(second(withLastColumn(4))).rejects.toMatchObject({ code: 'conflict' })
  expect(await truth()).toEqual(before)
  const bytes = (folder: string) => readFile(join(path, `personal/id1/${folder}/a.png`))
  expect(await bytes('SegmentationClass.first')).toEqual(await bytes('SegmentationClass'))
  const { photos, miou, classes, pixelAgreement } = await readAgreement(api, { user: 'id1' }) // prettier-ignore
  expect(photos.find(({ name }) => name === 'a')).toMatchObject({ state: 'done', annotator: 'bob' })
  // 100 px each side: the second gives 10 px of background to class 3.
  expect(miou).toMatchObject({ n: 1 })
  expect(miou?.mean).toBeCloseTo((0.9 + 1 + 0) / 3)
  expect(classes.map(({ index, n }) => [index, n])).toEqual([
    [0, 1],
    [3, 1],
    [15, 1],
  ])
  expect(pixelAgreement).toBeCloseTo(0.95)
})

test('it is told which pair is compared and how many there are, and whoever stops waiting ends it', async () => {
  const { api, second } = await openStudio()
  await second(withLastColumn(3))
  const told: string[] = []
  for await (const event of await api.secondLabels.agreement({ user: 'id1' })) {
    told.push(event.type === 'progress' ? `${event.done} of ${event.total}: ${event.file}` : event.type) // prettier-ignore
  }
  expect(told).toEqual(['0 of 1: a', 'finished'])
  const left = readAgreement(api, { user: 'id1' }, AbortSignal.abort())
  await expect(left).rejects.toMatchObject({ code: 'cancelled' })
})

test('where one of them has labelled nothing the two neither agree nor differ', async () => {
  const { api, second } = await openStudio()
  const [map, plane] = [withLastColumn(0), createProvenance(20, 10, PROVENANCE.human)]
  // The upper five rows.
  map.data.fill(0, 0, 100)
  plane.data.fill(PROVENANCE.unlabelled, 0, 100)
  await second(map, 'bob', plane)
  const { miou, classes, pixelAgreement, heat } = await readAgreement(api, { user: 'id1' })
  expect([miou?.mean, pixelAgreement]).toEqual([1, 1])
  expect(classes.map(({ iou }) => iou)).toEqual([1, 1])
  expect(heat!.compared.reduce((sum, count) => sum + count, 0)).toBe(100)
})

test('a second mask in which nobody has labelled a pixel is not done', async () => {
  const { second } = await openStudio()
  const nothing = createProvenance(20, 10, PROVENANCE.unlabelled)
  await expect(second(createLabelMap(20, 10), 'bob', nothing)).rejects.toThrow('nobody has labelled any of its pixels') // prettier-ignore
  await second(withLastColumn(3))
})

test('where two differ is told for all photos, and for the one whose masks are compared', async () => {
  const { api, second } = await openStudio()
  expect((await readAgreement(api, { user: 'id1' })).heat).toBeNull()
  await second(withLastColumn(3))
  const { heat } = await readAgreement(api, { user: 'id1' })
  const rightmost = heat!.differing.flatMap((count, cell) => (count > 0 ? cell % HEAT_SIDE : []))
  expect(rightmost).toEqual(Array(10).fill(Math.floor((19 * HEAT_SIDE) / 20)))
  expect(heat!.pairs.map(({ classes }) => classes)).toEqual([[0, 3]])
  expect((await api.secondLabels.pair(A)).heat).toEqual(heat)
})

test('what is compared stays as it was when both were done, whatever the mask becomes', async () => {
  const { api, second } = await openStudio()
  await second(withLastColumn(3))
  const before = await readAgreement(api, { user: 'id1' })
  const { revision } = await api.labels.open(A)
  await api.labels.save({ ...A, labelMap: encodeLabelMap(withLastColumn(3)), provenance: null, revision, annotator: 'ann' }) // prettier-ignore
  await api.labelRecords.act({ ...A, action: 'finish', annotator: 'ann' })
  expect((await readAgreement(api, { user: 'id1' })).miou).toEqual(before.miou)
})

test('adjudication takes pixels of either side and ends in a mask that counts', async () => {
  const { api, second, truth } = await openStudio()
  await second(withLastColumn(3))
  await expect(api.secondLabels.settle({ ...A, annotator: 'eve', verdicts: [] })).rejects.toThrow('a verdict for each of 1') // prettier-ignore
  const settled = await api.secondLabels.settle({ ...A, annotator: 'eve', verdicts: ['second'] })
  expect(settled).toEqual({ state: 'done', redrawn: 0 })
  expect(await truth()).toEqual(withLastColumn(3))
  const { record, state } = await api.labelRecords.get(A)
  expect(state).toBe('done')
  expect(record?.second?.settled).toMatchObject({ by: 'eve', first: 0, second: 1, redraw: 0 })
  await expect(api.secondLabels.pair(A)).rejects.toThrow('settled by eve')
})

test('adjudication leaves copied pixels copied, and those of the other mask are a person’s', async () => {
  const { api, second } = await openStudio()
  const { revision } = await api.labels.open(A)
  const labelMap = encodeLabelMap(halfLabelMap(20, 10, 15))
  const provenance = encodeLabelMap(createProvenance(20, 10, PROVENANCE.copied))
  await api.labels.save({ ...A, labelMap, provenance, revision, annotator: 'ann' })
  await api.labelRecords.act({ ...A, action: 'finish', annotator: 'ann' })
  await second(withLastColumn(3))
  await api.secondLabels.settle({ ...A, annotator: 'eve', verdicts: ['second'] })
  const kept = decodeLabelMap((await api.labels.open(A)).provenance!)
  const expected = createProvenance(20, 10, PROVENANCE.copied)
  for (let y = 0; y < 10; y++) expected.data[y * 20 + 19] = PROVENANCE.human
  expect(kept).toEqual(expected)
})

test('a second mask keeps who labelled its pixels, and a settled one takes it with the pixels', async () => {
  const { api, second } = await openStudio()
  const plane = createProvenance(20, 10, PROVENANCE.human)
  for (let y = 0; y < 10; y++) plane.data[y * 20 + 19] = PROVENANCE.assist
  // Nobody labelled the upper left; background there, as a mask with unlabelled pixels has it.
  const labelMap = withLastColumn(3)
  labelMap.data[10] = 0
  plane.data[10] = PROVENANCE.unlabelled
  await second(labelMap, 'bob', plane)
  const opened = await api.labels.open({ ...A, blindBy: 'bob' })
  expect(decodeLabelMap(opened.provenance!)).toEqual(plane)
  await api.secondLabels.settle({ ...A, annotator: 'eve', verdicts: ['second'] })
  const kept = decodeLabelMap((await api.labels.open(A)).provenance!)
  // The first mask came with the folder: people labelled all of it.
  const expected = createProvenance(20, 10, PROVENANCE.human)
  for (let y = 0; y < 10; y++) expected.data[y * 20 + 19] = PROVENANCE.assist
  expect(kept).toEqual(expected)
})

test('the provenance of another second mask is left aside, and said', async () => {
  const { api, path, second } = await openStudio()
  await second(withLastColumn(3), 'bob', createProvenance(20, 10, PROVENANCE.assist))
  const file = join(path, 'personal/id1/SegmentationClass.second/a.png')
  await copyFile(join(path, 'personal/id1/SegmentationClass/a.png'), file)
  const opened = await api.labels.open({ ...A, blindBy: 'bob' })
  expect(opened.provenance).toBeNull()
  expect(opened.provenanceNote?.message).toContain(
    'Provenance.second/a.png belongs to another version of the mask',
  )
})

test('a region to redraw becomes an issue, and the photo a draft until somebody has drawn it', async () => {
  const { api, second } = await openStudio()
  await second(withLastColumn(3))
  const settled = await api.secondLabels.settle({ ...A, annotator: 'eve', verdicts: ['redraw'] })
  expect(settled).toEqual({ state: 'draft', redrawn: 1 })
  const { record, state } = await api.labelRecords.get(A)
  expect(state).toBe('draft')
  expect(record?.issues).toMatchObject([
    { isOpen: true, createdBy: 'eve', region: { x: 19, y: 0, width: 1, height: 10 } },
  ])
  expect((await api.root.summary()).users[0]?.labelledCount).toBe(0)
})

test.each([
  'Annotations/a.json',
  'SegmentationClass.first/a.png',
  'SegmentationClass.second/a.png',
])('a pair whose %s is damaged is a row that says so, and no figure counts it', async (file) => {
  const { api, path, second } = await openStudio()
  await second(withLastColumn(3))
  const c = { user: 'id1', name: 'c' }
  const labelMap = encodeLabelMap(halfLabelMap(20, 10, 15))
  const mask = { labelMap, provenance: null, revision: null }
  await api.labels.save({ ...c, ...mask, annotator: 'ann' })
  await api.labelRecords.act({ ...c, action: 'finish', annotator: 'ann' })
  await api.labels.save({ ...c, ...mask, blindBy: 'bob' })
  await api.secondLabels.finish({ ...c, annotator: 'bob' })
  await writeFile(join(path, 'personal/id1', file), 'damaged')
  const { photos, miou, heat, leftOut } = await readAgreement(api, { user: 'id1' })
  const [a, other] = photos
  expect(a).toMatchObject({ name: 'a', state: 'damaged', miou: null, problem: { file: 'a' } })
  expect(a!.problem!.message).toContain(`personal/id1/${file}`)
  expect(a!.problem!.said).toBeDefined()
  expect(other).toMatchObject({ name: 'c', state: 'done', miou: 1, problem: null })
  expect([miou?.mean, miou?.n, leftOut]).toEqual([1, 1, 1])
  expect(heat!.differing.every((count) => count === 0)).toBe(true)
})
