// Superpixels: a photo cut into small connected cells of like colour, by SLIC (Achanta et al.: SLIC
// superpixels compared to state-of-the-art superpixel methods, 2012). Large photos are clustered on a
// smaller copy and assigned once more at full size, so that cells follow the true edges.

import type { Superpixels } from './superpixel-cells.ts'
import { joinSmallCells } from './superpixel-joins.ts'
import { toLabBytes } from './lab.ts'
import type { PhotoPixels } from './photo-pixels.ts'

const ITERATIONS = 6
/** Weight of distance against colour, the m of the paper. */
const COMPACTNESS = 10
/** Photos are clustered with about this many pixels at most. */
const CLUSTERED_PIXELS = 1_000_000
/** Shrinking goes on only while a cell stays this wide. */
const SMALLEST_CELL = 6

/** Cells about `cellSize` pixels wide. */
export function findSuperpixels(photo: PhotoPixels, cellSize: number): Superpixels {
  const factor = shrinkFactor(photo, cellSize)
  const small = factor === 1 ? photo : shrunk(photo, factor)
  const centres = gridCentres(small, cellSize / factor)
  const clustering = { photo: small, lab: toLabBytes(small), cellSize: cellSize / factor }
  let labels = new Int32Array(0)
  for (let i = 0; i < ITERATIONS; i++) {
    labels = assign(clustering, centres)
    moveCentres(clustering, centres, labels)
  }
  if (factor > 1) {
    for (let i = 0; i < centres.length; i += CENTRE) {
      centres[i] = (centres[i]! + 0.5) * factor - 0.5
      centres[i + 1] = (centres[i + 1]! + 0.5) * factor - 0.5
    }
    labels = assign({ photo, lab: toLabBytes(photo), cellSize }, centres)
  }
  return joinSmallCells(labels, photo, (cellSize * cellSize) / 4)
}

interface Clustering {
  readonly photo: PhotoPixels
  readonly lab: Uint8Array
  readonly cellSize: number
}

/** x, y, L, a, b of a centre. */
const CENTRE = 5

function shrinkFactor({ width, height }: PhotoPixels, cellSize: number): number {
  const wanted = Math.ceil(Math.sqrt((width * height) / CLUSTERED_PIXELS))
  return Math.max(1, Math.min(wanted, Math.floor(cellSize / SMALLEST_CELL)))
}

/** Means of factor x factor pixels; an incomplete last row or column is left out. */
function shrunk(photo: PhotoPixels, factor: number): PhotoPixels {
  const width = Math.max(1, Math.floor(photo.width / factor))
  const height = Math.max(1, Math.floor(photo.height / factor))
  const data = new Uint8Array(width * height * 4)
  for (let y = 0, write = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const first = (y * photo.width + x) * factor * 4
      for (let channel = 0; channel < 4; channel++) {
        data[write++] = blockMean(photo, first + channel, factor)
      }
    }
  }
  return { width, height, data }
}

/** The mean of one channel over a block whose first value is at `first`. */
function blockMean({ data, width }: PhotoPixels, first: number, factor: number): number {
  let sum = 0
  for (let row = 0; row < factor; row++) {
    const start = first + row * width * 4
    for (let i = start; i < start + factor * 4; i += 4) sum += data[i]!
  }
  return sum / (factor * factor)
}

function gridCentres({ width, height }: PhotoPixels, cellSize: number): Float64Array {
  const columns = Math.max(1, Math.round(width / cellSize))
  const rows = Math.max(1, Math.round(height / cellSize))
  const centres = new Float64Array(columns * rows * CENTRE)
  for (let row = 0, write = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, write += CENTRE) {
      centres[write] = ((column + 0.5) * width) / columns - 0.5
      centres[write + 1] = ((row + 0.5) * height) / rows - 0.5
      // A colour that no pixel has: the first assignment goes by place alone.
      centres[write + 2] = NaN
    }
  }
  return centres
}

/** The nearest centre of each pixel, among those at most one cell away in each direction. */
function assign(
  { photo, lab, cellSize }: Clustering,
  centres: Float64Array,
): Int32Array<ArrayBuffer> {
  const { width, height } = photo
  const labels = new Int32Array(width * height)
  const nearest = new Float32Array(width * height).fill(Infinity)
  const weight = (COMPACTNESS / cellSize) ** 2
  const reach = Math.ceil(cellSize * 1.5)
  for (let centre = 0; centre * CENTRE < centres.length; centre++) {
    const at = centre * CENTRE
    const [cx, cy] = [centres[at]!, centres[at + 1]!]
    const isPlaceOnly = Number.isNaN(centres[at + 2]!)
    const [cL, ca, cb] = [centres[at + 2]!, centres[at + 3]!, centres[at + 4]!]
    const x1 = Math.min(width - 1, Math.floor(cx + reach))
    const y1 = Math.min(height - 1, Math.floor(cy + reach))
    const x0 = Math.max(0, Math.ceil(cx - reach))
    for (let y = Math.max(0, Math.ceil(cy - reach)); y <= y1; y++) {
      const rowDistance = (y - cy) * (y - cy)
      for (let x = x0, i = y * width + x0; x <= x1; x++, i++) {
        let distance = weight * (rowDistance + (x - cx) * (x - cx))
        if (distance >= nearest[i]!) continue
        if (!isPlaceOnly) {
          const dL = lab[i * 3]! - cL
          const da = lab[i * 3 + 1]! - ca
          const db = lab[i * 3 + 2]! - cb
          distance += dL * dL + da * da + db * db
        }
        if (distance >= nearest[i]!) continue
        nearest[i] = distance
        labels[i] = centre
      }
    }
  }
  return labels
}

/** Moves each centre to the mean of its pixels; a centre that lost all of them stays. */
function moveCentres({ photo, lab }: Clustering, centres: Float64Array, labels: Int32Array): void {
  const { width } = photo
  const sums = new Float64Array(centres.length)
  const counts = new Int32Array(centres.length / CENTRE)
  for (let i = 0; i < labels.length; i++) {
    const at = labels[i]! * CENTRE
    const x = i % width
    sums[at]! += x
    sums[at + 1]! += (i - x) / width
    sums[at + 2]! += lab[i * 3]!
    sums[at + 3]! += lab[i * 3 + 1]!
    sums[at + 4]! += lab[i * 3 + 2]!
    counts[labels[i]!]!++
  }
  for (let i = 0; i < centres.length; i++) {
    const count = counts[Math.floor(i / CENTRE)]!
    if (count > 0) centres[i] = sums[i]! / count
  }
}
