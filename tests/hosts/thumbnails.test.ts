// The thumbnails of all photos, made by a real process that nobody waits for.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ThumbnailProgress } from '../../src-main/contract/thumbnails.ts'
import { tinyRoot } from './tiny-root.ts'
import { MINUTES, openStudio } from './worker-studio.ts'

type Api = Awaited<ReturnType<typeof openStudio>>['api']

const USERS = ['id1', 'id2']

/** Follows the work until it is done. */
async function makeAll(api: Api, size: 192 | 384 = 192): Promise<ThumbnailProgress[]> {
  const seen: ThumbnailProgress[] = []
  for await (const progress of await api.thumbnails.makeAll({ size, isPaused: false })) {
    seen.push(progress)
    if (progress.state === 'done' && progress.total > 0) break
  }
  return seen
}

/** Photos with a thumbnail that is stored, as user/name. */
async function stored(api: Api, size: 192 | 384 = 192): Promise<string[]> {
  const lists = USERS.map(async (user) => {
    const names = (await api.images.list({ user })).map(({ name }) => name)
    const pictures = await api.images.thumbnails(names.map((name) => ({ user, name, size })))
    return names.filter((_, at) => pictures[at] !== null).map((name) => `${user}/${name}`)
  })
  return (await Promise.all(lists)).flat()
}

async function photosOf(api: Api): Promise<{ readonly id: string; readonly path: string }[]> {
  const { path } = await api.root.summary()
  const lists = USERS.map(async (user) =>
    (await api.images.list({ user })).map(({ name }) => ({
      id: `${user}/${name}`,
      path: join(path, 'personal', user, 'JPEGImages', `${name}.jpg`),
    })),
  )
  return (await Promise.all(lists)).flat()
}

/** Its Huffman tables are none, header and end are intact: only decoding finds out. */
async function damage(path: string): Promise<void> {
  const bytes = await readFile(path)
  const tables = bytes.indexOf(Buffer.of(0xff, 0xc4))
  await writeFile(path, bytes.fill(0xfe, tables + 5, tables + 21))
}

test(
  'all photos have their thumbnail without being looked at, and the next studio has nothing to do',
  {
    timeout: MINUTES,
  },
  async () => {
    const root = await tinyRoot()
    const first = await openStudio(root)
    expect(await stored(first.api)).toEqual([])
    const seen = await makeAll(first.api)
    expect(seen.at(-1)).toEqual({ state: 'done', done: 8, total: 8, unreadable: 0 })
    expect(await stored(first.api)).toEqual((await photosOf(first.api)).map(({ id }) => id))
    expect(first.pids.length).toBe(1)
    await first.close()
    const second = await openStudio(root)
    await makeAll(second.api)
    expect(second.pids).toEqual([])
    // Other tiles, other thumbnails.
    await makeAll(second.api, 384)
    expect((await stored(second.api, 384)).length).toBe(8)
  },
)

test(
  'a damaged photo is told among the problems, and tried again when its file changes',
  {
    timeout: MINUTES,
  },
  async () => {
    const root = await tinyRoot()
    const first = await openStudio(root)
    const [broken] = await photosOf(first.api)
    const intact = await readFile(broken!.path)
    await damage(broken!.path)
    expect((await makeAll(first.api)).at(-1)).toMatchObject({ done: 8, total: 8, unreadable: 1 })
    expect(await stored(first.api)).not.toContain(broken!.id)
    const { problems } = await first.api.root.summary()
    expect(problems).toMatchObject([{ kind: 'corrupt', file: `personal/id1/JPEGImages/${broken!.id.slice(4)}.jpg` }]) // prettier-ignore
    await first.close()
    const second = await openStudio(root)
    expect((await makeAll(second.api)).at(-1)).toMatchObject({ done: 8, unreadable: 1 })
    expect(second.pids).toEqual([])
    await writeFile(broken!.path, intact)
    expect((await makeAll(second.api)).at(-1)).toMatchObject({ done: 8, unreadable: 0 })
    expect(await stored(second.api)).toContain(broken!.id)
    expect((await second.api.root.summary()).problems).toEqual([])
  },
)

test(
  'a photo that changes while a window is open gets a new thumbnail',
  {
    timeout: MINUTES,
  },
  async () => {
    const { api, pids } = await openStudio(await tinyRoot())
    await makeAll(api)
    const [changed, other] = await photosOf(api)
    await writeFile(changed!.path, await readFile(other!.path))
    expect((await stored(api)).length).toBe(7)
    // Whoever lists the photos finds it; the process is through when its events end.
    await expect.poll(() => stored(api), { timeout: MINUTES }).toContain(changed!.id)
    expect(pids.length).toBe(2)
  },
)
