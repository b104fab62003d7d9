// The thumbnails that nobody has looked at yet, made by a process of its own behind all others. Photos that are looked at
// never wait for it: the studio makes theirs itself. What is made is stored at once, so that it can be ended at any time.

import type { StockSize } from '../contract/media.ts'
import type { ThumbnailProgress, ThumbnailWish } from '../contract/thumbnails.ts'
import { wordsOf, inEnglish } from '../core/said.ts'
import { EventStream } from './event-stream.ts'
import type { Machine, PssRoot, WorkerEvent, WorkerLauncher, WorkerProcess } from './ports.ts'
import { describeError } from './rpc-errors.ts'

export interface ThumbnailPassPorts {
  readonly root: PssRoot
  readonly workers: WorkerLauncher
  readonly machine: Pick<Machine, 'log'>
}

type Count = Omit<ThumbnailProgress, 'state'>

const NOTHING: Count = { done: 0, total: 0, unreadable: 0 }

export class ThumbnailPass {
  readonly #ports: ThumbnailPassPorts
  readonly #watchers = new Set<EventStream<ThumbnailProgress>>()
  #progress: ThumbnailProgress = { state: 'done', ...NOTHING }
  #wish: ThumbnailWish | null = null
  #isHeld = false
  #isClosed = false
  #worker: WorkerProcess | null = null
  /** Counts what ended a round early. */
  #round = 0
  #rounds: Promise<void> = Promise.resolve()
  #isOutdated = false

  constructor(ports: ThumbnailPassPorts) {
    this.#ports = ports
  }

  follow(wish: ThumbnailWish): EventStream<ThumbnailProgress> {
    const stream: EventStream<ThumbnailProgress> = new EventStream({
      onClose: () => this.#watchers.delete(stream),
      isOutdated: () => true,
    })
    const isNew = wish.size !== this.#wish?.size || wish.isPaused !== this.#wish.isPaused
    this.#wish = wish
    if (this.#isClosed) stream.end()
    else {
      this.#watchers.add(stream)
      // A new round tells at once how far it is.
      if (isNew || this.#worker === null) this.#begin()
      else stream.push(this.#progress)
    }
    return stream
  }

  /** Photos are new or have changed. */
  look(): void {
    if (this.#worker === null) this.#begin()
    else this.#isOutdated = true
  }

  /** A run needs the machine, or does not any more. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return
    this.#isHeld = isHeld
    this.#begin()
  }

  /** Ends the process at once and waits until it is gone. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#begin()
    for (const watcher of this.#watchers) watcher.end()
    await this.#rounds
  }

  /** Anew with what is wanted now; what is under way ends first. */
  #begin(): void {
    const round = ++this.#round
    this.#isOutdated = false
    this.#worker?.kill()
    this.#rounds = this.#rounds.then(() => this.#runRound(round))
  }

  async #runRound(round: number): Promise<void> {
    const isWanted = (): boolean => round === this.#round && !this.#isClosed
    try {
      if (!isWanted() || this.#wish === null) return
      const { size, isPaused } = this.#wish
      const count = await this.#count(size)
      if (!isWanted()) return
      const state = this.#stateFor(count, isPaused)
      this.#publish(state, count)
      if (state === 'making') await this.#followWorker(size, isWanted)
    } catch (error) {
      // A process that was ended tells so too.
      if (!isWanted()) return
      this.#ports.machine.log(`thumbnails: ${describeError(error)}`)
      this.#publish('stopped', this.#progress)
    }
  }

  #stateFor({ done, total }: Count, isPaused: boolean): ThumbnailProgress['state'] {
    if (done === total) return 'done'
    if (isPaused) return 'paused'
    return this.#isHeld ? 'waiting' : 'making'
  }

  async #count(size: StockSize): Promise<Count> {
    const { root } = this.#ports
    let { done, total, unreadable } = NOTHING
    if (!root.isWritable) return NOTHING
    for (const user of await root.users()) {
      const missing = await root.missingThumbnails(user, size)
      total += missing.photoCount
      done += missing.photoCount - missing.names.length
      unreadable += missing.unreadableCount
    }
    return { done, total, unreadable }
  }

  async #followWorker(size: StockSize, isWanted: () => boolean): Promise<void> {
    const { workers, root } = this.#ports
    const worker = workers.launch()
    this.#worker = worker
    worker.send({ type: 'makeThumbnails', rootPath: root.path, size })
    try {
      for await (const event of worker.events()) {
        if (event.type === 'ended' || !isWanted()) break
        this.#take(event)
      }
    } finally {
      worker.kill()
      this.#worker = null
    }
    if (!isWanted()) return
    if (this.#isOutdated) this.#begin()
    else this.#publish(this.#progress.state === 'making' ? 'done' : 'stopped', this.#progress)
  }

  #take(event: WorkerEvent): void {
    if (event.type === 'refused') {
      this.#ports.machine.log(`thumbnails: ${event.error.message}`)
      this.#publish('stopped', this.#progress)
    }
    if (event.type !== 'thumbnailsMade') return
    for (const { file, ...told } of event.problems) {
      this.#ports.machine.log(`${file}: ${inEnglish(wordsOf(told))}`)
    }
    this.#publish('making', event)
  }

  #publish(state: ThumbnailProgress['state'], { done, total, unreadable }: Count): void {
    this.#progress = { state, done, total, unreadable }
    for (const watcher of this.#watchers) watcher.push(this.#progress)
  }
}
