// Resizes RGB images where no codec is at hand, with the filters and the 8-bit rounding of Pillow, so
// that features agree with those of Python tools. Not for label maps (see label-map.ts).

import { invariant } from '../errors.ts'

export interface RgbImage {
  readonly width: number
  readonly height: number
  /** width x height x RGB, row by row, channels interleaved. */
  readonly data: Uint8Array
}

export type ResizeFilter = 'bilinear' | 'bicubic'

/** Antialiased: when shrinking, the filter widens with the factor. Returns the input if sizes agree. */
export function resizeRgb(
  image: RgbImage,
  width: number,
  height: number,
  filter: ResizeFilter,
): RgbImage {
  invariant(width > 0 && height > 0, `resize: the target ${width}x${height} is empty`)
  invariant(image.data.length === image.width * image.height * 3, 'resize: not an RGB image')
  const narrow = image.width === width ? image : resizeColumns(image, width, filter)
  return narrow.height === height ? narrow : resizeRows(narrow, height, filter)
}

interface FilterKernel {
  readonly support: number
  weight(distance: number): number
}

const BILINEAR: FilterKernel = { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) }

/** Keys' cubic with a = -0.5. */
const BICUBIC: FilterKernel = {
  support: 2,
  weight(distance) {
    const x = Math.abs(distance)
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
  },
}

interface Taps {
  /** Most source pixels that one target pixel reads. */
  readonly stride: number
  readonly first: Int32Array
  readonly count: Int32Array
  /** Weights times 2^22, `stride` for each target pixel. */
  readonly weights: Int32Array
}

const FRACTION_BITS = 22
const HALF = 1 << (FRACTION_BITS - 1)

function filterTaps(from: number, to: number, filter: ResizeFilter): Taps {
  const kernel = filter === 'bilinear' ? BILINEAR : BICUBIC
  const scale = from / to
  const widening = Math.max(1, scale)
  const support = kernel.support * widening
  const stride = Math.ceil(support) * 2 + 1
  const first = new Int32Array(to)
  const count = new Int32Array(to)
  const weights = new Int32Array(to * stride)
  for (let i = 0; i < to; i++) {
    const center = (i + 0.5) * scale
    const start = Math.max(0, Math.trunc(center - support + 0.5))
    const end = Math.min(from, Math.trunc(center + support + 0.5))
    const own = Array.from({ length: end - start }, (_, tap) =>
      kernel.weight((start + tap - center + 0.5) / widening),
    )
    const sum = own.reduce((total, weight) => total + weight, 0)
    own.forEach((weight, tap) => {
      const scaled = (weight / sum) * (1 << FRACTION_BITS)
      weights[i * stride + tap] = Math.trunc(scaled + (scaled < 0 ? -0.5 : 0.5))
    })
    first[i] = start
    count[i] = end - start
  }
  return { stride, first, count, weights }
}

function resizeColumns(image: RgbImage, width: number, filter: ResizeFilter): RgbImage {
  const { stride, first, count, weights } = filterTaps(image.width, width, filter)
  const source = image.data
  const data = new Uint8Array(width * image.height * 3)
  let write = 0
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      let red = HALF
      let green = HALF
      let blue = HALF
      let read = (y * image.width + first[x]!) * 3
      const taps = x * stride + count[x]!
      for (let tap = x * stride; tap < taps; tap++) {
        const weight = weights[tap]!
        red += Math.imul(source[read]!, weight)
        green += Math.imul(source[read + 1]!, weight)
        blue += Math.imul(source[read + 2]!, weight)
        read += 3
      }
      data[write++] = toByte(red)
      data[write++] = toByte(green)
      data[write++] = toByte(blue)
    }
  }
  return { width, height: image.height, data }
}

function resizeRows(image: RgbImage, height: number, filter: ResizeFilter): RgbImage {
  const { stride, first, count, weights } = filterTaps(image.height, height, filter)
  const rowBytes = image.width * 3
  const data = new Uint8Array(rowBytes * height)
  const sums = new Int32Array(rowBytes)
  for (let y = 0; y < height; y++) {
    sums.fill(HALF)
    for (let tap = 0; tap < count[y]!; tap++) {
      const weight = weights[y * stride + tap]!
      const row = (first[y]! + tap) * rowBytes
      for (let i = 0; i < rowBytes; i++) sums[i]! += Math.imul(image.data[row + i]!, weight)
    }
    for (let i = 0; i < rowBytes; i++) data[y * rowBytes + i] = toByte(sums[i]!)
  }
  return { width: image.width, height, data }
}

function toByte(sum: number): number {
  return Math.max(0, Math.min(255, sum >> FRACTION_BITS))
}
