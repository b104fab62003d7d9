// Pick: press on the image to make the class under the cursor the active one; drag to follow. Where nobody has
// labelled, it is the predicted class, if a prediction may be seen.

import { UNLABELLED } from '../../../src-main/core/provenance.ts'
import { idleTool, pixelUnder } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

export function createPick(host: ToolHost): Tool {
  let isPicking = false

  function pickAt(pointer: ToolPointer): void {
    const { labelMap } = host
    const at = pixelUnder(labelMap, pointer)
    if (at === null) return
    const pixel = at.y * labelMap.width + at.x
    const value = labelMap.data[pixel]!
    const picked = value === UNLABELLED ? host.prediction()?.labelMap.data[pixel] : value
    if (picked !== undefined) host.pick(picked)
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
