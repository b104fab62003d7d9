// What a click of smart click at the pointer would give.

import { proposalOfMask } from '../../../src-main/core/painting/proposal.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { isApart } from './outline.ts'
import type { ToolHost, ToolPointer } from './tool.ts'

/** One question at a time: a slow model is late, never buried in questions. */
export interface Hover {
  follow(pointer: ToolPointer): void
  shade(): Proposal | null
  reset(): void
}

export function createHover(host: ToolHost): Hover {
  let wanted: ToolPointer | null = null
  let found: Proposal | null = null
  let isAsking = false
  let turn = 0

  function askAt(at: ToolPointer): void {
    const asked = ++turn
    isAsking = true
    const points = [{ x: at.x, y: at.y, isPositive: true }]
    const work = host.smart
      .segment({ points, box: null, chosen: [] }, 1)
      .finally(() => (isAsking = false))
    host.waitFor(work, ([best]) => {
      const isWanted = asked === turn
      if (isWanted && best !== undefined)
        found = host.allowed(proposalOfMask(best.mask(), host.settings().activeClass))
      // Also a pointer that left and came back meanwhile, wherever it rests.
      if (wanted !== null && (!isWanted || isApart(at, wanted, wanted.reach))) askAt(wanted)
    })
  }

  return {
    follow(pointer) {
      if (!host.smart.isReady()) return
      const isInside = pixelUnder(host.labelMap, pointer) !== null
      const isMoved = wanted === null || isApart(wanted, pointer, pointer.reach)
      if (!isInside) found = null
      if (!isInside || !isMoved) return
      wanted = pointer
      if (!isAsking) askAt(pointer)
    },
    shade: () => found,
    reset() {
      turn++
      wanted = null
      found = null
    },
  }
}
