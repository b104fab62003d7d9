// What writes masks without an editor - an import, the settling of two masks - on a photo that somebody paints, or that
// has moves in its journal which are not saved yet; through the contract, on a real root.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { encodeRecords } from '../../src-main/core/journal/journal-bytes.ts'
import { decodeLabelMap, encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writeMask } from '../adapters/photos.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { openSmallStudio } from './small-studio.ts'

const ANNA = { id: 'window0anna', who: 'Anna' }

async function openStudio() {
  const { path, api } = await openSmallStudio()
  const folder = await temporaryFolder()
  const files = { user: 'id1', format: 'voc', path: folder } as const
  await writeMask(join(folder, 'a.png'), halfLabelMap(20, 10, 8))
  await writeMask(join(folder, 'b.png'), halfLabelMap(20, 10, 8))
  const keyOf = (name: string) => ({ user: 'id1', name, editor: ANNA, root: path })
  return {
    api,
    path,
    /** Anna opens the photo to paint. */
    open: (name: string) => api.labels.open({ user: 'id1', name, editor: ANNA }),
    leave: (name: string) => api.labels.release(keyOf(name)),
    /** She fills its first row, which held the value `from` unless nobody had labelled it. */
    async paint(name: string, from: number) {
      const rect = { x: 0, y: 0, width: 20, height: 1 }
      const runs = (value: number) => encodeRuns(new Uint8Array(20).fill(value))
      const patch = { rect, before: runs(from), after: runs(3) }
      const moves = encodeBase64(encodeRecords([{ kind: 'step', name: 'fill', patch }]))
      await api.labels.keep({ ...keyOf(name), from: 0, moves })
    },
    async take(wish: { isReplacing?: boolean; isDryRun?: boolean } = {}) {
      const events = await api.labels.import({ ...files, isDryRun: false, ...wish })
      for await (const event of events) if (event.type === 'finished') return event.report.rows
      return []
    },
    labels: async (name: string) => {
      const { labelMap } = await api.labels.open({ user: 'id1', name })
      return labelMap === null ? null : decodeLabelMap(labelMap)
    },
    async second() {
      await api.root.configure({ secondShare: 1 })
      const key = { user: 'id1', name: 'a', annotator: 'bob' }
      const labelMap = encodeLabelMap(halfLabelMap(20, 10, 9))
      await api.labels.save({ ...key, blindBy: 'bob', labelMap, provenance: null, revision: null })
      await api.secondLabels.finish(key)
    },
    settle: () =>
      api.secondLabels.settle({ user: 'id1', name: 'a', annotator: 'eve', verdicts: ['second'] }),
  }
}

test('a photo that somebody has open to paint is left out of an import, which says who has it', async () => {
  const { open, leave, take, labels } = await openStudio()
  await open('b')
  for (const isDryRun of [true, false]) {
    const rows = await take({ isReplacing: true, isDryRun })
    expect(rows).toMatchObject([
      { name: 'a', outcome: 'replaces' },
      { name: 'b', outcome: 'openInEditor', labelledPixels: 100 },
    ])
    expect(rows[1]!.detail).toMatch(/^Anna, in another window, has this photo since .*: close it/)
    expect(rows[1]!.said).toBeDefined()
  }
  expect(await labels('b')).toBeNull()
  await leave('b')
  expect(await take()).toMatchObject([{ outcome: 'same' }, { name: 'b', outcome: 'new' }])
})

test('a photo that is opened after the dry run is left out at the moment of placing', async () => {
  const { open, take, labels } = await openStudio()
  expect(await take({ isDryRun: true })).toMatchObject([{}, { name: 'b', outcome: 'new' }])
  await open('b')
  expect(await take()).toMatchObject([{}, { name: 'b', outcome: 'openInEditor' }])
  expect(await labels('b')).toBeNull()
})

test('moves that are not saved yet are kept as a mask is, and put aside where they are to be replaced', async () => {
  const { path, open, paint, leave, take, labels } = await openStudio()
  await open('b')
  await paint('b', 253)
  await leave('b')
  for (const isDryRun of [true, false]) {
    const rows = await take({ isDryRun })
    expect(rows[1]).toMatchObject({ name: 'b', outcome: 'kept', replacedPixels: 20 })
    expect(rows[1]!.detail).toBe('steps that are not saved yet: 1')
  }
  expect(await labels('b')).toBeNull()
  const aside = join(path, '.pss-studio/journals-aside')
  const [, row] = await take({ isReplacing: true })
  expect(row).toMatchObject({ name: 'b', outcome: 'replaces', replacedPixels: 20 })
  expect(row!.detail).toContain('steps that were not saved yet: 1; put aside in ')
  expect(await readdir(aside, { recursive: true })).not.toEqual([])
  expect(await labels('b')).toEqual(halfLabelMap(20, 10, 8))
  expect((await open('b')).journal).toEqual({ bytes: null, setAside: null })
})

test('moves on a mask that is the imported one already are not applied to it any more', async () => {
  const { open, paint, leave, take } = await openStudio()
  await take({ isReplacing: true })
  await open('a')
  await paint('a', 0)
  await leave('a')
  expect(await take()).toMatchObject([{ name: 'a', outcome: 'kept' }, {}])
  expect(await take({ isReplacing: true })).toMatchObject([{ name: 'a', outcome: 'replaces' }, {}])
  expect((await open('a')).journal.bytes).toBeNull()
  await leave('a')
  expect(await take()).toMatchObject([{ name: 'a', outcome: 'same' }, {}])
})

test('two masks are not settled while somebody paints the photo, nor over moves that are not saved', async () => {
  const { api, open, paint, leave, second, settle, labels } = await openStudio()
  await second()
  await open('a')
  await expect(settle()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/Anna, in another window, has this photo since .*close it there first/) as string, // prettier-ignore
  })
  await paint('a', 0)
  await leave('a')
  await expect(settle()).rejects.toThrow(
    'steps on its mask that are not saved yet: 1; open the photo',
  )
  expect(await labels('a')).toEqual(halfLabelMap(20, 10, 15))
  expect((await api.labelRecords.get({ user: 'id1', name: 'a' })).record?.second?.settled).toBeNull() // prettier-ignore
})

test('two masks are settled when the photo was given back', async () => {
  const { open, leave, second, settle, labels } = await openStudio()
  await second()
  await open('a')
  await leave('a')
  expect(await settle()).toEqual({ state: 'done', redrawn: 0 })
  expect(await labels('a')).toEqual(halfLabelMap(20, 10, 9))
})

test('a photo is frozen by whoever has it alone, when its mask holds all that was painted', async () => {
  const { api, open, leave, paint } = await openStudio()
  const act = (action: 'review' | 'freeze' | 'unfreeze', editor?: typeof ANNA) =>
    api.labelRecords.act({ user: 'id1', name: 'a', annotator: 'Bob', action, editor })
  await act('review')
  await open('a')
  await expect(act('freeze')).rejects.toThrow(/^id1\/a: Anna, in another window, has this photo/)
  expect(await act('freeze', ANNA)).toMatchObject({ state: 'frozen' })
  await act('unfreeze')
  await open('a')
  await paint('a', 0)
  await expect(act('freeze', ANNA)).rejects.toThrow(/steps on its mask that are not saved yet: 1/)
  await leave('a')
  await expect(act('freeze')).rejects.toThrow(/not saved yet: 1/)
})
