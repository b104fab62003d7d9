// How many thumbnails of new photos the studio makes in a second: photos of 12 megapixels, asked for at their addresses as
// the grid asks, and made in the background.

import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { mapConcurrent } from '../../src-main/adapters/files/map-concurrent.ts'
import { mediaPath } from '../../src-main/contract/media.ts'
import type { ThumbnailSize } from '../../src-main/contract/media.ts'
import { addressOf, startServer, stopServer } from '../e2e/doors/browser-door.ts'
import { benchFolder } from './history.ts'
import type { Bench, Measurement } from './measurement.ts'
import { photoLike } from './photo-like.ts'
import { measurePass } from './thumbnail-pass.ts'
import type { PassTimes } from './thumbnail-pass.ts'

const PHOTOS = 600
/** Linked under many names each: to make hundreds of photos takes longer than to measure them. */
const DISTINCT = 24
const SIZE = { width: 4000, height: 3000 }
const USER = 'collector'
/** More than the studio makes at a time, so that it never waits for a wish. */
const ASKED_AT_ONCE = 8
const ROUNDS = 6
/** What the clock of a process counts (USER_HZ of Linux). */
const TICKS_A_SECOND = 100

export const thumbnails: Bench = {
  name: 'thumbnails',
  summary: `thumbnails of ${PHOTOS} new photos of 12 Mpx: how many a second, and a core`,
  minutes: 2,
  async run(say) {
    say(`making ${DISTINCT} photos of 12 megapixels (kept for the next time)`)
    const root = await newPhotos()
    const rows: Measurement[] = [
      { what: 'size of a photo, 4000x3000', unit: 'MiB', values: root.photoMib },
    ]
    await inStudio(root, async (studio) => {
      say('192 px')
      rows.push(...rowsOf('192 px', await makeAll(studio, 192)))
      say('384 px')
      rows.push(...rowsOf('384 px', await makeAll(studio, 384)))
    })
    await inStudio(root, async (studio) => {
      say('192 px in the background')
      const look = (photo: number): Promise<void> =>
        studio.ask(mediaPath({ kind: 'thumbnail', user: USER, name: nameOf(photo), size: 192 }))
      rows.push(...passRows(await measurePass({ ...studio, look }, PHOTOS)))
    })
    return rows
  },
}

/** On a root of which the studio knows nothing. */
async function inStudio(root: NewPhotos, work: (studio: Studio) => Promise<void>): Promise<void> {
  rmSync(join(root.path, '.pss-studio'), { recursive: true, force: true })
  const stateFolder = mkdtempSync(join(tmpdir(), 'pss-bench-thumbnails-'))
  const server = startServer({ root: root.path, stateFolder })
  try {
    await work({ ...(await openDoor(await addressOf(server))), pid: server.pid ?? 0 })
  } finally {
    await stopServer(server)
    rmSync(stateFolder, { recursive: true, force: true })
  }
}

interface NewPhotos {
  readonly path: string
  /** Of each distinct photo. */
  readonly photoMib: readonly number[]
}

async function newPhotos(): Promise<NewPhotos> {
  const path = join(benchFolder, 'root-thumbnails')
  if (!existsSync(path)) await build(path)
  const sizes = Array.from({ length: DISTINCT }, async (_, i) => {
    const { byteLength } = await readFile(join(path, 'pictures', `${i}.jpg`))
    return byteLength / 2 ** 20
  })
  return { path, photoMib: await Promise.all(sizes) }
}

async function build(path: string): Promise<void> {
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const pictures = join(unfinished, 'pictures')
  const photos = join(unfinished, 'personal', USER, 'JPEGImages')
  for (const folder of [pictures, photos]) mkdirSync(folder, { recursive: true })
  for (let i = 0; i < DISTINCT; i++) {
    writeFileSync(join(pictures, `${i}.jpg`), await photoLike(SIZE, i))
  }
  for (let i = 0; i < PHOTOS; i++) {
    linkSync(join(pictures, `${i % DISTINCT}.jpg`), join(photos, `${nameOf(i)}.jpg`))
  }
  renameSync(unfinished, path)
}

function nameOf(i: number): string {
  return `IMG_${String(i).padStart(4, '0')}`
}

/** Asks for a path of the studio as a page that has its token does. */
async function openDoor(address: string): Promise<Omit<Studio, 'pid'>> {
  const { headers } = await fetch(address, { redirect: 'manual' })
  const [Cookie = ''] = (headers.get('set-cookie') ?? '').split(';')
  const ask = async (path: string): Promise<void> => {
    const answer = await fetch(new URL(path, address), { headers: { Cookie } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path}: the studio answered ${answer.status}`)
  }
  return { address, cookie: Cookie, ask }
}

interface Studio {
  readonly address: string
  readonly cookie: string
  readonly ask: (path: string) => Promise<void>
  readonly pid: number
}

interface Rates {
  /** By the clock, round by round. */
  readonly aSecond: readonly number[]
  /** By the seconds that the studio computed, on whatever core. */
  readonly aCoreSecond: readonly number[]
}

async function makeAll({ ask, pid }: Studio, size: ThumbnailSize): Promise<Rates> {
  const names = Array.from({ length: PHOTOS }, (_, i) => nameOf(i))
  const aSecond: number[] = []
  const aCoreSecond: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const some = names.filter((_, i) => i % ROUNDS === round)
    const [start, computed] = [performance.now(), await secondsComputed(pid)]
    await mapConcurrent(some, ASKED_AT_ONCE, (name) =>
      ask(mediaPath({ kind: 'thumbnail', user: USER, name, size })),
    )
    aSecond.push((1000 * some.length) / (performance.now() - start))
    aCoreSecond.push(some.length / ((await secondsComputed(pid)) - computed))
  }
  return { aSecond, aCoreSecond }
}

/** Seconds of all cores together, of all threads of a process. */
async function secondsComputed(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user = NaN, system = NaN] = fields.slice(11, 13).map(Number)
  return (user + system) / TICKS_A_SECOND
}

function passRows({ aSecond, lookAloneMs, lookMeanwhileMs }: PassTimes): Measurement[] {
  const cores = availableParallelism()
  return [
    { what: `in the background, a second on ${cores} cores`, unit: 'images/s', values: aSecond },
    { what: 'a photo looked at', unit: 'ms', values: lookAloneMs },
    { what: 'a photo looked at, others in the background', unit: 'ms', values: lookMeanwhileMs },
  ]
}

function rowsOf(what: string, { aSecond, aCoreSecond }: Rates): Measurement[] {
  const cores = availableParallelism()
  return [
    { what: `${what}, a second on ${cores} cores`, unit: 'images/s', values: aSecond },
    { what: `${what}, a second of one core`, unit: 'images/s', values: aCoreSecond },
  ]
}
