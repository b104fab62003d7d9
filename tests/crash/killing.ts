// Kills a process that paints, and tells which states of its photos may be left: after the deeds it had acknowledged,
// or after the one that was under way as well.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { copyLabelMap } from '../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../src-main/core/random.ts'
import type { Random } from '../../src-main/core/random.ts'
import type { EditedLabels } from '../../src-renderer/canvas/saving/label-map-wire.ts'
import { halfLabelMap, put, writeMask, writePhoto } from '../adapters/photos.ts'
import { PHOTOS, SIZE, USER, change, drawDeed, startSession } from './painting-session.ts'
import type { Photo, PhotoState, Second } from './painting-session.ts'

const PROCESS = new URL('painting-process.ts', import.meta.url).pathname
/** A kill comes within this time after one of so many deeds, or while the studio starts. */
const LONGEST_MS = 12
const MOST_DEEDS = 16
const LONGEST_START_MS = 600

export type Studio = Readonly<Record<Photo, PhotoState>>

/** A labelled one, and one without a mask; every photo of the validation split is to be labelled blind. */
export async function writeTwoPhotos(root: string): Promise<void> {
  const user = join(root, 'personal', USER)
  for (const name of PHOTOS) await writePhoto(join(user, `JPEGImages/${name}.jpg`), SIZE)
  await writeMask(join(user, 'SegmentationClass/a.png'), halfLabelMap(SIZE.width, SIZE.height, 15))
  await put(join(root, '.pss-studio/settings.json'), '{"secondShare":1}')
}

export interface Killed {
  readonly begun: number
  /** Acknowledged by the studio. */
  readonly done: number
  /** What had begun and was not acknowledged was so old, in milliseconds; 0 when there was nothing. */
  readonly ageMs: number
}

/** One kill in ten comes while the studio starts. Throws when the process ended by itself. */
export async function killWhilePainting(
  { root, second }: { readonly root: string; readonly second: Second },
  seed: number,
  random: Random,
): Promise<Killed> {
  const compiled = join(root, '..', 'pss-studio-test-compiled')
  const child = spawn(process.execPath, [PROCESS, root, String(seed), second], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  const isEarly = random.uniform() < 0.1
  const target = isEarly ? Infinity : random.integer(MOST_DEEDS)
  const delayMs = random.uniform() * (isEarly ? LONGEST_START_MS : LONGEST_MS)
  let killedAt = 0
  const kill = (): void => {
    killedAt = Date.now()
    child.kill('SIGKILL')
  }
  const killSoon = (): unknown => setTimeout(kill, delayMs)
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
  if (signal !== 'SIGKILL' || errors !== '')
    throw new Error(`the painting process was not killed but ended: ${String(signal)} ${errors}`)
  const { begun, done, begunAt } = deedsIn(output)
  return { begun, done, ageMs: begun > done ? Math.max(0, killedAt - begunAt) : 0 }
}

/** `begunAt`: when the last deed began. */
function deedsIn(output: string) {
  const lines = output.split('\n').slice(0, -1)
  const begun = lines.filter((line) => line.startsWith('begun'))
  const begunAt = Number(begun.at(-1)?.split(' ')[1] ?? 0)
  return { begun: begun.length, done: lines.length - begun.length, begunAt }
}

/** The studio after each of these numbers of deeds, in memory. */
export function repeat(start: Studio, seed: number, counts: readonly number[]): Studio[] {
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

export function copyLabels({ labelMap, provenance }: EditedLabels): EditedLabels {
  return { labelMap: copyLabelMap(labelMap), provenance: copyLabelMap(provenance) }
}

export function isSame(one: Studio, other: Studio): boolean {
  return PHOTOS.every((name) => {
    const [a, b] = [one[name], other[name]]
    return (
      a.history.position === b.history.position &&
      a.history.steps.map((step) => step.name).join() ===
        b.history.steps.map((step) => step.name).join() &&
      isSameMap(a, b)
    )
  })
}

/** Compares bytes: a deep comparison takes longer than the studio that is looked at. */
export function isSameMap(a: EditedLabels, b: EditedLabels): boolean {
  return (
    Buffer.compare(a.labelMap.data, b.labelMap.data) === 0 &&
    Buffer.compare(a.provenance.data, b.provenance.data) === 0
  )
}
