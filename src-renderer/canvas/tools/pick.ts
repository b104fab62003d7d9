// Pick: press on the image to make the class under the cursor the active one; drag to follow.

import { idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

export function createPick(host: ToolHost): Tool {
  let isPicking = false

  function pickAt({ x, y }: ToolPointer): void {
    const { labelMap } = host
    const column = Math.floor(x)
    const row = Math.floor(y)
    if (column < 0 || row < 0 || column >= labelMap.width || row >= labelMap.height) return
    host.pick(labelMap.data[row * labelMap.width + column]!)
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
