// Threads that make samples: the same numbers as without them, the same errors, and none left behind.

import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSampleMaker } from '../../../src-main/adapters/samples/make-sample.ts'
import { openSampleFiles } from '../../../src-main/adapters/samples/open-sample-files.ts'
import { openSamplePool } from '../../../src-main/adapters/samples/sample-pool.ts'
import type { SamplePool } from '../../../src-main/adapters/samples/sample-pool.ts'
import { PAPER_AUGMENTATION } from '../../../src-main/core/images/augmentation.ts'
import type { BatchSource } from '../../../src-main/engine/training/batch-source.ts'
import { MASK_LABELS, createBatchSource } from '../../../src-main/services/runs/pipeline/batches.ts'
import type { SampleReader } from '../../../src-main/services/ports.ts'
import type { ImageReference } from '../../../src-main/services/ports/image-reference.ts'
import { openRoot } from '../../../src-main/adapters/pss-root/open-root.ts'
import { tinyRoot } from '../../hosts/tiny-root.ts'

const ENTRY = new URL('../../../src-main/hosts/worker/sample-thread.ts', import.meta.url)
const AUGMENTATION = { ...PAPER_AUGMENTATION, cropSize: 64 }
const NAMES = ['source', 'target'] as const

function openPool(rootPath: string, threadCount: number, entry = ENTRY): SamplePool {
  const pool = openSamplePool({ entry, rootPath, threadCount })
  onTestFinished(() => pool.close())
  return pool
}

async function imagesOf(rootPath: string) {
  const { root } = await openRoot(rootPath, { as: 'worker' })
  const source = (await root.listSource()).names
  const target = (await root.listUser('id1')).images
  await root.close()
  return {
    source: source.map((name): ImageReference => ({ domain: 'source', name })),
    target: target.map(({ name }): ImageReference => ({ domain: 'user', user: 'id1', name })),
  }
}

type Images = Awaited<ReturnType<typeof imagesOf>>

function batchesFrom(samples: SampleReader, { source, target }: Images, state?: string) {
  const streams = {
    source: { images: source, groups: source.map((_, i) => i % 2), labels: MASK_LABELS },
    target: { images: target, groups: target.map(() => 0), labels: null },
  }
  const options = { samples, streams, batchSize: 3, augmentation: AUGMENTATION, seed: 11 }
  return createBatchSource({ ...options, state: state ?? null })
}

/** Asked for all at once, as a run does that looks ahead. */
function askFor(batches: BatchSource, iterations: readonly number[]) {
  return Promise.all(iterations.map((iteration) => batches.next(iteration, NAMES)))
}

test('one, two and three threads give the batches that no thread gives, bit for bit', async () => {
  const root = await tinyRoot()
  const images = await imagesOf(root)
  const expected = await askFor(
    batchesFrom(createSampleMaker(openSampleFiles(root)), images),
    [1, 2, 3],
  )
  expect(new Set(expected[0]?.source?.labels?.data as Int32Array).size).toBeGreaterThan(1)
  for (const threadCount of [1, 2, 3]) {
    const batches = await askFor(batchesFrom(openPool(root, threadCount), images), [1, 2, 3])
    expect(batches).toEqual(expected)
  }
})

test('batches go on after a checkpoint as if nothing had happened', async () => {
  const root = await tinyRoot()
  const images = await imagesOf(root)
  const pool = openPool(root, 2)
  const straight = batchesFrom(pool, images)
  await askFor(straight, [1, 2])
  const state = straight.state()
  const expected = await askFor(straight, [3, 4])
  const resumed = batchesFrom(openPool(root, 1), images, state)
  expect(await askFor(resumed, [3, 4])).toEqual(expected)
})

test('a network input from a thread is the one made here', async () => {
  const root = await tinyRoot()
  const { target } = await imagesOf(root)
  const size = { width: 40, height: 30 }
  const here = createSampleMaker(openSampleFiles(root))
  expect(await openPool(root, 1).image(target[0]!, size)).toEqual(
    await here.image(target[0]!, size),
  )
})

test('a damaged photo and a missing one are told in the words of the root', async () => {
  const root = await tinyRoot()
  const { target } = await imagesOf(root)
  const [cut] = target
  await truncate(join(root, 'personal/id1/JPEGImages', `${cut!.name}.jpg`), 3000)
  const gone: ImageReference = { domain: 'user', user: 'id1', name: 'nobody' }
  const pool = openPool(root, 2)
  const opened = await openRoot(root, { as: 'worker' })
  onTestFinished(() => opened.root.close())
  for (const image of [cut!, gone]) {
    const own = await opened.root.imageSize(image).catch((error: unknown) => error)
    const request = { image, labels: null, augmentation: AUGMENTATION, seed: 1 }
    await expect(pool.sample(request)).rejects.toEqual(own)
    await expect(pool.sample(request)).rejects.toMatchObject({ kind: (own as { kind: string }).kind }) // prettier-ignore
  }
  await expect(pool.sample({ image: target[1]!, labels: null, augmentation: AUGMENTATION, seed: 1 })).resolves.toMatchObject({ labels: null }) // prettier-ignore
})

test('a thread that dies fails what is asked for and everything after it', async () => {
  const root = await tinyRoot()
  const { target } = await imagesOf(root)
  const pool = openPool(root, 1, new URL('dying-thread.ts', import.meta.url))
  const size = { width: 8, height: 8 }
  const asked = [pool.image(target[0]!, size), pool.image(target[1]!, size)]
  for (const photo of asked) {
    await expect(photo).rejects.toMatchObject({
      kind: 'io',
      message:
        'a thread that reads photos has ended: it ended with exit code 7; ' +
        'resume the run to continue from its last checkpoint',
    })
  }
  await expect(pool.image(target[0]!, size)).rejects.toThrow('has ended')
})

test('closing in the middle of the work cancels the rest and leaves no thread behind', async () => {
  const root = await tinyRoot()
  const { target } = await imagesOf(root)
  const before = portCount()
  const pool = openSamplePool({ entry: ENTRY, rootPath: root, threadCount: 2 })
  expect(portCount()).toBeGreaterThan(before)
  const asked = Array.from({ length: 20 }, () =>
    pool.image(target[0]!, { width: 400, height: 300 }),
  )
  // Whichever thread is the first: no answer comes between it and the close.
  await Promise.race(asked)
  const [settled] = await Promise.all([Promise.allSettled(asked), pool.close()])
  const reasons = settled.flatMap((each): unknown[] =>
    each.status === 'rejected' ? [each.reason] : [],
  )
  expect(reasons).toHaveLength(19)
  for (const reason of reasons) expect(reason).toMatchObject({ kind: 'cancelled' })
  expect(portCount()).toBe(before)
  await pool.close()
})

/** Every thread keeps ports open to the one that started it. */
function portCount(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
}
