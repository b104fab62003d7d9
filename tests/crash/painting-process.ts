// The process that is killed: it paints, undoes, saves and changes photos without end, through the real photo desk
// and the real files. Before each deed it writes a line with the time, and when the studio has acknowledged it another one.

import { writeSync } from 'node:fs'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { encodeRecords } from '../../src-main/core/journal/journal-bytes.ts'
import type { JournalMove } from '../../src-main/core/journal/records.ts'
import { createRandom } from '../../src-main/core/random.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import { encodeEdited } from '../../src-renderer/canvas/saving/label-map-wire.ts'
import type { LabelSession } from '../../src-renderer/canvas/painting/label-session.ts'
import {
  MACHINE,
  PHOTOS,
  change,
  drawDeed,
  maskOf,
  startSession,
  stateOf,
} from './painting-session.ts'
import type { Deed, Photo, Second } from './painting-session.ts'

const EDITOR = { id: 'painting0process', who: 'a test' }

interface OpenPhoto {
  readonly name: Photo
  readonly session: LabelSession
  revision: string | null
  moves: number
}

const STDOUT = 1

const [rootPath = '', seed = '0', kind] = process.argv.slice(2)
const second: Second = kind === 'blind' ? 'blind' : 'photo'
const random = createRandom(Number(seed))
const opened = await openRoot(rootPath, { as: 'studio' })
const desk = new PhotoDesk({ ...opened, machine: MACHINE })
let waiting: JournalMove[] = []
let saving: Promise<void> = Promise.resolve()
let photo = await open(PHOTOS[0])
for (;;) {
  const deed = drawDeed(random)
  writeSync(STDOUT, `begun ${Date.now()}\n`)
  await perform(deed)
  writeSync(STDOUT, 'done\n')
}

async function open(name: Photo): Promise<OpenPhoto> {
  const found = await desk.open({ ...maskOf(name, second), editor: EDITOR })
  const { moves, ...state } = stateOf(found)
  const session = startSession(state, (move) => waiting.push(move))
  return { name, session, revision: found.revision, moves }
}

async function perform(deed: Deed): Promise<void> {
  if (deed === 'switch') {
    await saving
    desk.release({ ...maskOf(photo.name, second), editor: EDITOR, root: opened.root.path })
    photo = await open(photo.name === 'a' ? 'b' : 'a')
  } else if (deed === 'save') {
    await saving
    saving = save(photo)
  } else {
    change(photo.session, deed, random)
    await keep(photo)
  }
}

async function keep(current: OpenPhoto): Promise<void> {
  const moves = waiting
  waiting = []
  if (moves.length === 0) return
  const request = { ...maskOf(current.name, second), editor: EDITOR, root: opened.root.path }
  await desk.keep({ ...request, from: current.moves, moves: encodeBase64(encodeRecords(moves)) })
  current.moves += moves.length
}

/** Goes on beside the deeds that follow, as in the studio. */
async function save(current: OpenPhoto): Promise<void> {
  const { revision } = await desk.save({
    ...maskOf(current.name, second),
    ...encodeEdited(current.session),
    revision: current.revision,
    annotator: null,
    work: [],
    session: { editor: EDITOR, root: opened.root.path, moves: current.moves },
  })
  current.revision = revision
}
