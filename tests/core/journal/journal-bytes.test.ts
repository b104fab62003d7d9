import { describe, expect, it } from 'vitest'
import { crc32 } from '../../../src-main/core/journal/crc32.ts'
import {
  JOURNAL_SIGNATURE,
  encodeRecords,
  readJournal,
  readRecords,
} from '../../../src-main/core/journal/journal-bytes.ts'
import type { JournalRecord } from '../../../src-main/core/journal/records.ts'
import { encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { fc } from '../arbitraries.ts'
import { HEIGHT, WIDTH, wishes, work } from './arbitraries.ts'

const others: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({
    kind: fc.constant('mark' as const),
    moves: fc.nat(2 ** 40),
    revision: fc.option(fc.stringMatching(/^[0-9a-f]{16}$/)),
    isStored: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('snapshot' as const),
    moves: fc.nat(1000),
    width: fc.constant(WIDTH),
    height: fc.constant(HEIGHT),
    labels: fc.uint8Array({ minLength: 600, maxLength: 600 }).map(encodeRuns),
    provenance: fc.uint8Array({ minLength: 600, maxLength: 600 }).map(encodeRuns),
  }),
)

const journals = fc
  .tuple(wishes, fc.array(others, { maxLength: 4 }))
  .map(([list, rest]): readonly JournalRecord[] => [...rest, ...work(list).moves])

function fileOf(records: readonly JournalRecord[]): Uint8Array {
  return Uint8Array.from([...JOURNAL_SIGNATURE, ...encodeRecords(records)])
}

describe('a journal', () => {
  it('gives back its records', () => {
    fc.assert(
      fc.property(journals, (records) => {
        const bytes = fileOf(records)
        const read = readJournal(bytes)
        expect(read.records).toEqual(records)
        expect([read.byteCount, read.state]).toEqual([bytes.length, 'whole'])
        expect(readRecords(bytes, JOURNAL_SIGNATURE.length).ends.at(-1) ?? 8).toBe(bytes.length)
      }),
    )
  })

  it('that is cut off anywhere gives the records before the cut', () => {
    fc.assert(
      fc.property(journals, fc.double({ min: 0, max: 1, noNaN: true }), (records, share) => {
        const bytes = fileOf(records)
        const { ends } = readJournal(bytes)
        const length = Math.floor(share * bytes.length)
        const read = readJournal(bytes.subarray(0, length))
        const whole = ends.filter((end) => end <= length).length
        expect(read.records).toEqual(records.slice(0, whole))
        expect(read.state).not.toBe('damaged')
      }),
      { numRuns: 300 },
    )
  })

  it('with any bit turned gives some of its first records and nothing else', () => {
    fc.assert(
      fc.property(journals, fc.nat(), fc.nat(7), (records, place, bit) => {
        const bytes = fileOf(records)
        const at = place % bytes.length
        bytes[at] = bytes[at]! ^ (1 << bit)
        const read = readJournal(bytes)
        expect(read.records).toEqual(records.slice(0, read.records.length))
        expect(read.records.length).toBeLessThan(records.length + (at < 8 ? 1 : 0))
        expect(read.state).not.toBe('whole')
      }),
      { numRuns: 500 },
    )
  })

  it('that ends in zeros or other bytes, as after a loss of power, is torn; with more behind a fault it is damaged', () => {
    const { moves } = work([{ x: 1, y: 1, size: 3, value: 15 }, 'undo', 'redo'])
    const bytes = fileOf(moves)
    const zeros = Uint8Array.from([...bytes, ...new Uint8Array(64)])
    expect(readJournal(zeros)).toMatchObject({ records: moves, state: 'torn' })
    const unwritten = bytes.with(-1, bytes.at(-1)! ^ 1)
    expect(readJournal(unwritten)).toMatchObject({ records: moves.slice(0, -1), state: 'torn' })
    bytes[JOURNAL_SIGNATURE.length + 12] = 0xee
    expect(readJournal(bytes)).toMatchObject({ records: [], byteCount: 8, state: 'damaged' })
  })

  it('of another version or of other bytes is told apart from an empty one', () => {
    expect(readJournal(new Uint8Array()).state).toBe('torn')
    expect(readJournal(Uint8Array.from([...JOURNAL_SIGNATURE.slice(0, 7), 2])).state).toBe(
      'damaged',
    )
    expect(readJournal(Uint8Array.of(1, 2, 3)).state).toBe('damaged')
  })

  it('is sealed by the checksum of PNG and zip', () => {
    const text = Uint8Array.from('123456789', (letter) => letter.charCodeAt(0))
    expect(crc32(text)).toBe(0xcbf4_3926)
    expect(crc32(text.subarray(0, 4), text.subarray(4))).toBe(0xcbf4_3926)
  })
})
