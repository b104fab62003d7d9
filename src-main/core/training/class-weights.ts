// Weights against class imbalance: in photos most pixels are background, and a short training that
// weighs all pixels alike learns little else.

/**
 * (1 / share)^exponent a class, scaled so that the mean over all counted pixels is 1. A class without
 * pixels gets 0: nothing is known of it. Exponent 0.5 is the inverse square root of the frequency.
 * @param classPixels pixels of each class, at least one of them positive
 */
export function classWeights(classPixels: readonly number[], exponent: number): number[] {
  const all = classPixels.reduce((sum, count) => sum + count, 0)
  const raw = classPixels.map((count) => (count === 0 ? 0 : (all / count) ** exponent))
  const mean = raw.reduce((sum, weight, index) => sum + weight * (classPixels[index] ?? 0), 0) / all
  return raw.map((weight) => weight / mean)
}
