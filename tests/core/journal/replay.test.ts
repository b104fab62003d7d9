import { describe, expect, it } from 'vitest'
import type { History } from '../../../src-main/core/patches/history.ts'
import { compactRecords } from '../../../src-main/core/journal/compact.ts'
import { encodeRecords, readRecords } from '../../../src-main/core/journal/journal-bytes.ts'
import type { JournalRecord } from '../../../src-main/core/journal/records.ts'
import { rebuildMask, replayJournal } from '../../../src-main/core/journal/replay.ts'
import type { ReplayedJournal } from '../../../src-main/core/journal/replay.ts'
import { applyPatch } from '../../../src-main/core/patches/patch.ts'
import { withoutUnlabelled } from '../../../src-main/core/labels/provenance.ts'
import { encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { fc } from '../arbitraries.ts'
import { copyPlanes, wishes, work } from './arbitraries.ts'
import type { Planes, Session } from './arbitraries.ts'

function mark(revision: string | null, moves: number, isStored = true): JournalRecord {
  return { kind: 'mark', revision, moves, isStored }
}

/** As it is stored. */
function storedForm({ labelMap, provenance }: Planes): Planes {
  return { labelMap: withoutUnlabelled(labelMap), provenance }
}

function baseOf(planes: Planes) {
  const { labelMap, provenance } = storedForm(planes)
  const { width, height, data } = labelMap
  return { width, height, labels: encodeRuns(data), provenance: encodeRuns(provenance.data) }
}

/** A journal of a session whose mask was saved after `savedAt` moves. */
function journalOf({ moves, maps }: Session, savedAt: number): JournalRecord[] {
  return [
    { kind: 'snapshot', moves: 0, ...baseOf(maps[0]!) },
    mark(null, 0),
    ...moves.slice(0, savedAt),
    mark('saved', savedAt),
    ...moves.slice(savedAt),
  ]
}

function applied(stored: Planes, replayed: ReplayedJournal): Planes {
  const { labelMap, provenance } = copyPlanes(stored)
  for (const patch of replayed.unsaved) applyPatch(labelMap, patch, provenance)
  return { labelMap, provenance }
}

/** All the way down. */
function undoneFrom(planes: Planes, start: History): Planes {
  const { labelMap, provenance } = copyPlanes(planes)
  let history = start
  for (let move = history.undo(); move !== undefined; move = history.undo()) {
    applyPatch(labelMap, move.patch, provenance)
    history = move.history
  }
  return { labelMap, provenance }
}

const sessions = fc
  .tuple(wishes, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([list, share]) => {
    const session = work(list)
    return { session, savedAt: Math.floor(share * session.moves.length) }
  })

describe('a replayed journal', () => {
  it('makes of the stored mask what was on the screen, with all of the history', () => {
    fc.assert(
      fc.property(sessions, ({ session, savedAt }) => {
        const { moves, maps } = session
        const replayed = replayJournal(journalOf(session, savedAt), 'saved')!
        const { labelMap, provenance } = applied(maps[savedAt]!, replayed)
        expect({ labelMap, provenance }).toEqual(maps.at(-1))
        expect([replayed.moves, replayed.unsaved.length]).toEqual([
          moves.length,
          moves.length - savedAt,
        ])
        for (let { history } = replayed; history.canUndo;) {
          const move = history.undo()!
          applyPatch(labelMap, move.patch, provenance)
          history = move.history
        }
        expect({ labelMap, provenance }).toEqual(maps[0])
      }),
    )
  })

  it('gives the whole map without any mask file, before and after it was compacted', () => {
    fc.assert(
      fc.property(sessions, ({ session }) => {
        const { moves, maps } = session
        const records = journalOf(session, moves.length)
        expect(rebuildMask(records)).toEqual(storedForm(maps.at(-1)!))
        const replayed = replayJournal(records, 'saved')!
        const compact = compactRecords(replayed, baseOf(maps.at(-1)!), 'saved')
        expect(rebuildMask(compact)).toEqual(storedForm(maps.at(-1)!))
        const again = replayJournal(compact, 'saved')!
        expect(again.unsaved).toEqual([])
        expect(again.history.steps).toEqual(replayed.history.steps)
        expect(again.history.position).toBe(replayed.history.position)
      }),
    )
  })

  it('joins the oldest steps over the budget and still begins and ends at the same maps', () => {
    const list = Array.from({ length: 30 }, (_, at) => ({ x: at % 20, y: 3, size: 4, value: 12 + (at % 2) * 3 })) // prettier-ignore
    const session = work([...list, 'undo', 'undo'])
    const { history } = replayJournal(journalOf(session, 10), 'saved', 4000)!
    expect(history.bytes).toBeLessThanOrEqual(4000)
    expect(history.steps[0]!.count).toBeGreaterThan(1)
    expect(history.steps.length - history.position).toBe(2)
    expect(undoneFrom(session.maps.at(-1)!, history)).toEqual(session.maps[0])
  })

  it('tells joined steps one by one, and as joined ones once it was compacted', () => {
    fc.assert(
      fc.property(sessions, fc.integer({ min: 1, max: 3000 }), ({ session }, budget) => {
        const { moves, maps } = session
        const records = journalOf(session, moves.length)
        const replayed = replayJournal(records, 'saved', budget)!
        const move = replayed.history.undo()
        if (move !== undefined) {
          // What the page tells of an undo of joined steps.
          const told = Array.from({ length: move.count }, () => ({ kind: 'undo' }) as const)
          const later = replayJournal([...records, ...told], 'saved', budget)!
          const { labelMap, provenance } = copyPlanes(maps.at(-1)!)
          applyPatch(labelMap, move.patch, provenance)
          expect(applied(maps.at(-1)!, later)).toEqual({ labelMap, provenance })
        }
        const compact = compactRecords(replayed, baseOf(maps.at(-1)!), 'saved')
        const again = replayJournal(readRecords(encodeRecords(compact)).records, 'saved')!
        expect(undoneFrom(maps.at(-1)!, again.history)).toEqual(maps[0])
      }),
    )
  })
})

describe('which mask a journal builds on', () => {
  const session = work([
    { x: 1, y: 1, size: 5, value: 15 },
    { x: 9, y: 9, size: 5, value: 12 },
  ])
  const [first, second] = session.moves as [JournalRecord, JournalRecord]
  const unsavedOver = (records: JournalRecord[], revision: string | null): number | null =>
    replayJournal(records, revision)?.unsaved.length ?? null

  it('is the last one that was saved, whether or not the end of the save was noted', () => {
    const records = [mark(null, 0), first, mark('r1', 1, false)]
    expect(unsavedOver(records, 'r1')).toBe(0)
    expect(unsavedOver([...records, second], 'r1')).toBe(1)
  })

  it('is the one before when the save never reached the disk', () => {
    const records = [mark(null, 0), first, mark('r1', 1, false), second]
    expect(unsavedOver(records, null)).toBe(2)
  })

  it('is none when the file is an older one again, was deleted, or came from elsewhere', () => {
    const records = [mark('r0', 0), first, mark('r1', 1), second]
    expect(unsavedOver(records, 'r1')).toBe(1)
    expect(unsavedOver(records, 'r0')).toBeNull()
    expect(unsavedOver(records, null)).toBeNull()
    expect(unsavedOver(records, 'other')).toBeNull()
  })

  it('is none when moves are missing or lead nowhere', () => {
    expect(unsavedOver([mark('r0', 0), { kind: 'undo' }], 'r0')).toBeNull()
    expect(unsavedOver([mark('r1', 4), first], 'r1')).toBeNull()
    expect(unsavedOver([], null)).toBeNull()
  })
})
