// The colours of a set of pixels as a mixture of a few Gaussians in RGB, fitted as GrabCut does: pixels are
// divided by K-means, each part gives one Gaussian with a full covariance.

/** Fits and asks for triples red, green, blue, 0..255. */
export interface ColorModel {
  /** -log of the density. */
  cost(red: number, green: number, blue: number): number
}

const COMPONENTS = 5
const ITERATIONS = 6
/** Added to the variances, in squared levels: flat areas have none. */
const LEAST_VARIANCE = 4

interface Gaussian {
  readonly mean: readonly number[]
  /** The inverse covariance, six numbers: rr, rg, rb, gg, gb, bb. */
  readonly inverse: readonly number[]
  /** log(weight) - log(det) / 2 */
  readonly logScale: number
}

/** `colors`: three values a sample, at least one sample. */
export function fitColors(colors: Uint8Array): ColorModel {
  const parts = divide(colors)
  const total = colors.length / 3
  const gaussians = parts.map((part) => fitGaussian(part, total))
  return {
    cost(red, green, blue) {
      let sum = 0
      for (const { mean, inverse, logScale } of gaussians) {
        const r = red - mean[0]!
        const g = green - mean[1]!
        const b = blue - mean[2]!
        const [rr, rg, rb, gg, gb, bb] = inverse as [number, number, number, number, number, number]
        const square = r * (rr * r + 2 * (rg * g + rb * b)) + g * (gg * g + 2 * gb * b) + bb * b * b
        sum += Math.exp(logScale - square / 2)
      }
      return -Math.log(Math.max(sum, 1e-300))
    },
  }
}

/** K-means from starts spread along the order of brightness; empty parts are left out. */
function divide(colors: Uint8Array): number[][] {
  const count = colors.length / 3
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => sumAt(a) - sumAt(b))
  const centres = Array.from({ length: COMPONENTS }, (_, k) =>
    colorAt(order[Math.floor(((k + 0.5) * count) / COMPONENTS)]!),
  )
  let parts: number[][] = []
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    parts = centres.map(() => [])
    for (let i = 0; i < count; i++) parts[nearest(i)]!.push(...colorAt(i))
    parts.forEach((part, k) => {
      if (part.length > 0) centres[k] = meanOf(part)
    })
  }
  return parts.filter((part) => part.length > 0)

  function sumAt(i: number): number {
    return colors[i * 3]! + colors[i * 3 + 1]! + colors[i * 3 + 2]!
  }
  function colorAt(i: number): number[] {
    return [colors[i * 3]!, colors[i * 3 + 1]!, colors[i * 3 + 2]!]
  }
  function nearest(i: number): number {
    let best = 0
    let least = Infinity
    centres.forEach((centre, k) => {
      const r = colors[i * 3]! - centre[0]!
      const g = colors[i * 3 + 1]! - centre[1]!
      const b = colors[i * 3 + 2]! - centre[2]!
      const distance = r * r + g * g + b * b
      if (distance < least) [least, best] = [distance, k]
    })
    return best
  }
}

function meanOf(part: readonly number[]): number[] {
  const mean = [0, 0, 0]
  for (let i = 0; i < part.length; i++) mean[i % 3]! += part[i]! / (part.length / 3)
  return mean
}

function fitGaussian(part: readonly number[], total: number): Gaussian {
  const mean = meanOf(part)
  const count = part.length / 3
  const variance = [LEAST_VARIANCE, 0, 0, LEAST_VARIANCE, 0, LEAST_VARIANCE]
  for (let i = 0; i < part.length; i += 3) {
    const [r, g, b] = [part[i]! - mean[0]!, part[i + 1]! - mean[1]!, part[i + 2]! - mean[2]!]
    const products = [r * r, r * g, r * b, g * g, g * b, b * b]
    products.forEach((product, k) => (variance[k]! += product / count))
  }
  const [rr, rg, rb, gg, gb, bb] = variance as [number, number, number, number, number, number]
  const cofactors = [
    gg * bb - gb * gb,
    rb * gb - rg * bb,
    rg * gb - rb * gg,
    rr * bb - rb * rb,
    rg * rb - rr * gb,
    rr * gg - rg * rg,
  ]
  const determinant = rr * cofactors[0]! + rg * cofactors[1]! + rb * cofactors[2]!
  return {
    mean,
    inverse: cofactors.map((cofactor) => cofactor / determinant),
    logScale: Math.log(count / total) - Math.log(determinant) / 2,
  }
}
