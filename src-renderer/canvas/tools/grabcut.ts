// GrabCut: idle -> working -> idle. Click a region: its edge is moved to the edge of the photo within a band
// around it, as a proposal.

import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { proposeChange } from '../../../src-main/core/morphology/propose-change.ts'
import { maskOfRegion } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost } from './tool.ts'

export function createGrabcut(host: ToolHost): Tool {
  let isWorking = false
  /** A later press, or leaving the tool, makes an earlier answer void. */
  let turn = 0

  return {
    ...idleTool(),
    id: 'grabcut',
    looksAtPhoto: true,
    state: () => (isWorking ? 'grabcut.working' : 'grabcut.idle'),
    press(pointer) {
      const photo = host.photo()
      const at = pixelUnder(host.labelMap, pointer)
      if (photo === null || at === null) return
      if (host.isProposed(pointer)) {
        host.accept(pointer.ctrl)
        return
      }
      const { bandPx } = host.settings()
      const region = findRegion(host.labelMap, at.x, at.y)
      const before = maskOfRegion(region, 2 * bandPx + 1, host.labelMap)
      const asked = ++turn
      isWorking = true
      host.drop()
      const answered = (): boolean => {
        if (asked !== turn) return false
        isWorking = false
        return true
      }
      const use = (after: PixelMask): void => {
        if (!answered()) return
        const change = proposeChange(host.labelMap, { before, after, value: region.value })
        host.propose('grabcut', change)
      }
      host.waitFor(photo.ask('refineEdge', { region: before, bandPx }), use, answered)
    },
    move: () => undefined,
    release: () => undefined,
    cancel() {
      turn++
      isWorking = false
      host.drop()
    },
  }
}
