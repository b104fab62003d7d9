import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { encodeRecords, readJournal } from '../../src-main/core/journal/journal-bytes.ts'
import { isMove } from '../../src-main/core/journal/records.ts'
import type { JournalMove } from '../../src-main/core/journal/records.ts'
import { replayJournal } from '../../src-main/core/journal/replay.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { memoryJournals } from './memory-journals.ts'
import { HEIGHT, WIDTH, leftHalf, memoryArtifacts, memoryRoot } from './memory-ports.ts'

const A = { user: 'id1', name: 'a' }
const ANNA = { id: 'window0anna', who: 'Anna' }
const BERT = { id: 'window0bert', who: '' }
const ROOT = '/memory'
const NOBODY = { annotator: null, work: [] }

function openDesk() {
  const clock = { seconds: 0 }
  const journals = memoryJournals()
  const root = memoryRoot()
  const now = (): Date => new Date(Date.UTC(2026, 0, 1) + clock.seconds * 1000)
  const randomId = (): string => 'id000000'
  const start = (): PhotoDesk =>
    new PhotoDesk({ root, artifacts: memoryArtifacts(), journals, machine: { now, randomId } })
  return { desk: start(), journals, root, clock, restart: start }
}

/** The whole photo gets a value; `from` is what it had. */
function fill(value: number, from = 0): JournalMove {
  const rect = { x: 0, y: 0, width: WIDTH, height: HEIGHT }
  const runs = (v: number): Uint8Array => encodeRuns(new Uint8Array(WIDTH * HEIGHT).fill(v))
  return { kind: 'step', name: 'fill', patch: { rect, before: runs(from), after: runs(value) } }
}

function keep(desk: PhotoDesk, editor: typeof ANNA, from: number, moves: JournalMove[]) {
  const bytes = encodeBase64(encodeRecords(moves))
  return desk.keep({ ...A, root: ROOT, editor, from, moves: bytes })
}

function save(desk: PhotoDesk, editor: typeof ANNA, moves: number, revision: string | null) {
  const session = { root: ROOT, editor, moves }
  const labelMap = encodeLabelMap(leftHalf(12))
  return desk.save({ ...A, labelMap, provenance: null, revision, ...NOBODY, session })
}

test('moves sent twice are written once, and the same after the studio was started again', async () => {
  const { desk, restart } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  expect(await keep(desk, ANNA, 0, [fill(1)])).toEqual({ moves: 1 })
  expect(await keep(desk, ANNA, 0, [fill(1), fill(2, 1)])).toEqual({ moves: 2 })
  const again = restart()
  expect(await keep(again, ANNA, 1, [fill(2, 1), { kind: 'undo' }])).toEqual({ moves: 3 })
  const { journal, revision } = await again.open({ ...A, editor: ANNA })
  const { records } = readJournal(decodeBase64(journal.bytes!))
  expect(replayJournal(records, revision)).toMatchObject({ moves: 3, history: { position: 1 } })
})

test('a first write that was cut off anywhere leaves nothing, and nothing to tell of', async () => {
  const { desk, journals, restart } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  await keep(desk, ANNA, 0, [fill(1)])
  const whole = journals.files.get('id1/a')!
  for (let cut = 0; cut < whole.length; cut++) {
    journals.files.set('id1/a', whole.slice(0, cut))
    const { journal } = await restart().open({ ...A, editor: ANNA })
    expect([cut, journal.setAside]).toEqual([cut, null])
    const { records } = readJournal(journals.files.get('id1/a') ?? new Uint8Array())
    expect(records.filter(isMove)).toEqual([])
  }
  expect(journals.files.has('aside/id1/a')).toBe(false)
})

test('moves that do not follow, are others, or are none are refused and nothing is written', async () => {
  const { desk, journals } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  await keep(desk, ANNA, 0, [fill(1)])
  const before = journals.files.get('id1/a')
  await expect(keep(desk, ANNA, 2, [fill(3)])).rejects.toMatchObject({ kind: 'conflict' })
  await expect(keep(desk, ANNA, 0, [fill(9)])).rejects.toMatchObject({ kind: 'conflict' })
  const tooLarge = { ...fill(1), patch: { rect: { x: 1, y: 0, width: WIDTH, height: 1 }, before: Uint8Array.of(), after: Uint8Array.of() } } // prettier-ignore
  await expect(keep(desk, ANNA, 1, [tooLarge as JournalMove])).rejects.toMatchObject({ kind: 'corrupt' }) // prettier-ignore
  const request = { ...A, root: ROOT, editor: ANNA, from: 1 }
  await expect(desk.keep({ ...request, moves: 'AAAA' })).rejects.toMatchObject({ kind: 'corrupt' })
  const mark = encodeRecords([{ kind: 'mark', moves: 1, revision: 'x', isStored: true }])
  await expect(desk.keep({ ...request, moves: encodeBase64(mark) })).rejects.toMatchObject({
    kind: 'invalidInput',
  })
  expect(journals.files.get('id1/a')).toEqual(before)
})

/** What the desk says first to who wants to hold the photo, and how that one leaves. */
async function hold(desk: PhotoDesk, editor: typeof ANNA) {
  const leaving = new AbortController()
  const held = desk.hold({ ...A, root: ROOT, editor }, leaving.signal)
  const { value } = await held.next()
  const ended = held.next()
  const leave = async (): Promise<void> => {
    leaving.abort()
    await ended
  }
  return { value, ended, leave }
}

test('a photo belongs to one editor while it listens, and for fifteen seconds more', async () => {
  const { desk, clock } = openDesk()
  expect(await desk.open({ ...A, editor: ANNA })).toMatchObject({ isWritable: true, holder: null })
  const held = { isWritable: false, holder: { who: 'Anna', since: '2026-01-01T00:00:00.000Z' } }
  expect(await desk.open({ ...A, editor: BERT })).toMatchObject(held)
  expect(await desk.open(A)).toMatchObject(held)
  await expect(keep(desk, BERT, 0, [fill(1)])).rejects.toThrow(/Anna, in another window, has/)
  await expect(save(desk, BERT, 0, 'r1')).rejects.toMatchObject({ kind: 'conflict' })
  const program = { ...A, ...NOBODY, labelMap: encodeLabelMap(leftHalf(1)), provenance: null, revision: 'r1' } // prettier-ignore
  await expect(desk.save(program)).rejects.toMatchObject({ kind: 'conflict' })
  clock.seconds = 10
  const anna = await hold(desk, ANNA)
  expect(anna.value).toEqual({ holder: null })
  clock.seconds = 3600
  const asking = { ...A, root: ROOT, editor: BERT }
  expect(desk.holder(asking)).toMatchObject({ holder: { who: 'Anna' } })
  const bert = await hold(desk, BERT)
  expect(bert.value).toMatchObject({ holder: { who: 'Anna' } })
  expect(await bert.ended).toMatchObject({ done: true })
  await anna.leave()
  clock.seconds = 3614
  expect(desk.holder(asking)).toMatchObject({ holder: { who: 'Anna' } })
  clock.seconds = 3616
  expect(desk.holder(asking)).toEqual({ holder: null })
  expect(await desk.open({ ...A, editor: BERT })).toMatchObject({ isWritable: true })
  desk.release({ ...A, root: ROOT, editor: ANNA })
  await expect(keep(desk, ANNA, 0, [fill(1)])).rejects.toThrow(/another window has this photo/)
  desk.release({ ...A, root: ROOT, editor: BERT })
  expect(await desk.open({ ...A, editor: ANNA })).toMatchObject({ isWritable: true })
})

test('a photo that was given back is not held by who still listens', async () => {
  const { desk } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  const anna = await hold(desk, ANNA)
  desk.release({ ...A, root: ROOT, editor: ANNA })
  expect(await desk.open({ ...A, editor: BERT })).toMatchObject({ isWritable: true })
  await anna.leave()
  expect(desk.holder({ ...A, root: ROOT, editor: ANNA })).toMatchObject({ holder: { who: '' } })
})

test('when the one page there is has ended, what it held is free at once', async () => {
  const { desk } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  const listening = new AbortController()
  await desk.hold({ ...A, root: ROOT, editor: ANNA }, listening.signal).next()
  await keep(desk, ANNA, 0, [fill(1)])
  desk.leases.releaseAll()
  expect((await desk.open({ ...A, editor: BERT })).isWritable).toBe(true)
  expect(await keep(desk, BERT, 1, [fill(2, 1)])).toEqual({ moves: 2 })
})

test('a page of a folder that is no longer open writes nothing into the next one', async () => {
  const { desk } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  const other = { ...A, root: '/elsewhere', editor: ANNA }
  const moves = encodeBase64(encodeRecords([fill(1)]))
  await expect(desk.keep({ ...other, from: 0, moves })).rejects.toThrow(/another folder was opened/)
  const program = { ...A, ...NOBODY, labelMap: encodeLabelMap(leftHalf(1)), provenance: null, revision: 'r1' } // prettier-ignore
  await expect(
    desk.save({ ...program, session: { root: '/elsewhere', editor: ANNA, moves: 0 } }),
  ).rejects.toMatchObject({ kind: 'conflict' })
})

test('what was saved is no more than history, and a mask changed elsewhere puts it aside', async () => {
  const { desk, journals, root, restart } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  await keep(desk, ANNA, 0, [fill(12)])
  const { revision } = await save(desk, ANNA, 1, 'r1')
  const opened = await restart().open({ ...A, editor: ANNA })
  const { records } = readJournal(decodeBase64(opened.journal.bytes!))
  expect(replayJournal(records, revision)).toMatchObject({ unsaved: [], history: { position: 1 } })

  const image = { domain: 'user', ...A } as const
  const labels = { labelMap: createLabelMap(WIDTH, HEIGHT), provenance: null }
  await root.saveLabelMap(image, labels, revision)
  const after = await restart().open({ ...A, editor: ANNA })
  expect(after.journal).toEqual({
    bytes: null,
    setAside: { path: 'aside/id1/a', moves: 1, canReturn: true },
  })
  expect(journals.files.has('id1/a')).toBe(false)
})

test('a journal builds on the mask that was saved before its first move', async () => {
  const { desk, restart } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  await save(desk, ANNA, 0, 'r1')
  await keep(desk, ANNA, 0, [fill(3)])
  const { journal } = await restart().open({ ...A, editor: ANNA })
  expect([journal.bytes === null, journal.setAside]).toEqual([false, null])
})

test('a journal full of forgotten steps is written afresh, with its history whole', async () => {
  const { desk, journals, restart } = openDesk()
  await desk.open({ ...A, editor: ANNA })
  const name = 'n'.repeat(500)
  const there = (value: number): JournalMove => ({ ...fill(value), name }) as JournalMove
  const back: JournalMove = { kind: 'undo' }
  const moves = Array.from({ length: 2200 }, (_, at) => [there(at % 20), back]).flat()
  await keep(desk, ANNA, 0, [...moves, there(12)])
  const before = journals.files.get('id1/a')!.length
  await restart().open({ ...A, editor: ANNA })
  expect(journals.files.get('id1/a')!.length).toBe(before) // none of it is in the mask yet
  const { revision } = await save(desk, ANNA, moves.length + 1, 'r1')
  const { journal } = await restart().open({ ...A, editor: ANNA })
  expect(journals.files.get('id1/a')!.length).toBeLessThan(before / 100)
  const { records } = readJournal(decodeBase64(journal.bytes!))
  expect(replayJournal(records, revision)).toMatchObject({ moves: 1, history: { position: 1 } })
})
