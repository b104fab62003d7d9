// How learning rates fall over a run.

const POWER = 0.9

/**
 * Poly: (1 - done / total)^0.9 of the base rate.
 * @param iteration counted from 1: the first runs at the full rate
 */
export function polyFactor(iteration: number, totalIterations: number): number {
  return (1 - (iteration - 1) / totalIterations) ** POWER
}
