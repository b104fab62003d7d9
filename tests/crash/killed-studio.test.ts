// kill -9 at random moments of painting: no acknowledged move is lost, no file is damaged or left over, and the
// journal gives exactly the map that was on the screen. PSS_KILLS sets how often (12 unless set).

import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { History } from '../../src-main/core/history.ts'
import { copyLabelMap, createLabelMap } from '../../src-main/core/label-map.ts'
import { applyPatch } from '../../src-main/core/patch.ts'
import { PROVENANCE, UNLABELLED, createProvenance } from '../../src-main/core/provenance.ts'
import { createRandom } from '../../src-main/core/random.ts'
import type { Random } from '../../src-main/core/random.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import { halfLabelMap, writeMask, writePhoto } from '../adapters/photos.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import type { EditedLabels } from '../../src-renderer/canvas/label-map-wire.ts'
import {
  MACHINE,
  PHOTOS,
  SIZE,
  USER,
  change,
  drawDeed,
  startSession,
  stateOf,
} from './painting-session.ts'
import type { Photo, PhotoState } from './painting-session.ts'

const KILLS = Number(process.env['PSS_KILLS'] ?? 12)
/** Two roots at a time, each killed over and over. */
const SEEDS = [20211011, 20261126]
/** Looking at a history takes as long as it is: a fresh root now and then keeps it short. */
const KILLS_OF_A_ROOT = 10
const PROCESS = new URL('painting-process.ts', import.meta.url).pathname
/** A kill comes within this time after one of so many deeds, or while the studio starts. */
const LONGEST_MS = 12
const MOST_DEEDS = 40
const LONGEST_START_MS = 600

type Studio = Readonly<Record<Photo, PhotoState>>

test('a studio that is killed while painting loses nothing', async () => {
  await Promise.all(SEEDS.map(killOverAndOver))
}, 600_000)

async function killOverAndOver(seed: number): Promise<void> {
  const random = createRandom(seed)
  let root = await rootWithTwoPhotos()
  let before = await inspect(root)
  let deeds = 0
  for (let kill = 0; kill < KILLS / SEEDS.length; kill++) {
    if (kill > 0 && kill % KILLS_OF_A_ROOT === 0) {
      root = await rootWithTwoPhotos()
      before = await inspect(root)
    }
    const run = random.integer(2 ** 31)
    const { begun, done } = await killWhilePainting(root, run, random)
    const expected = repeat(before, run, [done, begun])
    const after = await inspect(root)
    const isKept = expected.some((studio) => isSame(studio, after))
    expect(isKept, `seed ${seed}, kill ${kill}: ${done} of ${begun} deeds acknowledged`).toBe(true)
    expectWalkable(after)
    deeds += done
    before = after
  }
  expect(deeds).toBeGreaterThan(KILLS)
}

async function rootWithTwoPhotos(): Promise<string> {
  const root = await temporaryFolder()
  const user = join(root, 'personal', USER)
  for (const name of PHOTOS) await writePhoto(join(user, `JPEGImages/${name}.jpg`), SIZE)
  await writeMask(join(user, 'SegmentationClass/a.png'), halfLabelMap(SIZE.width, SIZE.height, 15))
  return root
}

interface Deeds {
  begun: number
  /** Acknowledged by the studio. */
  done: number
}

/** One kill in ten comes while the studio starts. */
async function killWhilePainting(root: string, seed: number, random: Random): Promise<Deeds> {
  const compiled = join(root, '..', 'pss-studio-test-compiled')
  const child = spawn(process.execPath, [PROCESS, root, String(seed)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  const isEarly = random.uniform() < 0.1
  const target = isEarly ? Infinity : random.integer(MOST_DEEDS)
  const delayMs = random.uniform() * (isEarly ? LONGEST_START_MS : LONGEST_MS)
  const killSoon = (): unknown => setTimeout(() => child.kill('SIGKILL'), delayMs)
  let output = ''
  let errors = ''
  let isTimed = isEarly
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString()
    if (isTimed || deedsIn(output).done < target) return
    isTimed = true
    killSoon()
  })
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  if (isEarly) killSoon()
  const signal = await new Promise((resolve) => child.on('close', (_, name) => resolve(name)))
  expect([signal, errors]).toEqual(['SIGKILL', ''])
  return deedsIn(output)
}

function deedsIn(output: string): Deeds {
  const count = (word: string): number => output.split('\n').filter((line) => line === word).length
  return { begun: count('begun'), done: count('done') }
}

/** The studio after each of these numbers of deeds, in memory. */
function repeat(start: Studio, seed: number, counts: readonly number[]): Studio[] {
  const random = createRandom(seed)
  const sessions = { a: startSession(copyOf(start.a)), b: startSession(copyOf(start.b)) }
  const stateNow = (name: Photo): PhotoState =>
    copyOf({ ...sessions[name], history: sessions[name].history() })
  let photo: Photo = PHOTOS[0]
  const states: Studio[] = []
  for (let count = 0; count <= Math.max(...counts); count++) {
    if (counts.includes(count)) states.push({ a: stateNow('a'), b: stateNow('b') })
    const deed = drawDeed(random)
    if (deed === 'switch') photo = photo === 'a' ? 'b' : 'a'
    else change(sessions[photo], deed, random)
  }
  return states
}

function copyOf({ labelMap, provenance, history }: PhotoState): PhotoState {
  return { ...copyLabels({ labelMap, provenance }), history }
}

function copyLabels({ labelMap, provenance }: EditedLabels): EditedLabels {
  return { labelMap: copyLabelMap(labelMap), provenance: copyLabelMap(provenance) }
}

/** Opens the root as the next studio does, and looks at everything in it. */
async function inspect(rootPath: string): Promise<Studio> {
  const opened = await openRoot(rootPath, { as: 'studio' })
  try {
    const desk = new PhotoDesk({ ...opened, machine: MACHINE })
    const studio = { a: await look(desk, 'a'), b: await look(desk, 'b') }
    const files = await readdir(rootPath, { recursive: true })
    expect(files.filter((file) => /pss-studio-tmp|aside|lock-/.test(file))).toEqual([])
    return studio
  } finally {
    await opened.journals.close()
    await opened.root.close()
  }
}

async function look(desk: PhotoDesk, name: Photo): Promise<PhotoState> {
  const editor = { id: 'the0next0studio', who: '' }
  const found = await desk.open({ user: USER, name, editor })
  expect([found.isWritable, found.journal.setAside]).toEqual([true, null])
  expect(found.provenanceNote).toBeNull()
  return stateOf(found)
}

function isSame(one: Studio, other: Studio): boolean {
  return PHOTOS.every((name) => {
    const [a, b] = [one[name], other[name]]
    return (
      a.history.position === b.history.position &&
      a.history.steps.map((step) => step.name).join() ===
        b.history.steps.map((step) => step.name).join() &&
      Buffer.compare(a.labelMap.data, b.labelMap.data) === 0 &&
      Buffer.compare(a.provenance.data, b.provenance.data) === 0
    )
  })
}

/** Every step can be taken back and done again, and ends at the same pixels. */
function expectWalkable(studio: Studio): void {
  for (const name of PHOTOS) {
    const { labelMap, provenance, history } = studio[name]
    const walked = copyLabels({ labelMap, provenance })
    const start = travel(walked, history, 0)
    expect(walked).toEqual(startOf(name))
    travel(walked, start, history.position)
    expect(walked).toEqual({ labelMap, provenance })
  }
}

function travel(labels: EditedLabels, history: History, position: number): History {
  let current = history
  while (current.position !== position) {
    const move = current.position > position ? current.undo() : current.redo()
    applyPatch(labels.labelMap, move!.patch, labels.provenance)
    current = move!.history
  }
  return current
}

function startOf(name: Photo): EditedLabels {
  const { width, height } = SIZE
  if (name === 'a') {
    const labelMap = halfLabelMap(width, height, 15)
    return { labelMap, provenance: createProvenance(width, height, PROVENANCE.human) }
  }
  const nothing = new Uint8Array(width * height).fill(UNLABELLED)
  const labelMap = createLabelMap(width, height, nothing)
  return { labelMap, provenance: createProvenance(width, height, PROVENANCE.unlabelled) }
}
