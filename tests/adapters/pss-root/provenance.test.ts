import { readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TEMPORARY_PREFIX } from '../../../src-main/adapters/files/atomic-write.ts'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import type { WritableFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import type { PssRoot } from '../../../src-main/services/ports.ts'
import type { SavedLabels } from '../../../src-main/services/ports/stored-labels.ts'
import { fc } from '../../core/arbitraries.ts'
import { diskError } from '../broken-disk.ts'
import { byPeople, halfLabelMap } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'
import { inEnglish } from '../../../src-main/core/said.ts'

const A = { domain: 'user', user: 'id1', name: 'a' } as const
const B = { domain: 'user', user: 'id1', name: 'b' } as const
const FOLDER = 'personal/id1/Provenance'
const LEFT_ASIDE = 'it was left aside, and every pixel counts as labelled by a person'

/** The left half by this source, the right half unlabelled. */
function halfBy(source: number, value = 7): SavedLabels {
  return { labelMap: halfLabelMap(20, 10, value), provenance: halfLabelMap(20, 10, source) }
}

/** What is stored of b, mask and provenance. */
async function stored(root: PssRoot): Promise<SavedLabels & { note: string | null }> {
  const mask = (await root.readLabelMap(B))!
  const { provenance, note } = await root.readProvenance(B, mask)
  return { labelMap: mask.labelMap, provenance, note: note === null ? null : inEnglish(note) }
}

test('who labelled what is saved beside the mask and comes back with it', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  let revision: string | null = null
  const saves = fc.uint8Array({ minLength: 200, maxLength: 200, max: 3 })
  await fc.assert(
    fc.asyncProperty(saves, async (sources) => {
      const labelMap = createLabelMap(
        20,
        10,
        sources.map((source) => (source === PROVENANCE.unlabelled ? 0 : source * 5)),
      )
      const labels = { labelMap, provenance: { width: 20, height: 10, data: sources } }
      revision = (await root.saveLabelMap(B, labels, revision)).revision
      expect(await stored(root)).toEqual({ ...labels, note: null })
    }),
    { numRuns: 10 },
  )
  expect(await readdir(join(path, FOLDER))).toEqual(['b.png'])
})

test('a mask alone was labelled by people, without a word', async () => {
  const { root } = await openForTest(await smallRoot())
  const mask = (await root.readLabelMap(A))!
  expect(await root.readProvenance(A, mask)).toEqual({ provenance: null, note: null })
})

test('the stamp of the labels is another one for other bytes of mask or provenance, and else the same', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const stamps = [await root.labelsStamp(B)]
  const { revision } = await root.saveLabelMap(B, halfBy(PROVENANCE.human), null)
  stamps.push(await root.labelsStamp(B))
  await root.saveLabelMap(B, halfBy(PROVENANCE.copied), revision)
  stamps.push(await root.labelsStamp(B))
  await writeFile(join(path, FOLDER, 'b.png'), 'damaged')
  stamps.push(await root.labelsStamp(B))
  expect(new Set(stamps).size).toBe(4)
  expect(await root.labelsStamp(B)).toBe(stamps[3])
  await expect(root.labelsStamp({ ...B, name: 'nobody' })).rejects.toMatchObject({
    kind: 'notFound',
  })
})

test('a mask that was replaced elsewhere leaves the provenance aside and says so', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  await root.saveLabelMap(B, halfBy(PROVENANCE.copied), null)
  const masks = join(path, 'personal/id1/SegmentationClass')
  await writeFile(join(masks, 'b.png'), await readFile(join(masks, 'a.png')))
  expect(await stored(root)).toMatchObject({
    provenance: null,
    note: `${FOLDER}/b.png belongs to another version of the mask; ${LEFT_ASIDE}`,
  })
})

test('a damaged provenance is left aside and says so', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  await root.saveLabelMap(B, halfBy(PROVENANCE.assist), null)
  const file = join(path, FOLDER, 'b.png')
  await writeFile(file, (await readFile(file)).subarray(0, -20))
  const { provenance, note } = await stored(root)
  expect(provenance).toBeNull()
  expect(note).toContain(`${FOLDER}/b.png: expected a complete PNG image`)
  expect(note).toContain(LEFT_ASIDE)
})

test('a mask saved as the work of people forgets who labelled the one before', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const labels = halfBy(PROVENANCE.copied)
  const { revision } = await root.saveLabelMap(B, labels, null)
  await root.saveLabelMap(B, byPeople(labels.labelMap), revision)
  expect(await stored(root)).toEqual({ labelMap: labels.labelMap, provenance: null, note: null })
  expect(await readdir(join(path, FOLDER))).toEqual([])
})

test('a provenance that cannot be the mask’s is refused, and nothing is written', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const labels = { ...halfBy(PROVENANCE.human), provenance: halfLabelMap(20, 10, 0) }
  await expect(root.saveLabelMap(B, labels, null)).rejects.toMatchObject({ kind: 'invalidInput' })
  expect(await root.readLabelMap(B)).toBeNull()
})

/** A disk that fails at the given operation of a save, counted from 1, and at all later ones. */
function diskThatStopsAt(operation: number): {
  fileSystem: WritableFileSystem
  start(): void
  mend(): void
} {
  let count = -Infinity
  const or = <T>(work: () => Promise<T>): Promise<T> =>
    ++count >= operation ? Promise.reject(diskError('EIO')) : work()
  return {
    start: () => (count = 0),
    mend: () => (count = -Infinity),
    fileSystem: {
      ...nodeFileSystem,
      writeNew: (path, bytes) => or(() => nodeFileSystem.writeNew(path, bytes)),
      rename: (from, to) => or(() => nodeFileSystem.rename(from, to)),
      remove: (path) => or(() => nodeFileSystem.remove(path)),
    },
  }
}

test.each([1, 2, 3, 4, 5, 6, 7])(
  'a save that stops at its operation %i leaves mask and provenance of one save, and can be repeated',
  async (operation) => {
    const path = await smallRoot()
    const disk = diskThatStopsAt(operation)
    const { root } = await openForTest(path, { fileSystem: disk.fileSystem })
    const before = halfBy(PROVENANCE.human, 7)
    const after = halfBy(PROVENANCE.copied, 12)
    const { revision } = await root.saveLabelMap(B, before, null)
    disk.start()
    const isStored = await root.saveLabelMap(B, after, revision).then(
      () => true,
      () => false,
    )
    const found = await stored(root)
    const isNew = found.labelMap.data[0] === 12
    expect(found).toEqual({ ...(isNew ? after : before), note: null })
    if (isStored) expect(isNew).toBe(true)
    disk.mend()
    await root.close()

    const { root: again } = await openForTest(path)
    await again.saveLabelMap(B, after, isNew ? (await again.readLabelMap(B))!.revision : revision)
    expect(await stored(again)).toEqual({ ...after, note: null })
    // What an atomic write could not take back on a broken disk is none of ours.
    const files = await readdir(join(path, FOLDER))
    expect(files.filter((file) => !file.startsWith(TEMPORARY_PREFIX))).toEqual(['b.png'])
  },
)

test('a save after a cut one keeps the provenance of the mask that is there until it is done', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const labels = halfBy(PROVENANCE.copied)
  const { revision } = await root.saveLabelMap(B, labels, null)
  await rename(join(path, FOLDER, 'b.png'), join(path, FOLDER, '.pss-studio-next-b.png'))
  expect(await stored(root)).toEqual({ ...labels, note: null })
  const next = halfBy(PROVENANCE.human, 3)
  await root.saveLabelMap(B, next, revision)
  expect(await stored(root)).toEqual({ ...next, note: null })
  expect(await readdir(join(path, FOLDER))).toEqual(['b.png'])
})
