// Thumbnails of all photos through the contract: when the process that makes them is started, ended and left alone.

import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import type { ThumbnailProgress } from '../../src-main/contract/thumbnails.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import type { PssRoot } from '../../src-main/services/ports.ts'
import { memoryPorts, memoryRoot } from './memory-ports.ts'
import type { MemoryRootOptions } from './memory-ports.ts'
import { DEMO_CONFIG } from './run-config.ts'

/** Users id1 (a, b, c) and id2 (x); a has its thumbnail. */
async function open(options: MemoryRootOptions & { readonly change?: Partial<PssRoot> } = {}) {
  const memory = memoryPorts()
  const ports = {
    ...memory,
    openRoot: async (path: string) => ({
      ...(await memory.openRoot(path)),
      root: { ...memoryRoot({ ...options, path }), ...options.change },
    }),
  }
  const studio = await createStudio(ports, '/memory')
  onTestFinished(() => studio.close())
  const api = createRouterClient(createRouter(studio))
  const { launched } = memory.workers
  return { api, studio, launched, machine: memory.machine }
}

type Api = Awaited<ReturnType<typeof open>>['api']

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}

/** What a window sees that shows small thumbnails. */
async function watch(
  api: Api,
  wish: { readonly size?: 192 | 384; readonly isPaused?: boolean } = {},
) {
  const seen: ThumbnailProgress[] = []
  const events = await api.thumbnails.makeAll({ size: 192, isPaused: false, ...wish })
  const over = (async () => {
    for await (const event of events) seen.push(event)
  })()
  await tick()
  return { seen, over, latest: () => seen.at(-1) }
}

const BEFORE = { done: 1, total: 4, unreadable: 0 }

test('nothing is made before a window asks, and then what is missing', async () => {
  const { api, launched } = await open()
  await api.root.summary()
  expect(launched).toEqual([])
  const { latest } = await watch(api)
  expect(latest()).toEqual({ state: 'making', ...BEFORE })
  expect(launched.map(({ requests }) => requests)).toEqual([
    [{ type: 'makeThumbnails', rootPath: '/memory', size: 192 }],
  ])
  launched[0]!.tell({ type: 'thumbnailsMade', done: 4, total: 4, unreadable: 0, problems: [] })
  launched[0]!.tell({ type: 'ended' })
  await tick()
  expect(latest()).toEqual({ state: 'done', done: 4, total: 4, unreadable: 0 })
})

test('no process is started when all thumbnails are there', async () => {
  const none = { photoCount: 5000, unreadableCount: 1, names: [] }
  const { api, launched } = await open({ change: { missingThumbnails: async () => none } })
  const { latest } = await watch(api)
  expect(latest()).toEqual({ state: 'done', done: 10_000, total: 10_000, unreadable: 2 })
  expect(launched).toEqual([])
})

test('nor where nothing can be stored', async () => {
  const { api, launched } = await open({ isWritable: false })
  expect((await watch(api)).latest()).toEqual({ state: 'done', done: 0, total: 0, unreadable: 0 })
  expect(launched).toEqual([])
})

test('a window pauses the work and goes on with it', async () => {
  const { api, launched } = await open()
  const first = await watch(api)
  const paused = await watch(api, { isPaused: true })
  expect([first.latest(), paused.latest()]).toEqual([
    { state: 'paused', ...BEFORE },
    { state: 'paused', ...BEFORE },
  ])
  expect(launched.map(({ isKilled }) => isKilled)).toEqual([true])
  const { latest } = await watch(api)
  expect(latest()?.state).toBe('making')
  expect(launched.map(({ isKilled }) => isKilled)).toEqual([true, false])
})

test('a second window with the same wish leaves the work alone, one with larger tiles changes it', async () => {
  const { api, launched } = await open()
  await watch(api)
  await watch(api)
  expect(launched.length).toBe(1)
  await watch(api, { size: 384 })
  expect(launched.map(({ isKilled }) => isKilled)).toEqual([true, false])
  expect(launched[1]!.requests).toMatchObject([{ size: 384 }])
})

test('a run has the machine to itself, and the work goes on after it', async () => {
  const { api, launched } = await open()
  const { latest } = await watch(api)
  await api.runs.start(DEMO_CONFIG)
  await tick()
  expect(latest()).toEqual({ state: 'waiting', ...BEFORE })
  const [thumbnails, run] = launched
  expect(thumbnails!.isKilled).toBe(true)
  expect(run!.requests).toMatchObject([{ type: 'run' }])
  run!.finish()
  await tick()
  expect(latest()?.state).toBe('making')
  expect(launched[2]!.requests).toMatchObject([{ type: 'makeThumbnails' }])
})

test('photos that came or changed while thumbnails are made get theirs afterwards', async () => {
  const listing = { images: [], validationSplit: null, figures: new Map(), problems: [] }
  const { api, launched } = await open({
    change: { listUser: async () => ({ ...listing, hasNewPhotos: true }) },
  })
  const { latest } = await watch(api)
  await api.images.list({ user: 'id1' })
  expect(launched.length).toBe(1)
  launched[0]!.tell({ type: 'ended' })
  await tick()
  expect(launched.length).toBe(2)
  expect(latest()?.state).toBe('making')
})

test('damaged photos are told in the log, each once, and counted', async () => {
  const { api, launched, machine } = await open()
  const { latest } = await watch(api)
  const problem = { kind: 'corrupt' as const, file: 'personal/id1/JPEGImages/b.jpg', message: 'cut off' } // prettier-ignore
  launched[0]!.tell({ type: 'thumbnailsMade', done: 3, total: 4, unreadable: 1, problems: [problem] }) // prettier-ignore
  launched[0]!.tell({ type: 'thumbnailsMade', done: 4, total: 4, unreadable: 1, problems: [] })
  launched[0]!.tell({ type: 'ended' })
  await tick()
  expect(machine.lines).toEqual(['personal/id1/JPEGImages/b.jpg: cut off'])
  expect(latest()).toEqual({ state: 'done', done: 4, total: 4, unreadable: 1 })
})

test('a process that crashes or refuses is not started again until somebody asks', async () => {
  const { api, launched, machine } = await open()
  const { latest } = await watch(api)
  launched[0]!.crash(new Error('out of memory'))
  await tick()
  expect(latest()).toEqual({ state: 'stopped', ...BEFORE })
  expect(machine.lines.join()).toContain('out of memory')
  expect(launched.length).toBe(1)
  const again = await watch(api)
  expect(launched.length).toBe(2)
  launched[1]!.tell({ type: 'refused', error: { kind: 'io', message: 'the disk is full' } })
  launched[1]!.tell({ type: 'ended' })
  await tick()
  expect(again.latest()?.state).toBe('stopped')
  expect(machine.lines.join()).toContain('the disk is full')
  expect(launched.length).toBe(2)
})

test('another root and the end of the studio end the process at once, and what windows were told', async () => {
  const { api, studio, launched } = await open()
  const first = await watch(api)
  await api.root.open({ path: '/other' })
  await first.over
  expect(launched[0]!.isKilled).toBe(true)
  const second = await watch(api)
  expect(launched[1]!.requests).toMatchObject([{ rootPath: '/other' }])
  await studio.close()
  await second.over
  expect(launched[1]!.isKilled).toBe(true)
})
