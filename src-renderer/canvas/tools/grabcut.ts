// GrabCut: idle -> working -> idle. Click a region: its edge is moved to the edge of the photo within a band
// around it, as a proposal.

import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { proposeChange } from '../../../src-main/core/morphology/propose-change.ts'
import { maskOfRegion } from '../../../src-main/core/geometry/pixel-mask.ts'
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
      host.waitFor(photo.ask('refineEdge', { region: before, bandPx }), (after) => {
        if (asked !== turn) return
        isWorking = false
        host.propose(
          'grabcut',
          proposeChange(host.labelMap, { before, after, value: region.value }),
        )
      })
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
