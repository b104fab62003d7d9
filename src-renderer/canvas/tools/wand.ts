// The magic wand: idle -> dragging -> proposed. Press previews the pixels of like colour, dragging right or
// left raises or lowers the tolerance, releasing keeps the preview; Enter or a click on it accepts. Shift
// adds to the preview, Alt subtracts from the labels.

import type { PixelMask } from '../../../src-main/core/pixel-mask.ts'
import { proposalOfMask, unitedProposals } from '../../../src-main/core/proposal.ts'
import type { Proposal } from '../../../src-main/core/proposal.ts'
import { MAX_TOLERANCE, startWand } from '../../../src-main/core/vision/magic-wand.ts'
import type { Wand } from '../../../src-main/core/vision/magic-wand.ts'
import { idleTool, pixelUnder } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

interface Drag {
  readonly wand: Wand
  readonly from: number
  readonly tolerance: number
  readonly value: number
  /** What was previewed before and stays. */
  readonly kept: Proposal | null
}

/** Units of tolerance for each reach (a finger's width) dragged. */
const UNITS_PER_REACH = 1

export function createWand(host: ToolHost): Tool {
  let drag: Drag | null = null
  let kept: Proposal | null = null

  function show(tolerance: number): void {
    if (drag === null) return
    const mask: PixelMask = drag.wand.select(tolerance, host.settings().isWandContiguous)
    const found = proposalOfMask(mask, drag.value)
    kept = drag.kept === null ? found : unitedProposals(drag.kept, found)
    host.propose('wand', kept)
  }

  function start(pointer: ToolPointer): void {
    const photo = host.photo()
    const at = pixelUnder(host.labelMap, pointer)
    if (photo === null || at === null) return
    const { wandTolerance: tolerance, activeClass } = host.settings()
    drag = {
      wand: startWand(photo.pixels, at.x, at.y),
      from: pointer.x,
      tolerance,
      value: pointer.alt ? 0 : activeClass,
      kept: pointer.shift && host.isPending() ? kept : null,
    }
    show(tolerance)
  }

  return {
    ...idleTool(),
    id: 'wand',
    state: () => `wand.${drag !== null ? 'dragging' : host.isPending() ? 'proposed' : 'idle'}`,
    press(pointer) {
      if (!pointer.shift && host.isProposed(pointer)) host.accept(pointer.ctrl)
      else start(pointer)
    },
    move(pointers) {
      const last = pointers.at(-1)
      if (drag === null || last === undefined) return
      const moved = ((last.x - drag.from) / last.reach) * UNITS_PER_REACH
      const tolerance = Math.max(0, Math.min(MAX_TOLERANCE, Math.round(drag.tolerance + moved)))
      if (tolerance === host.settings().wandTolerance) return
      host.keepTolerance(tolerance)
      show(tolerance)
    },
    release() {
      drag = null
    },
    cancel() {
      drag = null
      kept = null
      host.drop()
    },
  }
}
