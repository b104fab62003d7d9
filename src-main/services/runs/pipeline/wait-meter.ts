// How much of a phase's time went by waiting for photos: what tells whether reading or computing is the limit.

import { said } from '../../../core/said.ts'
import type { Said } from '../../../core/said.ts'

export class WaitMeter {
  #waitedMs = 0
  #totalMs = 0

  /** A step or photo that took `totalMs`, of which it waited `waitedMs`. */
  did(waitedMs: number, totalMs: number): void {
    this.#waitedMs += waitedMs
    this.#totalMs += totalMs
  }

  /** 0..1 of the time so far. */
  get share(): number {
    return this.#totalMs === 0 ? 0 : this.#waitedMs / this.#totalMs
  }

  /** For the log: "waited 0.3 s of 812 s for photos (0.04 %)". */
  describe(): Said {
    const [waited, total] = [this.#waitedMs / 1000, this.#totalMs / 1000]
    const percent = (100 * this.share).toPrecision(2)
    return said`waited ${waited.toFixed(1)} s of ${total.toFixed(0)} s for photos (${percent} %)`
  }
}
