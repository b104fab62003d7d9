// Time left of a whole run: every kind of work is planned in units, each kind's rate is measured as it
// comes, and kinds not yet met are guessed from their expected cost relative to those measured.

export type WorkKind = 'feature' | 'source-only' | 'stage1' | 'stage2' | 'evaluation'

interface Work {
  planned: number
  done: number
  /** Smoothed seconds a unit; null before the first. */
  rate: number | null
  /** Expected cost of a unit in arbitrary but common units. */
  readonly cost: number
}

/** Weight of the newest measurement, but never less than the plain mean of the first ones. */
const SMOOTHING = 0.1

export class WorkMeter {
  readonly #work: Record<WorkKind, Work>

  /** @param costs expected cost of one unit of each kind, in common units */
  constructor(costs: Readonly<Record<WorkKind, number>>) {
    const start = (kind: WorkKind): Work => ({ planned: 0, done: 0, rate: null, cost: costs[kind] })
    this.#work = {
      feature: start('feature'),
      'source-only': start('source-only'),
      stage1: start('stage1'),
      stage2: start('stage2'),
      evaluation: start('evaluation'),
    }
  }

  /** Sets the units of a kind still to do. */
  plan(kind: WorkKind, units: number): void {
    const work = this.#work[kind]
    work.planned = work.done + units
  }

  did(kind: WorkKind, units: number, seconds: number): void {
    const work = this.#work[kind]
    const rate = seconds / units
    work.done += units
    const weight = Math.max(SMOOTHING, Math.min(1, units / work.done))
    work.rate = work.rate === null ? rate : work.rate + (rate - work.rate) * weight
  }

  unitsPerSecond(kind: WorkKind): number {
    const { rate } = this.#work[kind]
    return rate === null || rate === 0 ? 0 : 1 / rate
  }

  /** Null while nothing was measured. */
  secondsLeft(): number | null {
    const all = Object.values(this.#work)
    const measured = all.filter((work) => work.rate !== null)
    if (measured.length === 0) return null
    const secondsPerCost =
      measured.reduce((sum, { rate, cost }) => sum + (rate ?? 0) / cost, 0) / measured.length
    return all.reduce((sum, { planned, done, rate, cost }) => {
      return sum + Math.max(0, planned - done) * (rate ?? cost * secondsPerCost)
    }, 0)
  }
}
