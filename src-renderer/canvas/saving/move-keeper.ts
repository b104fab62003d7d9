// Sends every move to the journal as soon as it is made: one request at a time, in order, and again after a
// failure; after a conflict nothing more. Nothing is forgotten before the studio has said that it is written.

import { shallowReactive } from 'vue'
import { encodeRecords } from '../../../src-main/core/journal/journal-bytes.ts'
import type { JournalMove } from '../../../src-main/core/journal/records.ts'
import { wordsOf } from '../../../src-main/core/said.ts'
import type { Words } from '../../../src-main/core/said.ts'
import { failureOf } from '../../page/failure.ts'
import type { Failure } from '../../page/failure.ts'

export interface MoveKeeper {
  /** Why moves are not written; null while all is well. */
  readonly failure: Failure | null
  /** Of the photo's journal, with those that are on their way; null when it is no longer this page's. */
  moves(): number | null
  isKept(): boolean
  add(move: JournalMove): void
  /** True when every move is written. */
  flush(): Promise<boolean>
  /** Forgets what is not written and sends nothing more. */
  stop(): void
}

export interface KeeperPorts {
  /** How many moves the journal holds. */
  readonly moves: number
  /** The journal is no longer this page's. */
  refused(why: Words): void
  send(from: number, records: Uint8Array): Promise<unknown>
}

const RETRY_MS = 1_000
const LONGEST_RETRY_MS = 10_000

export function createMoveKeeper(ports: KeeperPorts): MoveKeeper {
  let written = ports.moves
  let waiting: JournalMove[] = []
  let sending: Promise<boolean> | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  const keeper = shallowReactive({
    failure: null as Failure | null,
    moves: () => (isRefused() ? null : written + waiting.length),
    isKept: () => waiting.length === 0,
    add(move: JournalMove) {
      waiting.push(move)
      void flush()
    },
    flush,
    stop() {
      clearTimeout(retry)
      waiting = []
      keeper.failure = null
    },
  })
  return keeper

  function flush(): Promise<boolean> {
    return (sending ??= run().finally(() => (sending = null)))
  }

  function isRefused(): boolean {
    return keeper.failure?.kind === 'conflict'
  }

  async function run(): Promise<boolean> {
    clearTimeout(retry)
    if (isRefused()) return false
    // Steps of one journey through the history travel together.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = waiting.slice()
      try {
        await ports.send(written, encodeRecords(batch))
      } catch (error) {
        fail(failureOf(error))
        return false
      }
      written += batch.length
      waiting = waiting.slice(batch.length)
      attempts = 0
      keeper.failure = null
    }
    return true
  }

  function fail(failure: Failure): void {
    if (waiting.length === 0) return
    keeper.failure = failure
    if (failure.kind === 'conflict') return ports.refused(wordsOf(failure))
    const delayMs = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** attempts++)
    retry = setTimeout(() => void flush(), delayMs)
  }
}
