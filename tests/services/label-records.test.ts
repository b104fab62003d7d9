// Label states on a real root, through the contract: who does what, what counts as truth, what lies on the disk.

import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pinRect } from '../../src-main/core/labels/label-issues.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { PROVENANCE, createProvenance } from '../../src-main/core/labels/provenance.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writeMask } from '../adapters/photos.ts'
import { openSmallStudio } from './small-studio.ts'

async function openStudio() {
  const { path, api } = await openSmallStudio()
  const photo = (name: string) => ({ user: 'id1', name })
  return {
    api,
    path,
    paint: async (name: string, value: number, annotator = 'ann') => {
      const { revision } = await api.labels.open(photo(name))
      const labelMap = encodeLabelMap(halfLabelMap(20, 10, value))
      return api.labels.save({ ...photo(name), labelMap, provenance: null, revision, annotator })
    },
    act: (name: string, action: 'finish' | 'review' | 'freeze' | 'unfreeze' | 'reopen', annotator = 'ann') =>
      api.labelRecords.act({ ...photo(name), action, annotator }), // prettier-ignore
    states: async () =>
      (await api.images.list({ user: 'id1' })).map(
        ({ name, labelState }) => `${name} ${labelState}`,
      ),
    recordFile: (name: string) => join(path, `personal/id1/Annotations/${name}.json`),
    maskFile: (name: string) => join(path, `personal/id1/SegmentationClass/${name}.png`),
    list: () => readFile(join(path, 'personal/id1/val_all.txt'), 'utf8'),
  }
}

test('saving makes a draft, which counts for nothing until its annotator is done', async () => {
  const { api, paint, act, states, list } = await openStudio()
  expect(await states()).toEqual(['a done', 'b todo', 'c todo'])
  await paint('b', 12)
  expect(await states()).toEqual(['a done', 'b draft', 'c todo'])
  expect(await list()).not.toContain('b.png')
  const [user] = (await api.root.summary()).users
  expect(user).toMatchObject({ labelledCount: 1, stateCounts: { draft: 1, done: 1, todo: 1 } })
  await act('b', 'finish')
  expect(await states()).toEqual(['a done', 'b done', 'c todo'])
  expect(await list()).toContain('b.png')
  expect((await api.root.summary()).users[0]?.labelledCount).toBe(2)
})

test('what becomes of a photo without a mask is no matter of the list of masks, which is long', async () => {
  const { api, path, list } = await openStudio()
  await writeFile(join(path, 'personal/id1/val_all.txt'), 'untouched')
  await api.labelRecords.act({ user: 'id1', name: 'c', action: 'skip', skipReason: 'private', annotator: 'ann' }) // prettier-ignore
  expect(await list()).toBe('untouched')
})

test('a mask in which nobody has labelled a pixel is not done', async () => {
  const { api, paint, act, states } = await openStudio()
  const labelMap = encodeLabelMap(createLabelMap(20, 10))
  const provenance = encodeLabelMap(createProvenance(20, 10, PROVENANCE.unlabelled))
  await api.labels.save({ user: 'id1', name: 'b', labelMap, provenance, revision: null, annotator: 'ann' }) // prettier-ignore
  await expect(act('b', 'finish')).rejects.toThrow('nobody has labelled any of its pixels')
  expect(await states()).toContain('b draft')
  await paint('b', 12)
  await act('b', 'finish')
  expect(await states()).toContain('b done')
})

test('the record names the photo by its hash, its painter and every step', async () => {
  const { paint, act, recordFile, path } = await openStudio()
  await paint('b', 12)
  await act('b', 'finish')
  const photo = await readFile(join(path, 'personal/id1/JPEGImages/b.jpg'))
  expect(JSON.parse(await readFile(recordFile('b'), 'utf8'))).toMatchObject({
    schemaVersion: 1,
    photo: { sha256: createHash('sha256').update(photo).digest('hex'), width: 20, height: 10 },
    annotator: 'ann',
    state: 'done',
    history: [
      { by: 'ann', action: 'save', from: 'todo', to: 'draft' },
      { by: 'ann', action: 'finish', from: 'draft', to: 'done' },
    ],
  })
})

test('saving the same pixels leaves a done mask done; other pixels make it a draft', async () => {
  const { paint, states, recordFile } = await openStudio()
  await paint('a', 15)
  expect(await states()).toContain('a done')
  await expect(readFile(recordFile('a'))).rejects.toThrow('ENOENT')
  await paint('a', 3)
  expect(await states()).toContain('a draft')
})

test('a save that meets another mask changes neither mask nor state', async () => {
  const { api, states } = await openStudio()
  const labelMap = encodeLabelMap(halfLabelMap(20, 10, 1))
  const save = api.labels.save({ user: 'id1', name: 'a', labelMap, provenance: null, revision: 'other', annotator: 'ann' }) // prettier-ignore
  await expect(save).rejects.toMatchObject({ code: 'conflict' })
  expect(await states()).toContain('a done')
})

test('a review needs another person, unless one annotates alone', async () => {
  const { api, paint, act, states } = await openStudio()
  await paint('b', 12)
  await act('b', 'finish')
  await expect(act('b', 'review')).rejects.toMatchObject({ code: 'conflict' })
  await api.root.configure({ isSingleAnnotator: true })
  await act('b', 'review')
  expect(await states()).toContain('b reviewed')
})

test('a frozen mask cannot be saved over, and one changed outside is a problem of the root', async () => {
  const { api, paint, act, maskFile, recordFile } = await openStudio()
  await act('a', 'review', 'bob')
  await act('a', 'freeze', 'bob')
  const bytes = await readFile(maskFile('a'))
  const { frozenSha256 } = JSON.parse(await readFile(recordFile('a'), 'utf8')) as { frozenSha256: string } // prettier-ignore
  expect(frozenSha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect((await api.labels.open({ user: 'id1', name: 'a' })).isWritable).toBe(false)
  await expect(paint('a', 3)).rejects.toMatchObject({ code: 'conflict' })
  expect(await readFile(maskFile('a'))).toEqual(bytes)
  const problems = async () =>
    (await api.root.summary()).problems.filter(({ file }) => file.endsWith('a.png'))
  expect(await problems()).toEqual([])
  await writeMask(maskFile('a'), halfLabelMap(20, 10, 4))
  expect((await problems()).map(({ message }) => message.slice(0, 12))).toEqual(['frozen as ' + frozenSha256.slice(0, 2)]) // prettier-ignore
  await rm(maskFile('a'))
  expect((await problems())[0]?.message).toContain('found no mask')
})

test('who labelled what is frozen with the mask', async () => {
  const { api, path, act } = await openStudio()
  const key = { user: 'id1', name: 'b' }
  const labels = { labelMap: encodeLabelMap(halfLabelMap(20, 10, 7)), provenance: encodeLabelMap(halfLabelMap(20, 10, 3)) } // prettier-ignore
  await api.labels.save({ ...key, ...labels, revision: null, annotator: 'ann' })
  await act('b', 'finish', 'ann')
  await act('b', 'review', 'bob')
  await act('b', 'freeze', 'bob')
  const problems = async () =>
    (await api.root.summary()).problems.filter(({ file }) => file.includes('Provenance'))
  expect(await problems()).toEqual([])
  const file = join(path, 'personal/id1/Provenance/b.png')
  const bytes = await readFile(file)
  await rm(file)
  expect((await problems())[0]?.message).toMatch(/^frozen with the provenance \w{16}…, found no provenance/) // prettier-ignore
  await writeFile(file, bytes)
  expect(await problems()).toEqual([])
})

test('a skipped photo keeps its reason and is not evaluated on', async () => {
  const { api, states } = await openStudio()
  const labels = await api.labelRecords.act({
    user: 'id1',
    name: 'a',
    action: 'skip',
    skipReason: 'private',
    annotator: 'ann',
  })
  expect(labels).toMatchObject({ state: 'skipped', record: { skipReason: 'private' } })
  expect(await states()).toContain('a skipped')
  expect((await api.root.summary()).users[0]?.labelledCount).toBe(0)
})

test('a record that is none at all is said to be so, without an empty field', async () => {
  const { api, paint, recordFile } = await openStudio()
  await paint('b', 12)
  await writeFile(recordFile('b'), '')
  const { problems } = await api.root.summary()
  const told = problems.find(({ file }) => file.endsWith('Annotations/b.json'))
  expect(told?.message).toContain('found something else (Invalid input')
})

test('a record of a newer studio is refused, shown, and its mask counts for nothing', async () => {
  const { api, paint, act, states, recordFile } = await openStudio()
  await paint('b', 12)
  await act('b', 'finish')
  const record = JSON.parse(await readFile(recordFile('b'), 'utf8')) as object
  await writeFile(recordFile('b'), JSON.stringify({ ...record, schemaVersion: 2 }))
  await expect(api.labelRecords.get({ user: 'id1', name: 'b' })).rejects.toMatchObject({ code: 'unsupported' }) // prettier-ignore
  await expect(paint('b', 3)).rejects.toMatchObject({ code: 'unsupported' })
  expect(await states()).toContain('b draft')
  expect((await api.root.summary()).problems.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('found version 2, written by a newer studio')]),
  )
  await writeFile(recordFile('b'), '{}')
  await expect(api.labelRecords.get({ user: 'id1', name: 'b' })).rejects.toMatchObject({ code: 'corrupt' }) // prettier-ignore
})

test('time is summed over saves and steps, and its median is told of a user', async () => {
  const { api, paint, act } = await openStudio()
  await paint('b', 12)
  const photo = { user: 'id1', name: 'b' }
  const { revision } = await api.labels.open(photo)
  const kind = { tool: 'brush', isAssisted: false }
  const brush = { ...kind, startedAt: '2026-01-01T10:00:00.000Z', gestures: 2 }
  const labelMap = encodeLabelMap(halfLabelMap(20, 10, 7))
  await api.labels.save({ ...photo, labelMap, provenance: null, revision, annotator: 'ann', work: [{ ...brush, seconds: 30 }] }) // prettier-ignore
  await api.labelRecords.addWork({ ...photo, annotator: 'ann', work: [{ ...brush, seconds: 12 }] })
  await api.labelRecords.addWork({ user: 'id1', name: 'c', annotator: 'ann', work: [{ ...brush, seconds: 99 }] }) // prettier-ignore
  await act('b', 'finish')
  expect((await api.labelRecords.get(photo)).record?.work).toEqual([
    { ...kind, seconds: 42, gestures: 4 },
  ])
  expect((await api.labelRecords.get({ user: 'id1', name: 'c' })).record).toBeNull()
  expect((await api.root.summary()).users[0]?.medianActiveSeconds).toBe(42)
})

test('issues are pinned inside the photo, counted while open, resolved and reopened', async () => {
  const { api } = await openStudio()
  const photo = { user: 'id1', name: 'a', annotator: 'bob' }
  const issue = { kind: 'boundary', classValue: 15, comment: ' frayed ', assignee: 'ann' } as const
  const region = pinRect({ x: 2, y: 3, width: 4, height: 2 })
  const { record, state } = await api.labelRecords.addIssue({ ...photo, ...issue, region })
  expect(state).toBe('done')
  expect(record?.issues).toMatchObject([{ ...issue, comment: 'frayed', region, isOpen: true, createdBy: 'bob' }]) // prettier-ignore
  const open = async () => (await api.images.list({ user: 'id1' }))[0]?.openIssueCount
  expect(await open()).toBe(1)
  const id = record!.issues[0]!.id
  await api.labelRecords.setIssueOpen({ ...photo, id, isOpen: false })
  expect(await open()).toBe(0)
  await api.labelRecords.setIssueOpen({ ...photo, id, isOpen: true })
  expect(await open()).toBe(1)
  const outside = pinRect({ x: 18, y: 3, width: 4, height: 2 })
  await expect(api.labelRecords.addIssue({ ...photo, ...issue, region: outside })).rejects.toMatchObject({ code: 'invalidInput' }) // prettier-ignore
  await expect(api.labelRecords.setIssueOpen({ ...photo, id: 'none', isOpen: true })).rejects.toMatchObject({ code: 'notFound' }) // prettier-ignore
})
