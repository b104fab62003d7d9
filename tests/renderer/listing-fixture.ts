// Listings in the studio fixture that take as long as a test likes, and word of the masks that they read.

import type { implement } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import type { MasksRead } from '../../src-main/contract/root.ts'
import { watchEvents } from './watch-events.ts'

export interface ListingState {
  /** What lists photos is answered then. */
  until: Promise<unknown>
  readonly watchers: Set<(read: MasksRead) => void>
  tell(read: MasksRead): void
}

export function createListing(): ListingState {
  const watchers: ListingState['watchers'] = new Set()
  const tell = (read: MasksRead): void => watchers.forEach((watcher) => watcher(read))
  return { until: Promise.resolve(), watchers, tell }
}

type MasksReadProcedure = ReturnType<typeof implement<typeof contract>>['root']['masksRead']

export function masksReadHandler(os: MasksReadProcedure, { watchers }: ListingState) {
  return os.handler(({ signal }) => watchEvents(watchers, signal))
}
