// Smooths the outline of a set of pixels by majority vote (a binary median) in a square window.

import type { PixelMask } from '../geometry/pixel-mask.ts'

/**
 * A pixel is in when more than half of the `size` x `size` pixels around it are, out when fewer than half
 * are, and stays at a tie. `size` is odd; at the edge of the window only the pixels inside it vote.
 */
export function majorityMask(mask: PixelMask, size: number): PixelMask {
  const { width, height } = mask.rect
  const reach = (size - 1) / 2
  const data = mask.data.slice()
  const columns = new Int32Array(width)
  for (let y = Math.min(reach, height) - 1; y >= 0; y--) addRow(y, 1)
  for (let y = 0; y < height; y++) {
    if (y + reach < height) addRow(y + reach, 1)
    if (y - reach - 1 >= 0) addRow(y - reach - 1, -1)
    const rows = Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1
    voteInRow(y * width, rows)
  }
  return { rect: mask.rect, data }

  /** `columns` holds, for each column, the set pixels in the rows of the window. */
  function addRow(y: number, sign: number): void {
    const row = y * width
    for (let x = 0; x < width; x++) columns[x]! += sign * mask.data[row + x]!
  }

  function voteInRow(row: number, rows: number): void {
    let sum = 0
    for (let x = Math.min(reach, width) - 1; x >= 0; x--) sum += columns[x]!
    for (let x = 0; x < width; x++) {
      if (x + reach < width) sum += columns[x + reach]!
      if (x - reach - 1 >= 0) sum -= columns[x - reach - 1]!
      const votes = rows * (Math.min(width - 1, x + reach) - Math.max(0, x - reach) + 1)
      if (2 * sum > votes) data[row + x] = 1
      else if (2 * sum < votes) data[row + x] = 0
    }
  }
}
