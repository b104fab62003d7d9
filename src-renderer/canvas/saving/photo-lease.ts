// Who has the open photo. A page that paints it listens to the studio, and has it for as long as it listens: the
// timers of a hidden page run once a minute or not at all. A page that reads asks until the other one is gone.

import { shallowReactive } from 'vue'
import type { Holder } from '../../../src-main/contract/label-editing.ts'

export interface PhotoLease {
  /** Who else has the photo now. */
  readonly holder: Holder | null
  stop(): void
}

interface Held {
  readonly holder: Holder | null
}

export interface LeasePorts {
  /** Who had the photo when it was opened. */
  readonly holder: Holder | null
  readonly isWritable: boolean
  /** Keeps the photo until the signal; ends when another page has it. */
  hold(signal: AbortSignal): Promise<AsyncIterable<Held>>
  ask(): Promise<Held>
  /** The photo went to another page: this one was not heard of for too long. */
  lost(holder: Holder): void
}

const ASK_MS = 5_000
const RETRY_MS = 1_000

export function createPhotoLease(ports: LeasePorts): PhotoLease {
  const lease = shallowReactive({ holder: ports.holder, stop: () => stop() })
  const stop = ports.isWritable ? keepHolding(ports, told) : keepAsking(ports, told)
  return lease

  function told({ holder }: Held): void {
    lease.holder = holder
    if (ports.isWritable && holder !== null) ports.lost(holder)
  }
}

type Told = (held: Held) => void

/** Again after a lost connection, for which the call waits; until the photo is another page's. */
function keepHolding(ports: LeasePorts, told: Told): () => void {
  const stopping = new AbortController()
  void hold()
  return () => stopping.abort()

  async function hold(): Promise<void> {
    if (stopping.signal.aborted) return
    let isHeard = false
    try {
      for await (const held of await ports.hold(stopping.signal)) {
        isHeard = true
        told(held)
        if (held.holder !== null) return
      }
    } catch {
      // No answer is no news; the connection has its own mark, and moves that cannot be kept their note.
    }
    if (isHeard) void hold()
    else setTimeout(() => void hold(), RETRY_MS)
  }
}

function keepAsking(ports: LeasePorts, told: Told): () => void {
  const timer = setInterval(() => void ports.ask().then(told, () => undefined), ASK_MS)
  return () => clearInterval(timer)
}
