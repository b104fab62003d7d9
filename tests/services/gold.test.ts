// Gold photos on a real root, through the contract.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { goldFolderKey } from '../../src-main/core/labels/gold.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { halfLabelMap } from '../adapters/photos.ts'
import { smallRoot } from '../adapters/pss-root/small-root.ts'
import { memoryPorts } from './memory-ports.ts'
import { readAgreement } from './read-agreement.ts'

const A = { user: 'id1', name: 'a' } as const

/** No photo is drawn for double labelling; photo a is labelled by ann and, when asked, reviewed by rob and gold. */
async function openStudio({ isGold = true } = {}) {
  const path = await smallRoot()
  const ports = { ...memoryPorts(), openRoot: (at: string) => openRoot(at, { as: 'studio' }) }
  const studio = await createStudio(ports, path)
  onTestFinished(() => studio.close())
  const api = createRouterClient(createRouter(studio))
  await api.root.configure({ secondShare: 0 })
  const act = (action: 'review' | 'finish' | 'reopen', annotator: string) =>
    api.labelRecords.act({ ...A, action, annotator })
  async function paint(labelMap: LabelMap) {
    const { revision } = await api.labels.open(A)
    await api.labels.save({ ...A, labelMap: encodeLabelMap(labelMap), provenance: null, revision, annotator: 'ann' }) // prettier-ignore
    await act('finish', 'ann')
  }
  await paint(truth())
  if (isGold) {
    await act('review', 'rob')
    await api.secondLabels.setGold({ ...A, annotator: 'lea', isGold: true })
  }
  return {
    api,
    path,
    paint,
    act,
    seenBy: async (annotator: string | null) => (await readAgreement(api, { user: 'id1', annotator })).photos, // prettier-ignore
    figures: async () => (await readAgreement(api, { user: 'id1' })).gold,
    setGold: (isGold: boolean) => api.secondLabels.setGold({ ...A, annotator: 'lea', isGold }),
    async label(annotator: string, labelMap: LabelMap, isDone = true) {
      const { revision } = await api.labels.open({ ...A, blindBy: annotator })
      const mask = { labelMap: encodeLabelMap(labelMap), provenance: null, revision }
      await api.labels.save({ ...A, blindBy: annotator, ...mask })
      if (isDone) await api.secondLabels.finish({ ...A, annotator })
    },
  }
}

const truth = (): LabelMap => halfLabelMap(20, 10, 12)

/** The truth, with `value` in its last column: 10 of the 100 px of background. */
function withLastColumn(value: number): LabelMap {
  const map = truth()
  for (let y = 0; y < 10; y++) map.data[y * 20 + 19] = value
  return map
}

test('only a settled mask becomes gold, and the list for whoever leads says which there are', async () => {
  const { api, setGold, act } = await openStudio({ isGold: false })
  expect(await api.secondLabels.gold({ user: 'id1' })).toEqual([])
  await expect(setGold(true)).rejects.toThrow('photo a has no settled mask: a gold mask is expected') // prettier-ignore
  await act('review', 'rob')
  const photo = { name: 'a', state: 'reviewed', isGold: false, markedBy: null, doneCount: 0 }
  expect(await api.secondLabels.gold({ user: 'id1' })).toEqual([photo])
  await setGold(true)
  expect(await api.secondLabels.gold({ user: 'id1' })).toEqual([{ ...photo, isGold: true, markedBy: 'lea' }]) // prettier-ignore
})

test('a gold photo is to do for everybody, starts empty, and looks like one that is drawn', async () => {
  const { api, seenBy, label } = await openStudio()
  const toDo = { name: 'a', firstState: 'reviewed', firstAnnotator: 'ann', state: 'todo', annotator: null, miou: null, problem: null } // prettier-ignore
  expect(await seenBy(null)).toEqual([toDo])
  await label('bob', withLastColumn(3), false)
  await label('eve', truth())
  expect(await seenBy('bob')).toEqual([{ ...toDo, state: 'draft', annotator: 'bob' }])
  expect(await seenBy('eve')).toEqual([{ ...toDo, state: 'settled', annotator: 'eve', miou: 1 }])
  expect(await seenBy('carl')).toEqual([toDo])
  expect(await api.labels.open({ ...A, blindBy: 'carl' })).toMatchObject({ labelMap: null, isWritable: true }) // prettier-ignore
  expect(JSON.stringify(await api.images.list({ user: 'id1' }))).not.toMatch(/gold/i)
})

test('each person has a figure of one’s own, with n, and nobody’s mask stands in another’s way', async () => {
  const { api, label, figures } = await openStudio()
  expect(await figures()).toEqual([])
  await label('bob', withLastColumn(3))
  await label('eve', truth())
  const [bob, eve] = await figures()
  expect(bob).toMatchObject({ annotator: 'bob', miou: { n: 1 } })
  expect(bob!.miou.mean).toBeCloseTo((1 + 0.9 + 0) / 3)
  expect(eve).toMatchObject({ annotator: 'eve', miou: { mean: 1, n: 1 } })
  await expect(label('bob', truth())).rejects.toMatchObject({ code: 'conflict' })
  // The pairs of two people are another figure.
  expect((await readAgreement(api, { user: 'id1' })).miou).toBeNull()
})

test('a damaged mask of one person is told, and leaves the figures of the others', async () => {
  const { api, path, label, seenBy } = await openStudio()
  await label('bob', withLastColumn(3))
  await label('eve', truth())
  const file = `personal/id1/SegmentationClass.${goldFolderKey('bob')}/a.png`
  await writeFile(join(path, file), 'damaged')
  const { gold, leftOut } = await readAgreement(api, { user: 'id1' })
  expect([gold.map(({ annotator }) => annotator), leftOut]).toEqual([['eve'], 1])
  expect(await seenBy('bob')).toMatchObject([{ state: 'damaged', problem: { kind: 'corrupt' } }])
  expect(await seenBy('eve')).toMatchObject([{ state: 'settled', miou: 1, problem: null }])
})

test('whoever labelled, reviewed or chose the gold mask has seen it and is not measured', async () => {
  const { api } = await openStudio()
  for (const annotator of ['ann', 'rob', 'lea']) {
    await expect(api.labels.open({ ...A, blindBy: annotator })).rejects.toMatchObject({ code: 'conflict' }) // prettier-ignore
  }
})

test('people are measured against the mask as it was chosen, and not at all once it is gold no more', async () => {
  const { label, figures, paint, act, setGold, seenBy } = await openStudio()
  await label('eve', truth())
  await act('reopen', 'ann')
  await paint(withLastColumn(3))
  expect(await figures()).toMatchObject([{ annotator: 'eve', miou: { mean: 1 } }])
  await label('bob', truth(), false)
  await setGold(false)
  expect(await figures()).toEqual([])
  expect(await seenBy('carl')).toEqual([])
  // Whoever has begun can finish.
  await label('bob', truth())
  await act('review', 'rob')
  await setGold(true)
  expect((await figures()).map(({ annotator, miou }) => [annotator, miou.mean < 1])).toEqual([
    ['bob', true],
    ['eve', true],
  ])
})

test('the list tells who labelled the mask and for how long, and nothing of those who label blind', async () => {
  const { api, label, setGold, paint } = await openStudio({ isGold: false })
  await paint(withLastColumn(255))
  const work = (seconds: number) => [{ tool: 'brush', isAssisted: false, seconds, gestures: 1, startedAt: '2026-01-01T10:00:00.000Z' }] // prettier-ignore
  await api.labelRecords.addWork({ ...A, annotator: 'ann', work: work(61.4) })
  const listed = async () => (await api.images.list({ user: 'id1' })).map(({ name, annotator, activeSeconds }) => [name, annotator, activeSeconds]) // prettier-ignore
  const before = await listed()
  expect(before).toEqual([['a', 'ann', 61], ['b', null, 0], ['c', null, 0]]) // prettier-ignore
  await api.root.configure({ secondShare: 1 })
  const blind = { revision: null, labelMap: encodeLabelMap(truth()), provenance: null }
  await api.labels.save({ ...A, blindBy: 'bob', ...blind, work: work(500) })
  expect(await listed()).toEqual(before)
  await api.secondLabels.finish({ ...A, annotator: 'bob' })
  await api.labelRecords.act({ ...A, action: 'review', annotator: 'rob' })
  await setGold(true)
  await label('eve', truth(), false)
  await label('eve', truth())
  expect(await listed()).toEqual(before)
})
