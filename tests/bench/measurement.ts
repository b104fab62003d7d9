// What a bench hands over: numbers with their unit, never a verdict. Times depend on the machine, so that
// a bench also measures something simple in the same run; ratios to that are comparable.

export type Unit = 'ms' | 's' | 'kB' | 'MiB' | 'images/s' | 'MP/s' | 'GFLOP/s' | '%' | 'x' | 'count'

export interface Measurement {
  readonly what: string
  readonly unit: Unit
  readonly values: readonly number[]
  /** The most it should be. */
  readonly target?: number
  /** What the other measurements of this bench with the same unit are divided by. */
  readonly isReference?: true
}

export interface Bench {
  /** What a person types: npm run bench -- <name>. */
  readonly name: string
  readonly summary: string
  /** How long it takes, about, on two cores that do nothing else. */
  readonly minutes: number
  /** Writes what it is doing with `say`; throws only when it cannot measure. */
  run(say: (line: string) => void): Promise<readonly Measurement[]>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return Number.NaN
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

/** The smallest value that at least `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Milliseconds of each of `count` calls, after one that is not counted. */
export async function timed(count: number, work: () => unknown): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i <= count; i++) {
    const start = performance.now()
    await work()
    if (i > 0) times.push(performance.now() - start)
  }
  return times
}
