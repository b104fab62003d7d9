// Pick: press on the image to make the class under the cursor the active one; drag to follow. Unlabelled is no
// class to paint with.

import { UNLABELLED } from '../../../src-main/core/provenance.ts'
import { idleTool, pixelUnder } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

export function createPick(host: ToolHost): Tool {
  let isPicking = false

  function pickAt(pointer: ToolPointer): void {
    const { labelMap } = host
    const at = pixelUnder(labelMap, pointer)
    if (at === null) return
    const value = labelMap.data[at.y * labelMap.width + at.x]!
    if (value !== UNLABELLED) host.pick(value)
  }

  return {
    ...idleTool(),
    id: 'pick',
    state: () => (isPicking ? 'pick.picking' : 'pick.idle'),
    press(pointer) {
      isPicking = true
      pickAt(pointer)
    },
    move(pointers) {
      const last = pointers.at(-1)
      if (isPicking && last !== undefined) pickAt(last)
    },
    release() {
      isPicking = false
    },
    cancel() {
      isPicking = false
    },
  }
}
