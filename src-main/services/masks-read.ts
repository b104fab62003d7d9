// How far the studio is with the masks that it reads, of whichever root: for whoever waits for a listing of them.

import type { MasksRead } from '../contract/root.ts'
import { EventStream } from './event-stream.ts'
import type { PssRoot } from './ports.ts'

export class MasksReadNews {
  readonly #watchers = new Set<EventStream<MasksRead>>()
  #latest: MasksRead | null = null

  /** Tells of this root as long as it is open. */
  listenTo(root: PssRoot): void {
    root.watchMasksRead((read) => {
      this.#latest = read.done < read.total ? read : null
      for (const watcher of this.#watchers) watcher.push(read)
    })
  }

  follow(): EventStream<MasksRead> {
    const stream: EventStream<MasksRead> = new EventStream({
      onClose: () => this.#watchers.delete(stream),
      isOutdated: () => true,
    })
    this.#watchers.add(stream)
    if (this.#latest !== null) stream.push(this.#latest)
    return stream
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.end()
  }
}
