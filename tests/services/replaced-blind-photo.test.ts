// A photo that is replaced under the blind masks of it, on a real root: each asks whether the photo is its own, and has
// the ways on that a photo's own mask has, without a hand on the masks of others.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { encodeRecords } from '../../src-main/core/journal/journal-bytes.ts'
import { goldFolderKey } from '../../src-main/core/labels/gold.ts'
import { PROVENANCE, UNLABELLED, createProvenance } from '../../src-main/core/labels/provenance.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writePhoto } from '../adapters/photos.ts'
import { readAgreement } from './read-agreement.ts'
import { openSmallStudio } from './small-studio.ts'

const EDITOR = { id: 'window0one0', who: 'bob' }
/** Photo a has a mask that came with the folder, c has none. */
const SHAPES = { first: { width: 20, height: 10 }, larger: { width: 24, height: 10 } }

async function openStudio(name: 'a' | 'c' = 'a') {
  const { path, api, close } = await openSmallStudio()
  await api.root.configure({ secondShare: 1 })
  await api.split.draw({ user: 'id1', fraction: 1, isDryRun: false })
  const own = { user: 'id1', name }
  const file = (place: string) => join(path, 'personal/id1', place)
  const photo = file(`JPEGImages/${name}.jpg`)
  const blindOf = (annotator: string) => ({ ...own, blindBy: annotator })
  return {
    api,
    own,
    path,
    close,
    file,
    async open(annotator: string) {
      const opened = await api.labels.open({ ...blindOf(annotator), editor: EDITOR })
      await api.labels.release({ ...blindOf(annotator), editor: EDITOR, root: path })
      return opened
    },
    rescue: (annotator: string) => api.labels.rescue(blindOf(annotator)),
    /** One move, and a mask with it. */
    async paint(annotator: string, { width, height } = SHAPES.first) {
      const mask = { ...blindOf(annotator), editor: EDITOR, root: path }
      const { revision } = await api.labels.open(mask)
      const rect = { x: 0, y: 0, width, height }
      const runs = (value: number) => encodeRuns(new Uint8Array(width * height).fill(value))
      const provenance = { before: runs(PROVENANCE.unlabelled), after: runs(PROVENANCE.human) }
      const patch = { rect, before: runs(UNLABELLED), after: runs(15), provenance }
      const moves = encodeBase64(encodeRecords([{ kind: 'step', name: 'fill', patch }]))
      await api.labels.keep({ ...mask, from: 0, moves })
      const labels = {
        labelMap: encodeLabelMap(halfLabelMap(width, height, 15)),
        provenance: encodeLabelMap(createProvenance(width, height, PROVENANCE.human)),
      }
      const session = { editor: EDITOR, root: path, moves: 1 }
      await api.labels.save({ ...mask, ...labels, revision, annotator, session })
      await api.labels.release(mask)
    },
    finish: (annotator: string) => api.secondLabels.finish({ ...own, annotator }),
    accept: (annotator: string) => api.secondLabels.acceptPhoto({ ...own, annotator }),
    beginAnew: (annotator: string) =>
      api.labels.beginAnew({ ...blindOf(annotator), editor: EDITOR }),
    replace: (shape = SHAPES.first) => writePhoto(photo, { ...shape, shade: 9 }),
    putBack: () => writePhoto(photo, SHAPES.first),
    record: async () => (await api.labelRecords.get(own)).record!,
    agreement: (annotator: string | null = null) => readAgreement(api, { user: 'id1', annotator }),
    async makeGold() {
      await api.labelRecords.act({ ...own, action: 'review', annotator: 'rob' })
      return api.secondLabels.setGold({ ...own, annotator: 'lea', isGold: true })
    },
  }
}

const LABELS = ['SegmentationClass.second/a.png', 'Provenance.second/a.png', 'Annotations/a.json']

test('a blind mask on a photo of another size is begun anew by whose it is, and the photo’s own stays', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  const own = await readFile(studio.file('SegmentationClass/a.png'))
  const before = await Promise.all(LABELS.map((place) => readFile(studio.file(place))))
  const journal = join(studio.path, `.pss-studio/journals/id1/${goldFolderKey('bob')}/a.journal`)
  const moves = await readFile(journal)
  await expect(studio.beginAnew('bob')).rejects.toThrow(/expected labels of another photo/)
  await studio.replace(SHAPES.larger)
  await expect(studio.open('bob')).rejects.toMatchObject({ code: 'invalidInput' })
  expect(await studio.rescue('eve')).toMatchObject({ canBeginAnew: false })
  await expect(studio.beginAnew('eve')).rejects.toThrow('a second time by bob')
  expect(await studio.rescue('bob')).toEqual({ moves: null, canBeginAnew: true, isFrozen: false })

  const { keptAt, journalKeptAt } = await studio.beginAnew('bob')
  const kept = await Promise.all(LABELS.map((place) => readFile(join(keptAt, place))))
  expect(kept).toEqual(before)
  expect(await readFile(journalKeptAt!)).toEqual(moves)
  const opened = await studio.open('bob')
  expect(opened).toMatchObject({ ...SHAPES.larger, labelMap: null, isWritable: true })
  expect(opened.journal).toEqual({ bytes: null, setAside: null })
  expect(await readFile(studio.file('SegmentationClass/a.png'))).toEqual(own)
  expect(await studio.api.labels.rescue(studio.own)).toMatchObject({ canBeginAnew: true })
  await studio.paint('bob', SHAPES.larger)
  expect(await studio.finish('bob')).toEqual({ state: 'done' })
})

test('of a gold photo one person’s mask is begun anew, and no other person’s', async () => {
  const studio = await openStudio()
  await studio.makeGold()
  for (const annotator of ['bob', 'eve']) {
    await studio.paint(annotator)
    await studio.finish(annotator)
  }
  await studio.replace(SHAPES.larger)
  const maskOf = (annotator: string) =>
    readFile(studio.file(`SegmentationClass.${goldFolderKey(annotator)}/a.png`), 'base64')
  const [bobs, eves] = [await maskOf('bob'), await maskOf('eve')]
  const { keptAt } = await studio.beginAnew('bob')
  const kept = join(keptAt, `SegmentationClass.${goldFolderKey('bob')}/a.png`)
  expect(await readFile(kept, 'base64')).toBe(bobs)
  await expect(maskOf('bob')).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await maskOf('eve')).toBe(eves)
  const { gold, goldLabellings } = await studio.record()
  expect(gold).toMatchObject({ by: 'lea' })
  expect(goldLabellings.map(({ annotator, state }) => [annotator, state])).toEqual([
    ['eve', 'done'],
    ['bob', 'draft'],
  ])
})

test('another photo of the same size is looked at alone and not finished, until the labelled one is back', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: false, isWritable: true })
  await studio.replace()
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: true, isWritable: false })
  await expect(studio.finish('bob')).rejects.toThrow(/photo a is not the one that was labelled/)
  await studio.putBack()
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: false, isWritable: true })
  expect(await studio.finish('bob')).toEqual({ state: 'done' })
})

test('whoever labelled blind says that the labels fit the new file, for that mask alone', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  const before = (await studio.record()).second!.photo!
  await studio.replace()
  await expect(studio.accept('eve')).rejects.toThrow('a second time by bob')
  await studio.accept('bob')
  const { second, photo } = await studio.record()
  expect(second!.photo!.sha256).not.toBe(before.sha256)
  expect(second!.earlierPhotos).toMatchObject([{ ...before, by: 'bob' }])
  expect(photo).toEqual(before)
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: false, isWritable: true })
  expect(await studio.api.labels.open(studio.own)).toMatchObject({ isOtherPhoto: true })
  await studio.replace(SHAPES.larger)
  await expect(studio.accept('bob')).rejects.toThrow(/its labels are of 20x10 pixels/)
})

test('or it is begun anew, and moves of the photo before are not painted on the new one', async () => {
  const studio = await openStudio('c')
  await studio.paint('bob')
  await studio.replace()
  await studio.beginAnew('bob')
  const opened = await studio.open('bob')
  expect(opened).toMatchObject({ labelMap: null, isOtherPhoto: false, isWritable: true })
  expect(opened.journal).toEqual({ bytes: null, setAside: null })
  // Nobody made a mask of the photo itself: nothing of it is of the photo before.
  expect(await studio.api.labels.open(studio.own)).toMatchObject({ isOtherPhoto: false })
})

test('a blind mask of before, whose record names no photo, counts as fitting', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  const place = studio.file('Annotations/a.json')
  const { second, ...record } = JSON.parse(await readFile(place, 'utf8')) as { second: object }
  const { annotator, state, work, settled } = second as Record<string, unknown>
  await writeFile(place, JSON.stringify({ ...record, second: { annotator, state, work, settled } }))
  await studio.replace()
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: false, isWritable: true })
  expect(await studio.finish('bob')).toEqual({ state: 'done' })
})

test('two masks of different photos are told and not scored, until both are said to fit one', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  await studio.replace()
  await studio.beginAnew('bob')
  await studio.paint('bob')
  await studio.finish('bob')
  const { photos, miou, leftOut } = await studio.agreement()
  expect(photos[0]).toMatchObject({ name: 'a', state: 'otherPhoto', annotator: 'bob', miou: null })
  expect(photos[0]!.problem!.message).toMatch(/^photo a: its two masks are of different photos/)
  expect([miou, leftOut]).toEqual([null, 1])
  await expect(studio.api.secondLabels.pair(studio.own)).rejects.toMatchObject({ code: 'conflict' })
  await studio.api.labelRecords.acceptPhoto({ ...studio.own, annotator: 'ann' })
  const scored = await studio.agreement()
  expect(scored.photos[0]).toMatchObject({ state: 'done', miou: 1, problem: null })
  expect([scored.miou?.n, scored.leftOut]).toEqual([1, 0])
})

test('a pair that was finished on one photo is scored still when the file is replaced, and begun anew unless it is settled', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  await studio.finish('bob')
  await studio.replace()
  expect((await studio.agreement()).photos[0]).toMatchObject({ state: 'done', miou: 1 })
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: true, isWritable: false })
  const copy = studio.file('SegmentationClass.first/a.png')
  const compared = await readFile(copy)
  const { keptAt } = await studio.beginAnew('bob')
  // What was compared goes with the pair: the first is kept afresh when both are done again.
  expect(await readFile(join(keptAt, 'SegmentationClass.first/a.png'))).toEqual(compared)
  await expect(readFile(copy)).rejects.toMatchObject({ code: 'ENOENT' })
  await studio.putBack()
  expect(await studio.open('bob')).toMatchObject({ isOtherPhoto: true, isWritable: false })
  await studio.accept('bob')
  await studio.paint('bob')
  await studio.finish('bob')
  await studio.api.secondLabels.settle({ ...studio.own, annotator: 'eve', verdicts: [] })
  await studio.replace()
  await expect(studio.beginAnew('bob')).rejects.toThrow('settled by eve')
  expect(await studio.rescue('bob')).toMatchObject({ canBeginAnew: false })
})

test('a gold mask measures nobody on another photo, and is not chosen of one that was replaced', async () => {
  const studio = await openStudio()
  await studio.makeGold()
  await studio.paint('eve')
  await studio.finish('eve')
  await studio.replace()
  await studio.paint('bob')
  await studio.finish('bob')
  const { gold, leftOut } = await studio.agreement()
  expect([gold.map(({ annotator }) => annotator), leftOut]).toEqual([['eve'], 1])
  expect((await studio.agreement('bob')).photos[0]).toMatchObject({ state: 'otherPhoto' })
  await expect(studio.makeGold()).rejects.toThrow(/is not the one that was labelled/)
})

test('a photo that is begun anew takes all its masks aside, blind ones too', async () => {
  const studio = await openStudio()
  await studio.paint('bob')
  await studio.replace()
  const { keptAt } = await studio.api.labels.beginAnew({ ...studio.own, editor: EDITOR })
  for (const place of [...LABELS, 'SegmentationClass/a.png'])
    expect((await readFile(join(keptAt, place))).length).toBeGreaterThan(0)
  expect(await studio.open('bob')).toMatchObject({ labelMap: null, isOtherPhoto: false })
})
