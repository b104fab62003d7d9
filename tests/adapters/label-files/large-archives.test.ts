// Archives that no memory holds: written and read piece by piece, and beyond what a plain zip archive can say.

import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { zipSource } from '../../../src-main/adapters/label-files/label-source.ts'
import type { ArchiveBytes } from '../../../src-main/adapters/label-files/zip-reader.ts'
import { zipParts } from '../../../src-main/adapters/label-files/zip-writer.ts'
import { EVERY_COMPONENT } from '../../../src-main/core/label-files/component-wish.ts'
import { LABEL_FORMATS } from '../../../src-main/core/label-files/formats.ts'
import type { LabelFormat } from '../../../src-main/core/label-files/formats.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc, photoName } from '../../core/arbitraries.ts'
import { codecNamed, collect } from './memory-source.ts'

type NamedBytes = readonly [name: string, bytes: Uint8Array]

async function* partsOf(files: Iterable<NamedBytes>): AsyncGenerator<Uint8Array> {
  async function* stored() {
    for (const [name, bytes] of files) yield await Promise.resolve({ name, bytes })
  }
  yield* zipParts(stored())
}

/** Parts of many bytes that are all zero are not kept: an archive of any size, of which the largest piece read is known. */
async function sparseArchive(parts: AsyncIterable<Uint8Array>) {
  const kept: { readonly at: number; readonly bytes: Uint8Array }[] = []
  let byteSize = 0
  for await (const bytes of parts) {
    if (bytes !== ZEROS) kept.push({ at: byteSize, bytes })
    byteSize += bytes.length
  }
  let largestPiece = 0
  const archive: ArchiveBytes = {
    byteSize,
    read(from, length) {
      largestPiece = Math.max(largestPiece, length)
      const piece = Buffer.alloc(Math.min(length, byteSize - from))
      for (const { at, bytes } of kept) {
        if (at + bytes.length <= from || at >= from + length) continue
        piece.set(
          bytes.subarray(Math.max(0, from - at), from + length - at),
          Math.max(0, at - from),
        )
      }
      return Promise.resolve(piece)
    },
  }
  return { archive, largestPiece: () => largestPiece }
}

const ZEROS = new Uint8Array(2 ** 28)
const FOUR_GIB = 2 ** 32

test('an archive has the bytes that it has when it is made in one piece', async () => {
  const files = fc.uniqueArray(fc.tuple(photoName, fc.uint8Array({ maxLength: 40 })), {
    selector: ([name]) => name,
  })
  await fc.assert(
    fc.asyncProperty(files, async (named) => {
      const entries = named.map(([name, bytes]): NamedBytes => [`masks/${name}.png`, bytes])
      const whole = zipSync(Object.fromEntries(entries), { level: 0, mtime: new Date(1980, 0, 1) })
      const parts = await collect(partsOf(entries))
      expect(Buffer.concat(parts)).toEqual(Buffer.from(whole))
    }),
  )
})

test('an archive of more than 4 GiB gives the files behind them, of which it reads these alone', async () => {
  const zeros = Array.from({ length: 17 }, (_, i): NamedBytes => [`zeros/${i}`, ZEROS])
  const last: NamedBytes = ['最后.png', Buffer.from('behind 4 GiB')]
  const { archive, largestPiece } = await sparseArchive(partsOf([...zeros, last]))
  expect(archive.byteSize).toBeGreaterThan(FOUR_GIB)
  const source = await zipSource(archive, 'large.zip')
  expect(await source.files()).toHaveLength(18)
  expect(Buffer.from(await source.read('最后.png')).toString()).toBe('behind 4 GiB')
  expect(largestPiece()).toBeLessThan(2 ** 18)
})

test('an archive of more than 65,535 files lists them all', async () => {
  const count = 70_000
  const files = Array.from({ length: count }, (_, i): NamedBytes => [`${i}`, Buffer.from([i])])
  const archive = Buffer.concat(await collect(partsOf(files)))
  expect(Object.keys(unzipSync(archive))).toHaveLength(count)
  const sparse = await sparseArchive(partsOf(files))
  const source = await zipSource(sparse.archive, 'many.zip')
  expect(await source.files()).toHaveLength(count)
  expect(await source.read(`${count - 1}`)).toEqual(Buffer.from([count - 1]))
})

/** Of `count` images that are alike: bytes of those that were asked for that nobody has taken yet, at the most. */
async function mostHeldBytes(format: LabelFormat, count: number): Promise<number> {
  const random = createRandom(1)
  const data = Uint8Array.from({ length: 256 * 192 }, () => random.integer(2))
  const image = { photoFile: 'a.jpg', labelMap: createLabelMap(256, 192, data), photo: null }
  let taken = 0
  const takenBefore: number[] = []
  async function* images() {
    for (let i = 0; i < count; i++) {
      takenBefore.push(taken)
      yield await Promise.resolve({ ...image, name: String(i).padStart(9, '0') })
    }
  }
  const nothing = (): void => undefined
  const wish = { choices: [], components: EVERY_COMPONENT, note: nothing, annotated: nothing }
  for await (const { bytes } of codecNamed(format).write(images(), wish)) {
    const parts = bytes instanceof Uint8Array ? [bytes] : bytes
    for await (const part of parts) taken += part.length
  }
  return Math.max(...takenBefore.map((before, asked) => (asked * taken) / count - before))
}

test.each(LABEL_FORMATS)('%s holds some masks at most, however many there are', async (format) => {
  expect(await mostHeldBytes(format, 100)).toBeLessThan(2 ** 18 + 2 ** 16)
})
