// The heartbeat of an open photo: one that is painted stays this page's, one that another page has is asked for
// until that page is gone.

import { shallowReactive } from 'vue'
import type { Holder } from '../../src-main/contract/label-editing.ts'

export interface PhotoLease {
  /** Who else has the photo now. */
  readonly holder: Holder | null
  stop(): void
}

export interface LeasePorts {
  readonly holder: Holder | null
  beat(): Promise<{ readonly holder: Holder | null }>
  /** The photo went to another page: this one was not heard of for too long. */
  lost?(holder: Holder): void
}

const BEAT_MS = 5_000

export function createPhotoLease(ports: LeasePorts): PhotoLease {
  const lease = shallowReactive({ holder: ports.holder, stop: () => clearInterval(timer) })
  const timer = setInterval(() => {
    ports.beat().then(
      ({ holder }) => {
        if (holder !== null && lease.holder === null) ports.lost?.(holder)
        lease.holder = holder
      },
      // No answer is no news; the connection has its own mark, and moves that cannot be kept their note.
      () => undefined,
    )
  }, BEAT_MS)
  return lease
}
