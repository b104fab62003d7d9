// Ends connections whose other end is gone without a word: a machine that sleeps, a cable that was pulled. Browsers
// answer a ping by themselves, whatever their page is doing.

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

export interface SilentSockets {
  /** Watches a socket until it closes; `connection` is what carries it. */
  watch(socket: WebSocket, connection: Heard): void
  stop(): void
}

/** What is needed of a network socket. */
type Heard = Duplex & { readonly bytesRead?: number }

const BEAT_MS = 5_000
/** A photo that such a socket held is free as long after this again (services/label-editing/leases.ts). */
const MOST_SILENT_BEATS = 3

interface Watched {
  readonly connection: Heard
  bytesRead: number | undefined
  silentBeats: number
}

export function endSilentSockets(): SilentSockets {
  const watched = new Map<WebSocket, Watched>()
  const timer = setInterval(beat, BEAT_MS)
  timer.unref()

  function beat(): void {
    for (const [socket, heard] of watched) {
      const { bytesRead } = heard.connection
      heard.silentBeats = bytesRead === heard.bytesRead ? heard.silentBeats + 1 : 0
      heard.bytesRead = bytesRead
      if (heard.silentBeats > MOST_SILENT_BEATS) socket.terminate()
      else socket.ping()
    }
  }

  return {
    watch(socket, connection) {
      watched.set(socket, { connection, bytesRead: undefined, silentBeats: 0 })
      socket.on('close', () => watched.delete(socket))
    },
    stop: () => clearInterval(timer),
  }
}
