// The record of a photo and the log of the work on it, through the contract on a real root.

import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writePhoto } from '../adapters/photos.ts'
import { openSmallStudio } from './small-studio.ts'

const PHOTO = { user: 'id1', name: 'b' }
const BRUSH = { tool: 'brush', isAssisted: false, startedAt: '2026-01-01T10:00:00.000Z', seconds: 30, gestures: 4 } // prettier-ignore
const WAND = { tool: 'wand', isAssisted: true, startedAt: '2026-01-01T10:00:30.000Z', seconds: 12.5, gestures: 1 } // prettier-ignore

async function openStudio() {
  const { path, api } = await openSmallStudio()
  const save = async (work: (typeof BRUSH)[], value = 12) => {
    const { revision } = await api.labels.open(PHOTO)
    const labelMap = encodeLabelMap(halfLabelMap(20, 10, value))
    return api.labels.save({ ...PHOTO, labelMap, provenance: null, revision, annotator: 'ann', work }) // prettier-ignore
  }
  return {
    api,
    save,
    log: join(path, '.pss-studio/active-time/id1/b.jsonl'),
    recordFile: join(path, 'personal/id1/Annotations/b.json'),
    photoFile: join(path, 'personal/id1/JPEGImages/b.jpg'),
  }
}

test('the record sums time and gestures by tool, and the log keeps every stretch', async () => {
  const { api, save, log } = await openStudio()
  const later = { ...BRUSH, startedAt: '2026-01-01T10:05:00.000Z', seconds: 3 }
  await save([BRUSH, WAND])
  await api.labelRecords.addWork({ ...PHOTO, annotator: 'bob', work: [later] })
  expect((await api.labelRecords.get(PHOTO)).record?.work).toEqual([
    { tool: 'brush', isAssisted: false, seconds: 33, gestures: 8 },
    { tool: 'wand', isAssisted: true, seconds: 12.5, gestures: 1 },
  ])
  expect(await api.labelRecords.workLog(PHOTO)).toEqual({
    stretches: [
      { ...BRUSH, by: 'ann' },
      { ...WAND, by: 'ann' },
      { ...later, by: 'bob' },
    ],
    damagedLines: 0,
  })
  expect((await readFile(log, 'utf8')).split('\n')).toHaveLength(4)
})

test('work that was sent twice is told once, and a line that a crash has cut is left out', async () => {
  const { api, save, log } = await openStudio()
  await save([BRUSH])
  await appendFile(log, await readFile(log, 'utf8'))
  await appendFile(log, '{"startedAt":"2026-01-0')
  await save([WAND], 3)
  expect(await api.labelRecords.workLog(PHOTO)).toEqual({
    stretches: [
      { ...BRUSH, by: 'ann' },
      { ...WAND, by: 'ann' },
    ],
    damagedLines: 1,
  })
})

test('looking at a photo without a record is not logged either', async () => {
  const { api } = await openStudio()
  await api.labelRecords.addWork({ ...PHOTO, annotator: 'ann', work: [BRUSH] })
  expect(await api.labelRecords.workLog(PHOTO)).toEqual({ stretches: [], damagedLines: 0 })
})

test('the record tells the orientation that was applied, and who labelled how many pixels', async () => {
  const { api, photoFile } = await openStudio()
  await writePhoto(photoFile, { width: 10, height: 20, orientation: 6 })
  const labelMap = createLabelMap(20, 10)
  labelMap.data.fill(12, 0, 50)
  const provenance = createLabelMap(20, 10)
  provenance.data.fill(1, 0, 20).fill(2, 20, 45).fill(3, 45, 50)
  await api.labels.save({
    ...PHOTO,
    labelMap: encodeLabelMap(labelMap),
    provenance: encodeLabelMap(provenance),
    revision: null,
    annotator: 'ann',
  })
  expect((await api.labelRecords.get(PHOTO)).record).toMatchObject({
    photo: { width: 20, height: 10, orientation: 6 },
    sources: { unlabelled: 150, human: 20, assist: 25, copied: 5 },
  })
})

test('a record of an older studio is read, and says that it does not know', async () => {
  const { api, save, recordFile } = await openStudio()
  await save([])
  const { sources, ...record } = JSON.parse(await readFile(recordFile, 'utf8')) as Record<string, unknown> // prettier-ignore
  expect(sources).toEqual({ unlabelled: 0, human: 200, assist: 0, copied: 0 })
  const { orientation, ...photo } = record['photo'] as Record<string, unknown>
  expect(orientation).toBe(1)
  const work = [{ tool: 'brush', isAssisted: false, seconds: 7 }]
  await writeFile(recordFile, JSON.stringify({ ...record, photo, work }))
  expect((await api.labelRecords.get(PHOTO)).record).toMatchObject({
    photo: { orientation: null },
    work: [{ seconds: 7, gestures: 0 }],
    sources: null,
  })
})
