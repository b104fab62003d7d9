// Two thousand damaged files for each format: each is read or refused with a reason.

import { unzipSync, zipSync } from 'fflate'
import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPngChunks, writePngChunks } from '../../../src-main/adapters/images/png-chunks.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { LABEL_FORMATS } from '../../../src-main/core/label-files/formats.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Random } from '../../../src-main/core/random.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { MUTATIONS } from '../mutations.ts'
import { readAll, writeAll } from './memory-source.ts'
import type { MemoryFile } from './memory-source.ts'

const ROUNDS = 2000
const SIZE = { width: 9, height: 7 }

function sampleLabels() {
  const values = [0, 0, 15, 255]
  const data = Uint8Array.from({ length: 63 }, (_, i) => values[Math.floor(i / 3) % 4]!)
  return { a: createLabelMap(9, 7, data) }
}

/** Damages what a checksum would give away: a member of an archive, the packed rows of a PNG. */
function damage(bytes: Uint8Array, random: Random): Uint8Array {
  const mutate = MUTATIONS[random.integer(MUTATIONS.length)]!
  const isInside = random.uniform() < 0.7
  if (isInside && bytes[0] === 0x50) {
    const entries = Object.entries(unzipSync(bytes))
    const chosen = random.integer(entries.length)
    const [name, content] = entries[chosen]!
    entries[chosen] = [name, Uint8Array.from(damage(content, random))]
    return zipSync(Object.fromEntries(entries), { level: 0 })
  }
  if (isInside && bytes[0] === 0x89) {
    const chunks = readPngChunks(bytes, 'x')
    const compressed = deflateSync(mutate(inflateSync(chunks.compressed), random))
    const { width, height } = chunks.header
    const header = random.uniform() < 0.2 ? { ...chunks.header, width: height, height: width } : chunks.header // prettier-ignore
    return writePngChunks({ ...chunks, header, compressed })
  }
  return mutate(bytes, random)
}

async function ending(read: () => ReturnType<typeof readAll>): Promise<string[]> {
  try {
    const images = await read()
    return images.map((image) => {
      if (image.kind === 'labels') expect(image.labels.data).toHaveLength(63)
      return image.kind === 'unreadable' ? image.problem.kind : image.kind
    })
  } catch (error) {
    if (error instanceof StudioError) return [error.kind]
    throw error
  }
}

test.each(LABEL_FORMATS)(`${ROUNDS} damaged files of %s are read or refused`, async (format) => {
  const files = await writeAll(format, sampleLabels())
  const random = createRandom(20261126)
  const endings: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    const at = random.integer(files.length)
    const damaged = files.map((file, i): MemoryFile => {
      return i === at ? { ...file, bytes: damage(file.bytes, random) } : file
    })
    for (const kind of await ending(() => readAll(format, damaged, () => SIZE))) {
      endings[kind] = (endings[kind] ?? 0) + 1
    }
  }
  // A fuzz test whose files all end at the first check would prove nothing.
  expect(endings['labels']).toBeGreaterThan(ROUNDS / 40)
  expect(endings['corrupt']).toBeGreaterThan(ROUNDS / 40)
})
