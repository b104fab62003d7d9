// Proposals against one pixel after the other: what a mask proposes, what of it is allowed.

import { expect, test } from 'vitest'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import {
  KEEP,
  checkProposal,
  proposalOfMask,
  proposedValue,
} from '../../../src-main/core/painting/proposal.ts'
import { fc } from '../arbitraries.ts'

const [WIDTH, HEIGHT] = [23, 9]

/** Runs of a few values, as label maps and masks have them. */
function bytesOf(values: readonly number[], length: number) {
  return fc
    .array(fc.tuple(fc.constantFrom(...values), fc.integer({ min: 1, max: 14 })), {
      minLength: 1,
      maxLength: 40,
    })
    .map((parts) => {
      const all = parts.flatMap(([value, count]) => Array<number>(count).fill(value))
      return Uint8Array.from({ length }, (_, i) => all[i % all.length]!)
    })
}

const rects = fc
  .tuple(fc.nat(WIDTH - 1), fc.nat(HEIGHT - 1), fc.nat(WIDTH), fc.nat(HEIGHT))
  .map(([x, y, width, height]) => ({
    x,
    y,
    width: Math.min(width, WIDTH - x),
    height: Math.min(height, HEIGHT - y),
  }))

const cases = rects.chain((rect) =>
  fc.record({
    rect: fc.constant(rect),
    mask: bytesOf([0, 1], rect.width * rect.height),
    map: bytesOf([0, 3, 7, 253], WIDTH * HEIGHT),
    offset: fc.nat(3),
  }),
)

test('a mask proposes its value where it is, and what is there already or locked is left out', () => {
  fc.assert(
    fc.property(cases, ({ rect, mask, map, offset }) => {
      // Masks may lie anywhere in memory that they share.
      const data = new Uint8Array(mask.length + offset).subarray(offset)
      data.set(mask)
      const labelMap = createLabelMap(WIDTH, HEIGHT, map)
      const proposal = proposalOfMask({ rect, data }, 3)
      const checked = checkProposal(labelMap, proposal, (_, existing) => existing !== 7)
      let count = 0
      for (let y = 0; y < HEIGHT; y++) {
        for (let x = 0; x < WIDTH; x++) {
          const [column, row] = [x - rect.x, y - rect.y]
          const isInside = column >= 0 && row >= 0 && column < rect.width && row < rect.height
          const isMasked = isInside && mask[row * rect.width + column] === 1
          const existing = map[y * WIDTH + x]
          const isAllowed = isMasked && existing !== 3 && existing !== 7
          if (isAllowed) count++
          expect(proposedValue(proposal, x, y)).toBe(isMasked ? 3 : KEEP)
          expect(proposedValue(checked, x, y)).toBe(isAllowed ? 3 : KEEP)
        }
      }
      expect(checked.pixelCount).toBe(count)
    }),
  )
})
