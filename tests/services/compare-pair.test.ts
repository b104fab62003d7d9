import { expect, test } from 'vitest'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { createPairComparison } from '../../src-main/services/labelling/compare-pair.ts'
import type { PssRoot } from '../../src-main/services/ports.ts'
import type { PairedMask } from '../../src-main/services/ports/label-record-files.ts'
import { memoryRoot } from './memory-ports.ts'

const A = { domain: 'user', user: 'id1', name: 'a' } as const

/** A root whose paired masks hold one class each, and what was read of them. */
function rootOf(classes: Partial<Record<PairedMask, number>>) {
  const read: PairedMask[] = []
  const root: PssRoot = {
    ...memoryRoot(),
    labelsStamp: async ({ which }) => String(which && classes[which]),
    async readPairedMask(_, which) {
      read.push(which)
      const value = classes[which]
      if (value === undefined) return null
      const labelMap = createLabelMap(4, 2, new Uint8Array(8).fill(value))
      return { labelMap, revision: String(value), provenance: null, note: null }
    },
  }
  return { root, read }
}

const LABELS = [
  { photo: null, earlierPhotos: [] },
  { photo: null, earlierPhotos: [] },
] as const

test('a pair is compared once as long as its masks are the same, and again when one is another', async () => {
  const classes: Partial<Record<PairedMask, number>> = { first: 3, second: 3 }
  const { root, read } = rootOf(classes)
  const compare = createPairComparison({ root })
  const differing = async () => (await compare(A, ['first', 'second'], LABELS))?.heat.differing.size
  expect(await differing()).toBe(0)
  expect(await differing()).toBe(0)
  expect(read).toEqual(['first', 'second'])
  classes.second = 4
  expect(await differing()).toBe(1)
  expect(await differing()).toBe(1)
  expect(read).toHaveLength(4)
})

test('a pair of which one is missing is none, until it is there', async () => {
  const classes: Partial<Record<PairedMask, number>> = { gold: 3 }
  const { root } = rootOf(classes)
  const compare = createPairComparison({ root })
  expect(await compare(A, ['gold', 'second.bob'], LABELS)).toBeNull()
  classes['second.bob'] = 3
  expect((await compare(A, ['gold', 'second.bob'], LABELS))?.confusion.counts[3 * 21 + 3]).toBe(8)
})
