import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { PROVENANCE, createProvenance } from '../../../../src-main/core/labels/provenance.ts'
import type { ReadLabels } from '../../../../src-renderer/canvas/saving/opened-mask.ts'
import { createPhoto } from '../../../../src-renderer/canvas/photo/photo.ts'
import { createPhotosAhead } from '../../../../src-renderer/canvas/photo/photos-ahead.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const photo = (name: string, megapixels = 12) => ({
  user: 'id1',
  name,
  width: megapixels * 1000,
  height: 1000,
})

const LABELS: ReadLabels = {
  stamp: 'as it was',
  edited: {
    labelMap: createLabelMap(2, 2),
    provenance: createProvenance(2, 2, PROVENANCE.unlabelled),
  },
}

/** A reader that notes what is asked of it, and pictures that note when they are closed. */
function createReader() {
  const read: string[] = []
  const closed: string[] = []
  const broken = new Set<string>()
  const picture = (name: string) => {
    const whole = { width: 2, height: 2, close: () => closed.push(name) }
    return createPhoto({ file: new Blob(), whole }, () => Promise.resolve([]))
  }
  const ahead = createPhotosAhead({
    async loadPicture({ name }) {
      read.push(`picture ${name}`)
      if (broken.has(name)) throw new Error('the file is damaged')
      return picture(name)
    },
    async readLabels({ name }) {
      read.push(`labels ${name}`)
      return LABELS
    },
  })
  return { ahead, read, closed, broken, picture }
}

test('neighbours are read in turn when the person stays, and given away once', async () => {
  const { ahead, read } = createReader()
  ahead.want([photo('b'), photo('c')])
  expect(read).toEqual([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).toEqual(['picture b', 'labels b', 'picture c', 'labels c'])
  const taken = ahead.take(photo('b'))
  expect(await taken.labels).toBe(LABELS)
  expect(await taken.picture).not.toBeNull()
  expect(ahead.take(photo('b'))).toEqual({ picture: null, labels: null })
})

test('somebody who flips on makes nobody read what lies behind', async () => {
  const { ahead, read, closed } = createReader()
  ahead.want([photo('b')])
  await vi.advanceTimersByTimeAsync(1000)
  ahead.want([photo('c')])
  ahead.want([photo('d')])
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).toEqual(['picture b', 'labels b', 'picture d', 'labels d'])
  expect(closed).toEqual(['b'])
})

test('the picture of the photo that was left is kept for the way back, and closed when it is not wanted', async () => {
  const { ahead, read, closed, picture } = createReader()
  ahead.want([photo('c'), photo('a')])
  ahead.putBack(photo('a'), picture('a'))
  ahead.putBack(photo('z'), picture('z'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).toEqual(['picture c', 'labels c', 'labels a'])
  expect(closed).toEqual(['z'])
  ahead.want([])
  await vi.advanceTimersByTimeAsync(0)
  expect(closed.toSorted()).toEqual(['a', 'c', 'z'])
})

test('a photo that cannot be read ahead is read again when it is opened', async () => {
  const { ahead, broken } = createReader()
  broken.add('b')
  ahead.want([photo('b')])
  await vi.advanceTimersByTimeAsync(1000)
  const taken = ahead.take(photo('b'))
  expect(taken.picture).toBeNull()
  expect(await taken.labels).toBe(LABELS)
})

test('large photos are read ahead as far as memory is meant for them', async () => {
  const { ahead, read } = createReader()
  ahead.want([photo('b', 50), photo('c', 50), photo('d', 12)])
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).toEqual(['picture b', 'labels b'])
})

test('what the grid wanted is there for the editor that follows it, and goes when none does', async () => {
  const { ahead, closed } = createReader()
  ahead.want([photo('b'), photo('c')])
  await vi.advanceTimersByTimeAsync(1000)
  ahead.letGoSoon()
  await vi.advanceTimersByTimeAsync(100)
  expect(await ahead.take(photo('b')).picture).not.toBeNull()
  expect(closed).toEqual([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(closed).toEqual(['c'])
})

test('photos that are wanted meanwhile stay', async () => {
  const { ahead, read, closed } = createReader()
  ahead.want([photo('b')])
  await vi.advanceTimersByTimeAsync(1000)
  ahead.letGoSoon()
  ahead.want([photo('b'), photo('c')])
  await vi.advanceTimersByTimeAsync(1000)
  expect(closed).toEqual([])
  expect(read).toEqual(['picture b', 'labels b', 'picture c', 'labels c'])
})

test('the labels of the next photo can be seen once they are read, until others are wanted', async () => {
  const { ahead } = createReader()
  ahead.want([photo('b'), photo('c')])
  expect(ahead.nextLabels.value).toBeNull()
  await vi.advanceTimersByTimeAsync(1000)
  expect(ahead.nextLabels.value).toBe(LABELS.edited.labelMap)
  ahead.take(photo('b'))
  expect(ahead.nextLabels.value).toBe(LABELS.edited.labelMap)
  ahead.want([])
  expect(ahead.nextLabels.value).toBeNull()
})
