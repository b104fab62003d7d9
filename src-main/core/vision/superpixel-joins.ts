// Makes each superpixel one connected cell: parts that are cut off and small join the neighbour found
// before them, the others become cells of their own.

import type { ImageSize } from '../geometry/pixel-mask.ts'
import type { Superpixels } from './superpixel-cells.ts'

const UNSEEN = -1

/** `labels` may name cells in several pieces; pieces of fewer than `smallest` pixels vanish. */
export function joinSmallCells(
  labels: Int32Array,
  image: ImageSize,
  smallest: number,
): Superpixels {
  const { width, height } = image
  const cells = new Int32Array(labels.length).fill(UNSEEN)
  const piece = new Int32Array(labels.length)
  let count = 0
  for (let i = 0; i < labels.length; i++) {
    if (cells[i] !== UNSEEN) continue
    // Rows are read from the top, so what is left or above of a piece's first pixel has its cell already.
    const before = i % width > 0 ? cells[i - 1]! : i >= width ? cells[i - width]! : UNSEEN
    const size = collect(i, count)
    if (size < smallest && before !== UNSEEN) {
      for (let k = 0; k < size; k++) cells[piece[k]!] = before
    } else {
      count++
    }
  }
  const bounds = cellBounds(cells, count, image)
  // Half the memory: a page keeps three sizes of cells of a large photo.
  const kept = count <= 2 ** 16 ? new Uint16Array(cells) : cells
  return { width, height, count, labels: kept, bounds }

  /** Gives the piece around pixel `seed` to `cell`; returns its size. */
  function collect(seed: number, cell: number): number {
    const label = labels[seed]!
    let size = 0
    const add = (i: number): void => {
      if (cells[i] !== UNSEEN || labels[i] !== label) return
      cells[i] = cell
      piece[size++] = i
    }
    add(seed)
    for (let read = 0; read < size; read++) {
      const i = piece[read]!
      const x = i % width
      if (x > 0) add(i - 1)
      if (x < width - 1) add(i + 1)
      if (i >= width) add(i - width)
      if (i < labels.length - width) add(i + width)
    }
    return size
  }
}

function cellBounds(cells: Int32Array, count: number, { width, height }: ImageSize): Int32Array {
  const bounds = new Int32Array(count * 4)
  for (let cell = 0; cell < count; cell++) bounds.set([width, -1, height, -1], cell * 4)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at = cells[i]! * 4
      if (x < bounds[at]!) bounds[at] = x
      if (x > bounds[at + 1]!) bounds[at + 1] = x
      if (y < bounds[at + 2]!) bounds[at + 2] = y
      bounds[at + 3] = y
    }
  }
  return bounds
}
