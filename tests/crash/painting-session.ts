// What a hand does to two masks, drawn from a seed: the process that is killed does it, and the test that looks
// at what is left does it again in memory.

import { decodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { paintSegment } from '../../src-main/core/painting/brush.ts'
import { createHistory } from '../../src-main/core/patches/history.ts'
import type { History } from '../../src-main/core/patches/history.ts'
import { readJournal } from '../../src-main/core/journal/journal-bytes.ts'
import type { JournalMove } from '../../src-main/core/journal/records.ts'
import { replayJournal } from '../../src-main/core/journal/replay.ts'
import { applyPatch } from '../../src-main/core/patches/patch.ts'
import { UNLABELLED } from '../../src-main/core/labels/provenance.ts'
import type { Random } from '../../src-main/core/random.ts'
import type { MaskKey } from '../../src-main/services/label-editing/mask-key.ts'
import type { OpenedPhoto } from '../../src-main/services/label-editing/photo-desk.ts'
import { decodeOpened } from '../../src-renderer/canvas/saving/label-map-wire.ts'
import type { EditedLabels } from '../../src-renderer/canvas/saving/label-map-wire.ts'
import { createLabelSession } from '../../src-renderer/canvas/painting/label-session.ts'
import type { LabelSession } from '../../src-renderer/canvas/painting/label-session.ts'

export const USER = 'id1'
/** The first is labelled, the second begins without a file. */
export const PHOTOS = ['a', 'b'] as const
export type Photo = (typeof PHOTOS)[number]
/** What the second is: the mask of another photo, or a blind one of the same. */
export type Second = 'photo' | 'blind'

export function maskOf(name: Photo, second: Second): MaskKey {
  if (name === 'b' && second === 'blind') return { user: USER, name: 'a', blindBy: 'bob' }
  return { user: USER, name }
}

export const MACHINE = { now: () => new Date(), randomId: () => 'id000000' }
export const SIZE = { width: 240, height: 160 }

export type Deed = 'paint' | 'undo' | 'redo' | 'travel' | 'save' | 'switch'

/** Mostly painting; every other deed often enough to be met between two kills. */
const DEEDS: readonly Deed[] = [
  ...Array<Deed>(8).fill('paint'),
  'undo',
  'undo',
  'redo',
  'travel',
  'save',
  'save',
  'switch',
]

export function drawDeed(random: Random): Deed {
  return DEEDS[random.integer(DEEDS.length)]!
}

export interface PhotoState extends EditedLabels {
  readonly history: History
}

/** What a page makes of an opened photo. */
export function stateOf(opened: OpenedPhoto): PhotoState & { readonly moves: number } {
  const { labelMap, provenance } = decodeOpened(opened)
  const { records } = readJournal(decodeBase64(opened.journal.bytes ?? ''))
  const replayed = replayJournal(records, opened.revision)
  for (const patch of replayed?.unsaved ?? []) applyPatch(labelMap, patch, provenance)
  const history = replayed?.history ?? createHistory()
  return { labelMap, provenance, history, moves: replayed?.moves ?? 0 }
}

export function startSession(
  { labelMap, provenance, history }: PhotoState,
  moved: (move: JournalMove) => void = () => undefined,
): LabelSession {
  return createLabelSession(labelMap, provenance, { history, moved })
}

/** A deed that changes the map. Draws the same numbers whatever the map is. */
export function change(session: LabelSession, deed: Deed, random: Random): void {
  if (deed === 'undo') session.undo()
  else if (deed === 'redo') session.redo()
  else if (deed === 'travel') session.travelTo(random.integer(session.history().steps.length + 1))
  else if (deed === 'paint') {
    const point = () => ({ x: random.uniform() * SIZE.width, y: random.uniform() * SIZE.height })
    const drawn = random.integer(22)
    const value = drawn === 21 ? UNLABELLED : drawn
    session.begin()
    const segment = { from: point(), to: point(), radius: 1 + random.uniform() * 20 }
    paintSegment(session.labelMap, { ...segment, tip: 'round' }, session.rule(value))
    session.commit(`brush ${value}`)
  }
}
