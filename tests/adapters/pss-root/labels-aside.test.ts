// A photo that was replaced on disk by one of another size is begun anew, with what was labelled kept.

import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import type { WritableFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { encodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { encodeRecords } from '../../../src-main/core/journal/journal-bytes.ts'
import { PhotoDesk } from '../../../src-main/services/label-editing/photo-desk.ts'
import { actOnLabels } from '../../../src-main/services/labelling/label-records.ts'
import { encodeLabelMap } from '../../../src-main/services/labels.ts'
import { diskError } from '../broken-disk.ts'
import { byPeople, halfLabelMap, writePhoto } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'

const B = { user: 'id1', name: 'b' }
const IMAGE = { domain: 'user', ...B } as const
const ANNA = { id: 'window0anna', who: 'Anna' }
const BERT = { id: 'window0bert', who: 'Bert' }
const MACHINE = { now: () => new Date(), randomId: () => 'id000000' }

/** Anna labels a photo, whose file is replaced by one of another size. */
async function replacePhoto(fileSystem: WritableFileSystem = nodeFileSystem) {
  const path = await smallRoot()
  const ports = { ...(await openForTest(path, { fileSystem })), machine: MACHINE }
  const desk = new PhotoDesk(ports)
  const { root } = await desk.open({ ...B, editor: ANNA })
  const runs = (value: number): Uint8Array => encodeRuns(new Uint8Array(200).fill(value))
  const rect = { x: 0, y: 0, width: 20, height: 10 }
  const provenance = { before: runs(0), after: runs(1) }
  const patch = { rect, before: runs(253), after: runs(3), provenance }
  const moves = encodeBase64(encodeRecords([{ kind: 'step', name: 'brush', patch }]))
  await desk.keep({ ...B, editor: ANNA, root, from: 0, moves })
  const labelMap = encodeLabelMap(halfLabelMap(20, 10, 3))
  const human = { ...labelMap, runLengths: encodeBase64(runs(1)) }
  const session = { editor: ANNA, root, moves: 1 }
  const labels = { labelMap, provenance: human, revision: null, annotator: 'Anna', work: [] }
  await desk.save({ ...B, ...labels, session })
  await ports.root.savePairedMask(
    { ...IMAGE, which: 'second' },
    byPeople(halfLabelMap(20, 10, 4)),
    null,
  )
  desk.release({ ...B, editor: ANNA, root })
  const replace = (): Promise<void> =>
    writePhoto(join(path, 'personal/id1/JPEGImages/b.jpg'), { width: 24, height: 16 })
  return { path, ports, desk, replace }
}

const LABELS = [
  'Annotations/b.json',
  'Provenance/b.png',
  'SegmentationClass/b.png',
  'SegmentationClass.second/b.png',
]

test('all labels are kept byte for byte with the journal, and the photo opens unlabelled', async () => {
  const { path, ports, desk, replace } = await replacePhoto()
  const own = (file: string) => readFile(join(path, 'personal/id1', file))
  const before = await Promise.all(LABELS.map(own))
  const journal = await ports.journals.read(IMAGE)
  // One of long before, which nobody has dismissed.
  await ports.journals.keepAside(IMAGE, { moves: 1, canReturn: true })
  await replace()
  await expect(desk.open({ ...B, editor: ANNA })).rejects.toThrow(/expected the size of its photo/)
  expect(await desk.rescue(B)).toEqual({ moves: null, canBeginAnew: true, isFrozen: false })

  const { keptAt, journalKeptAt } = await desk.beginAnew({ ...B, editor: ANNA })
  const kept = await Promise.all(LABELS.map((file) => readFile(join(keptAt, file))))
  expect(kept).toEqual(before)
  expect(new Uint8Array(await readFile(journalKeptAt!))).toEqual(new Uint8Array(journal!))
  const opened = await desk.open({ ...B, editor: ANNA })
  expect(opened).toMatchObject({ width: 24, height: 16, labelMap: null, revision: null })
  expect(opened.journal).toEqual({ bytes: null, setAside: null })
  const listed = (await ports.root.listUser('id1')).images.find(({ name }) => name === 'b')
  expect(listed).toMatchObject({ labelState: 'todo', hasLabelMap: false })
  expect(await readdir(join(path, 'personal/id1/SegmentationClass'))).toEqual(['a.png'])
})

test('nothing is begun where the sizes fit, another window has the photo, or its mask is frozen until it is unfrozen', async () => {
  const { ports, desk, replace } = await replacePhoto()
  expect(await desk.rescue(B)).toEqual({ moves: 1, canBeginAnew: false, isFrozen: false })
  const begin = async (editor = ANNA): Promise<unknown> => desk.beginAnew({ ...B, editor })
  await expect(begin()).rejects.toThrow(
    /id1\/b: expected labels of another photo, or a mask of another size/,
  )
  await expect(begin(BERT)).rejects.toThrow(/Anna, in another window, has this photo/)
  for (const action of ['finish', 'review', 'freeze'] as const) {
    const annotator = action === 'finish' ? 'Anna' : 'Bert'
    await actOnLabels(ports, { ...B, action, annotator, work: [] })
  }
  await replace()
  expect(await desk.rescue(B)).toEqual({ moves: null, canBeginAnew: false, isFrozen: true })
  await expect(begin()).rejects.toThrow(/id1\/b is frozen: .* unfreeze it first/)
  expect((await ports.root.readLabelRecord(IMAGE)).record?.state).toBe('frozen')
  await actOnLabels(ports, { ...B, action: 'unfreeze', annotator: 'Bert', work: [] })
  expect(await desk.rescue(B)).toEqual({ moves: null, canBeginAnew: true, isFrozen: false })
  await begin()
  expect((await desk.open({ ...B, editor: ANNA })).labelMap).toBeNull()
})

test('a disk that fails on the way loses nothing, and it can be begun once more', async () => {
  const disk = { isFull: false }
  const writeNew: WritableFileSystem['writeNew'] = async (file, content) => {
    if (disk.isFull && file.includes('SegmentationClass')) throw diskError('ENOSPC')
    await nodeFileSystem.writeNew(file, content)
  }
  const { path, ports, desk, replace } = await replacePhoto({ ...nodeFileSystem, writeNew })
  const own = () =>
    Promise.all(LABELS.map((file) => readFile(join(path, 'personal/id1', file), 'base64')))
  const before = await own()
  await replace()
  disk.isFull = true
  await expect(desk.beginAnew({ ...B, editor: ANNA })).rejects.toMatchObject({ kind: 'io' })
  expect(await own()).toEqual(before)
  expect(await ports.journals.read(IMAGE)).not.toBeNull()
  disk.isFull = false
  await desk.beginAnew({ ...B, editor: ANNA })
  expect((await desk.open(B)).labelMap).toBeNull()
})
