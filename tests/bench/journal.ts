// A thousand strokes on a photo of 12 megapixels, kept one by one through the contract as the editor does: how long
// until a stroke is written, how much it takes on the disk, how long the photo takes to open with all of them; and how
// much work is lost by kill -9.

import { createRouterClient } from '@orpc/server'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { decodeBase64, encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { paintSegment } from '../../src-main/core/painting/brush.ts'
import { encodeRecords, readJournal } from '../../src-main/core/journal/journal-bytes.ts'
import type { JournalMove } from '../../src-main/core/journal/records.ts'
import { replayJournal } from '../../src-main/core/journal/replay.ts'
import { createRandom } from '../../src-main/core/random.ts'
import type { Random } from '../../src-main/core/random.ts'
import { composePorts } from '../../src-main/hosts/compose.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { decodeOpened } from '../../src-renderer/canvas/saving/label-map-wire.ts'
import { createLabelSession } from '../../src-renderer/canvas/painting/label-session.ts'
import type { LabelSession } from '../../src-renderer/canvas/painting/label-session.ts'
import { measureKills } from './kills.ts'
import type { Bench, Measurement } from './measurement.ts'
import { timed } from './measurement.ts'

const [WIDTH, HEIGHT] = [4000, 3000]
const STROKES = 1000
const SEGMENTS = 20
const KEY = { user: 'painter', name: 'photo' }
const EDITOR = { id: 'thebench0', who: '' }

export const journal: Bench = {
  name: 'journal',
  summary: `${STROKES} strokes of r = 100 px kept in the journal, ${WIDTH}x${HEIGHT}`,
  minutes: 0.5,
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'pss-bench-journal-'))
    try {
      say('making the photo')
      await makeRoot(folder)
      const written = await measure(folder, say)
      say('kill -9, over and over')
      return [...written, ...(await measureKills())]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function makeRoot(folder: string): Promise<void> {
  const photos = join(folder, 'personal', KEY.user, 'JPEGImages')
  mkdirSync(photos, { recursive: true })
  const background = { r: 90, g: 120, b: 150 }
  await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background } })
    .jpeg()
    .toFile(join(photos, `${KEY.name}.jpg`))
}

async function measure(folder: string, say: (line: string) => void): Promise<Measurement[]> {
  const noWorker = (): never => {
    throw new Error('painting starts no worker')
  }
  const resourcesFolder = join(folder, 'unused')
  const ports = composePorts({ host: 'test', version: '0', resourcesFolder, workers: { launch: noWorker } }) // prettier-ignore
  const open = () => openRoot(folder, { as: 'studio' })
  const door = await openStudioDoor({ ...ports, openRoot: open }, folder)
  const api = createRouterClient(door.router)
  try {
    const opened = await api.labels.open({ ...KEY, editor: EDITOR })
    const { labelMap, provenance } = decodeOpened(opened)
    const waiting: JournalMove[] = []
    const moved = (move: JournalMove): unknown => waiting.push(move)
    const session = createLabelSession(labelMap, provenance, { moved })
    const random = createRandom(1)
    const values: number[] = []
    say(`${STROKES} strokes`)
    for (let from = 0; from < STROKES; from++) {
      stroke(session, random)
      const start = performance.now()
      const moves = encodeBase64(encodeRecords(waiting.splice(0)))
      await api.labels.keep({ ...KEY, editor: EDITOR, root: opened.root, from, moves })
      values.push(performance.now() - start)
    }
    const file = join(folder, '.pss-studio/journals', KEY.user, `${KEY.name}.journal`)
    const bytes = [statSync(file).size / 2 ** 20]
    const asked = await timed(3, () => api.labels.open({ ...KEY, editor: EDITOR }))
    const { journal: found, revision } = await api.labels.open({ ...KEY, editor: EDITOR })
    const replayed = await timed(3, () =>
      replayJournal(readJournal(decodeBase64(found.bytes ?? '')).records, revision),
    )
    return [
      { what: 'stroke, from the patch to the written journal', unit: 'ms', values, target: 50 },
      { what: `journal of ${STROKES} strokes`, unit: 'MiB', values: bytes, target: 64 },
      { what: '- open the photo with it, studio', unit: 'ms', values: asked },
      { what: '- open the photo with it, page: read and replay', unit: 'ms', values: replayed },
    ]
  } finally {
    await door.close()
  }
}

/** About 700 px long, wherever it falls. */
function stroke(session: LabelSession, random: Random): void {
  let from = { x: random.uniform() * WIDTH, y: random.uniform() * HEIGHT }
  const angle = random.uniform() * 2 * Math.PI
  const value = random.integer(21)
  session.begin()
  for (let segment = 0; segment < SEGMENTS; segment++) {
    const turn = angle + Math.sin(segment / 5)
    const to = { x: from.x + 35 * Math.cos(turn), y: from.y + 35 * Math.sin(turn) }
    const rule = session.rule(value)
    paintSegment(session.labelMap, { from, to, radius: 100, tip: 'round' }, rule)
    from = to
  }
  session.commit('brush')
}
