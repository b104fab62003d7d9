// The pixels of an issue as an SVG path in image pixels: one box for each run of a row.

import { pinnedPixels } from '../../../src-main/core/labels/label-issues.ts'
import type { PinnedRegion } from '../../../src-main/core/labels/label-issues.ts'

export function pinnedPath(region: PinnedRegion): string {
  const { rect, data } = pinnedPixels(region)
  const parts: string[] = []
  for (let y = 0; y < rect.height; y++) {
    const row = y * rect.width
    for (let x = 0; x < rect.width; x++) {
      if (data[row + x] === 0) continue
      const start = x
      while (x + 1 < rect.width && data[row + x + 1] !== 0) x++
      const width = x - start + 1
      parts.push(`M${rect.x + start} ${rect.y + y}h${width}v1h-${width}z`)
    }
  }
  return parts.join('')
}
