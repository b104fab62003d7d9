// Blind masks under the brush: each has its journal and its lease, beside those of the photo's own mask; through the
// contract, on a real root.

import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { decodeRuns, encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { encodeRecords, readJournal } from '../../src-main/core/journal/journal-bytes.ts'
import { replayJournal } from '../../src-main/core/journal/replay.ts'
import { goldFolderKey } from '../../src-main/core/labels/gold.ts'
import { PROVENANCE, UNLABELLED, createProvenance } from '../../src-main/core/labels/provenance.ts'
import { decodeLabelMap, encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writeMask, writePhoto } from '../adapters/photos.ts'
import { readAgreement } from './read-agreement.ts'
import { openSmallStudio } from './small-studio.ts'

const BOBS = { user: 'id1', name: 'a', blindBy: 'bob' } as const
const OWN = { user: 'id1', name: 'a' } as const
type Mask = typeof OWN & { readonly blindBy?: string }

const WINDOW = { id: 'window0one0', who: 'bob' }
const OTHER = { id: 'window0two0', who: 'bob' }
const EVE = { id: 'window0eve0', who: 'eve' }

async function openStudio(at?: string) {
  const { path, api, close } = await openSmallStudio(at)
  await api.root.configure({ secondShare: 1 })
  return {
    api,
    path,
    close,
    open: (mask: Mask, editor = WINDOW) => api.labels.open({ ...mask, editor }),
    leave: (mask: Mask, editor = WINDOW) => api.labels.release({ ...mask, editor, root: path }),
    /** The first row gets a value; `previous` is what it had. */
    fillRow(mask: Mask, { from, value, previous, editor = WINDOW }: Fill) {
      const rect = { x: 0, y: 0, width: 20, height: 1 }
      const runs = (filled: number) => encodeRuns(new Uint8Array(20).fill(filled))
      const provenance = { before: runs(PROVENANCE.unlabelled), after: runs(PROVENANCE.human) }
      const patch = { rect, before: runs(previous), after: runs(value), provenance }
      const moves = encodeBase64(encodeRecords([{ kind: 'step', name: 'fill', patch }]))
      return api.labels.keep({ ...mask, editor, root: path, from, moves })
    },
    save(mask: Mask, moves: number, revision: string | null, value = 9) {
      const labelMap = encodeLabelMap(halfLabelMap(20, 10, value))
      const provenance = encodeLabelMap(createProvenance(20, 10, PROVENANCE.human))
      const session = { editor: WINDOW, root: path, moves }
      return api.labels.save({ ...mask, labelMap, provenance, revision, annotator: 'bob', session })
    },
    finish: (editor = WINDOW) =>
      api.secondLabels.finish({ user: 'id1', name: 'a', annotator: 'bob', editor }),
    journals: async () => {
      const files = await readdir(join(path, '.pss-studio'), { recursive: true })
      return files.filter((file) => file.endsWith('.journal')).sort()
    },
  }
}

interface Fill {
  readonly from: number
  readonly value: number
  readonly previous: number
  readonly editor?: typeof WINDOW
}

type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof openStudio>>['open']>>

/** What a page makes of the journal. */
function replay({ journal, revision }: Opened) {
  return replayJournal(readJournal(decodeBase64(journal.bytes ?? '')).records, revision)
}

test('what was painted blind is there with its undo when the studio is started again, saved or not', async () => {
  const first = await openStudio()
  await first.open(BOBS)
  await first.fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await first.close()

  const second = await openStudio(first.path)
  const found = await second.open(BOBS)
  expect(found).toMatchObject({ isWritable: true, holder: null, labelMap: null })
  expect(replay(found)).toMatchObject({ moves: 1, history: { position: 1 } })
  expect(replay(found)!.unsaved).toHaveLength(1)
  await second.save(BOBS, 1, null)
  await second.close()

  const third = await openStudio(first.path)
  const saved = await third.open(BOBS)
  expect(replay(saved)).toMatchObject({ moves: 1, unsaved: [], history: { position: 1 } })
  expect(decodeLabelMap(saved.labelMap!)).toEqual(halfLabelMap(20, 10, 9))
})

test('a studio that was killed between a blind mask and its mark knows the mask', async () => {
  const { path, close, open, fillRow, save } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await save(BOBS, 1, null)
  await close()
  const file = join(path, `.pss-studio/journals/id1/${goldFolderKey('bob')}/a.journal`)
  const journal = await readFile(file)
  await writeFile(file, journal.subarray(0, readJournal(journal).ends.at(-2)))
  const found = await (await openStudio(path)).open(BOBS)
  expect(found.journal.setAside).toBeNull()
  expect(replay(found)).toMatchObject({ moves: 1, unsaved: [], history: { position: 1 } })
})

test('a second window on the same blind mask looks, and writes nothing', async () => {
  const { open, leave, fillRow, finish } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  const looking = await open(BOBS, OTHER)
  expect(looking).toMatchObject({ isWritable: false, holder: { who: 'bob' } })
  expect(replay(looking)!.unsaved).toHaveLength(1)
  const row = { from: 1, value: 4, previous: 3, editor: OTHER }
  await expect(fillRow(BOBS, row)).rejects.toThrow(/bob, in another window, has this photo/)
  await expect(finish(OTHER)).rejects.toThrow(/bob, in another window, has this photo/)
  await leave(BOBS)
  expect(await open(BOBS, OTHER)).toMatchObject({ isWritable: true })
})

test('the first mask is painted at the same time, and neither window is given the other journal', async () => {
  const { open, fillRow } = await openStudio()
  await open(BOBS)
  expect(await open(OWN, EVE)).toMatchObject({ isWritable: true, holder: null })
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await fillRow(OWN, { from: 0, value: 4, previous: 0, editor: EVE })
  expect(await open(OWN, OTHER)).toMatchObject({ isWritable: false, holder: { who: 'eve' } })
  const [own, blind] = [await open(OWN, EVE), await open(BOBS)]
  expect([valuesOf(own), valuesOf(blind)]).toEqual([[4], [3]])
})

/** What each step of the history filled its row with. */
function valuesOf(opened: Opened): number[] {
  const steps = replay(opened)?.history.steps ?? []
  return steps.map(({ patch }) => decodeRuns(patch.after, 20)[0] ?? -1)
}

test('a journal of another blind mask is put aside, for that mask alone to take back', async () => {
  const { api, path, open, leave, fillRow, save } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await save(BOBS, 1, null)
  await leave(BOBS)
  const file = join(path, 'personal/id1/SegmentationClass.second/a.png')
  await writeMask(file, halfLabelMap(20, 10, 7))
  const { journal } = await open(BOBS)
  expect(journal).toMatchObject({ bytes: null, setAside: { moves: 1, canReturn: true } })
  const aside = journal.setAside!.path
  for (const mask of [OWN, { ...OWN, blindBy: 'eve' }])
    await expect(api.labels.setAside({ ...mask, path: aside })).rejects.toMatchObject({ code: 'notFound' }) // prettier-ignore
  const { labelMap } = await api.labels.setAside({ ...BOBS, path: aside })
  expect(decodeLabelMap(labelMap).data.slice(0, 21)).toEqual(Uint8Array.of(...Array<number>(20).fill(3), 0)) // prettier-ignore
})

test('moves on a photo that was replaced by one of another size are not painted on it, and put aside when it is begun anew', async () => {
  const { api, path, open, leave, fillRow, journals } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await leave(BOBS)
  await writePhoto(join(path, 'personal/id1/JPEGImages/a.jpg'), { width: 24, height: 10 })
  const found = await open(BOBS)
  expect(found).toMatchObject({ isOtherPhoto: true, isWritable: false, journal: { bytes: null } })
  await api.labels.beginAnew({ ...BOBS, editor: WINDOW })
  expect(await open(BOBS)).toMatchObject({ isWritable: true, journal: { bytes: null } })
  const folder = `journals-aside/id1/${goldFolderKey('bob')}`
  expect(await journals()).toEqual([expect.stringMatching(`^${folder}/a-2.*journal$`)])
})

test('with the first move the photo is theirs who made it, before any mask is saved', async () => {
  const { open, leave, fillRow, api } = await openStudio()
  const eves = { ...OWN, blindBy: 'eve' }
  expect(await open(eves, EVE)).toMatchObject({ isWritable: true })
  await leave(eves, EVE)
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await leave(BOBS)
  const row = { from: 0, value: 4, previous: UNLABELLED, editor: EVE }
  await expect(fillRow(eves, row)).rejects.toThrow('labelled a second time by bob')
  await leave(eves, EVE)
  await expect(open(eves, EVE)).rejects.toThrow('labelled a second time by bob')
  const { photos } = await readAgreement(api, { user: 'id1', annotator: 'eve' })
  expect(photos[0]).toMatchObject({ name: 'a', state: 'draft', annotator: 'bob' })
  // Whoever has begun goes on when the photo is no longer drawn.
  await api.root.configure({ secondShare: 0 })
  expect(await open(BOBS)).toMatchObject({ isWritable: true })
})

test('a blind mask is done when it holds every step, and takes none afterwards', async () => {
  const { open, fillRow, save, finish } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  const { revision } = await save(BOBS, 1, null)
  await fillRow(BOBS, { from: 1, value: 4, previous: 3 })
  await expect(finish()).rejects.toThrow('steps on its mask that are not saved yet: 1')
  await save(BOBS, 2, revision, 10)
  expect(await finish()).toEqual({ state: 'done' })
  const next = { from: 2, value: 5, previous: 4 }
  await expect(fillRow(BOBS, next)).rejects.toMatchObject({ code: 'conflict' })
  await expect(save(BOBS, 2, null, 11)).rejects.toThrow('is done and changes no more')
  const done = await open(BOBS)
  expect(done).toMatchObject({ isWritable: false, holder: null })
  expect(replay(done)).toMatchObject({ moves: 2, unsaved: [] })
})

test('journals of gold photos lie where those of drawn ones lie', async () => {
  const { api, open, fillRow, journals } = await openStudio()
  for (const [action, annotator] of [
    ['finish', 'ann'],
    ['review', 'rob'],
  ] as const)
    await api.labelRecords.act({ ...OWN, action, annotator })
  await api.secondLabels.setGold({ ...OWN, annotator: 'lea', isGold: true })
  const drawn = { user: 'id1', name: 'c', blindBy: 'bob' } as const
  for (const mask of [BOBS, drawn] as const) {
    await open(mask as Mask)
    await fillRow(mask as Mask, { from: 0, value: 3, previous: UNLABELLED })
  }
  const folder = `journals/id1/${goldFolderKey('bob')}`
  expect(await journals()).toEqual([`${folder}/a.journal`, `${folder}/c.journal`])
  const eves = { ...OWN, blindBy: 'eve' }
  expect(replay(await open(eves, EVE))?.moves ?? 0).toBe(0)
})

test('a blind mask that broke comes back from its own journal', async () => {
  const { api, path, open, fillRow, save } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await save(BOBS, 1, null)
  const file = join(path, 'personal/id1/SegmentationClass.second/a.png')
  await writeFile(file, 'damaged')
  await expect(open(BOBS)).rejects.toMatchObject({ code: 'corrupt' })
  expect(await api.labels.rescue(OWN)).toMatchObject({ moves: null })
  expect(await api.labels.rescue(BOBS)).toEqual({ moves: 1, canBeginAnew: false, isFrozen: false })
  const record = join(path, 'personal/id1/Annotations/a.json')
  const written = await readFile(record)
  await writeFile(record, '{"half')
  expect(await api.labels.rescue(BOBS)).toMatchObject({ moves: null })
  await writeFile(record, written)
  const first = await readFile(join(path, 'personal/id1/SegmentationClass/a.png'))
  const { keptAt } = await api.labels.recover({ ...BOBS, editor: WINDOW })
  expect(await readFile(keptAt, 'utf8')).toBe('damaged')
  const found = await open(BOBS)
  expect(decodeLabelMap(found.labelMap!).data.slice(0, 20)).toEqual(new Uint8Array(20).fill(3))
  expect(replay(found)).toMatchObject({ moves: 1, unsaved: [] })
  expect(await readFile(join(path, 'personal/id1/SegmentationClass/a.png'))).toEqual(first)
})

test('a photo that is begun anew takes the journals of its blind masks aside, once nobody paints them', async () => {
  const { api, path, open, leave, fillRow, journals } = await openStudio()
  await open(BOBS)
  await fillRow(BOBS, { from: 0, value: 3, previous: UNLABELLED })
  await writePhoto(join(path, 'personal/id1/JPEGImages/a.jpg'), { width: 24, height: 10 })
  const begin = () => api.labels.beginAnew({ ...OWN, editor: EVE })
  await expect(begin()).rejects.toThrow(/another window has this photo/)
  await leave(BOBS)
  await begin()
  const folder = `journals-aside/id1/${goldFolderKey('bob')}`
  expect(await journals()).toEqual([expect.stringMatching(`^${folder}/a-2.*journal$`)])
  await writeMask(join(path, 'personal/id1/SegmentationClass/a.png'), halfLabelMap(24, 10, 15))
  expect(await open(BOBS)).toMatchObject({ isWritable: true, labelMap: null, journal: { bytes: null } }) // prettier-ignore
})
