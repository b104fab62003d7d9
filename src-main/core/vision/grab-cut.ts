// Refines the edge of a region inside a band around it: GrabCut (Rother, Kolmogorov, Blake: GrabCut:
// interactive foreground extraction using iterated graph cuts, 2004). What is deeper in the region than the
// band stays in, what is farther out stays out.

import { NOWHERE, nearestPixels, squaredDistance } from '../morphology/nearest-pixel.ts'
import type { PixelMask } from '../geometry/pixel-mask.ts'
import { fitColors } from './gaussian-mixture.ts'
import type { ColorModel } from './gaussian-mixture.ts'
import { createFlowGraph } from './max-flow.ts'
import type { PhotoPixels } from './photo-pixels.ts'

/** How much an edge costs that follows no edge of the photo; the gamma of the paper. */
const SMOOTHNESS = 50
const ITERATIONS = 2
/** Colours are learnt from about this many pixels of each side. */
const SAMPLES = 6000

/** `region` in a window that reaches at least two bands beyond it; the answer has the same window. */
export function refineEdge(photo: PhotoPixels, region: PixelMask, bandPx: number): PixelMask {
  const band = bandOf(region, bandPx)
  const reach = bandOf(region, bandPx * 2).isNear
  let current = region
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const near = { photo, mask: current, reach }
    const inside = sampleColors(near, 1)
    const outside = sampleColors(near, 0)
    if (band.pixels.length === 0 || inside.length === 0 || outside.length === 0) return current
    const models = { inside: fitColors(inside), outside: fitColors(outside) }
    current = cutBand(photo, region, { band, models })
  }
  return current
}

interface Band {
  /** 1 for each pixel of the window within the distance of the region's edge. */
  readonly isNear: Uint8Array
  readonly pixels: Int32Array
}

function bandOf(region: PixelMask, reach: number): Band {
  const { width, height } = region.rect
  const toInside = nearestPixels(region, 1, reach)
  const toOutside = nearestPixels(region, 0, reach)
  const isNear = new Uint8Array(region.data.length)
  const pixels: number[] = []
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const near = (region.data[i] === 1 ? toOutside : toInside)[i]!
      if (near === NOWHERE || squaredDistance(near, x, y, width) > reach * reach) continue
      isNear[i] = 1
      pixels.push(i)
    }
  }
  return { isNear, pixels: Int32Array.from(pixels) }
}

interface NearPixels {
  readonly photo: PhotoPixels
  readonly mask: PixelMask
  readonly reach: Uint8Array
}

/** Colours of the pixels of one side near the edge, evenly thinned out. */
function sampleColors({ photo, mask, reach }: NearPixels, side: 0 | 1): Uint8Array {
  const { rect, data } = mask
  let count = 0
  for (let i = 0; i < data.length; i++) if (data[i] === side && reach[i] === 1) count++
  const step = Math.max(1, Math.floor(count / SAMPLES))
  const colors: number[] = []
  for (let i = 0, seen = 0; i < data.length; i++) {
    if (data[i] !== side || reach[i] === 0 || seen++ % step > 0) continue
    const at = photoIndex(photo, rect, i)
    colors.push(photo.data[at]!, photo.data[at + 1]!, photo.data[at + 2]!)
  }
  return Uint8Array.from(colors)
}

function photoIndex(photo: PhotoPixels, rect: PixelMask['rect'], i: number): number {
  const x = i % rect.width
  return ((rect.y + (i - x) / rect.width) * photo.width + rect.x + x) * 4
}

interface Cut {
  readonly band: Band
  readonly models: { readonly inside: ColorModel; readonly outside: ColorModel }
}

function cutBand(photo: PhotoPixels, region: PixelMask, { band, models }: Cut): PixelMask {
  const { rect, data } = region
  const { width, height } = rect
  const { pixels } = band
  const nodes = new Int32Array(data.length).fill(-1)
  pixels.forEach((i, node) => (nodes[i] = node))
  const graph = createFlowGraph(pixels.length, pixels.length * 4)
  const beta = contrast(photo, rect, pixels)

  pixels.forEach((i, node) => {
    const at = photoIndex(photo, rect, i)
    const color = [photo.data[at]!, photo.data[at + 1]!, photo.data[at + 2]!] as const
    graph.addTerminal(node, models.outside.cost(...color), models.inside.cost(...color))
    const x = i % width
    const y = (i - x) / width
    for (const { dx, dy, length } of NEIGHBOURS) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue
      const j = i + dy * width + dx
      const difference = squaredDifference(photo, at, photoIndex(photo, rect, j))
      const capacity = (SMOOTHNESS / length) * Math.exp(-beta * difference)
      // A neighbour beyond the band is decided; one inside it adds the edge when it comes first.
      if (nodes[j] === -1) {
        graph.addTerminal(node, data[j] === 1 ? capacity : 0, data[j] === 1 ? 0 : capacity)
      } else if (j > i) {
        graph.addEdge(node, nodes[j]!, capacity)
      }
    }
  })

  const { isSource } = graph.cut()
  const refined = data.slice()
  pixels.forEach((i, node) => (refined[i] = isSource[node]!))
  return { rect, data: refined }
}

const NEIGHBOURS = [-1, 0, 1].flatMap((dy) =>
  [-1, 0, 1].flatMap((dx) =>
    dx === 0 && dy === 0 ? [] : [{ dx, dy, length: Math.hypot(dx, dy) }],
  ),
)

/** The beta of the paper: edges count relative to the mean difference of neighbours. */
function contrast(photo: PhotoPixels, rect: PixelMask['rect'], pixels: Int32Array): number {
  let sum = 0
  let count = 0
  for (const i of pixels) {
    if (i % rect.width === rect.width - 1) continue
    sum += squaredDifference(photo, photoIndex(photo, rect, i), photoIndex(photo, rect, i + 1))
    count++
  }
  return sum === 0 ? 0 : count / (2 * sum)
}

function squaredDifference({ data }: PhotoPixels, a: number, b: number): number {
  const r = data[a]! - data[b]!
  const g = data[a + 1]! - data[b + 1]!
  const blue = data[a + 2]! - data[b + 2]!
  return r * r + g * g + blue * blue
}
