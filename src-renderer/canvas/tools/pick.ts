// Pick: press on the image to make the class under the cursor the active one; drag to follow. Where nobody has
// labelled, it is the predicted class, if a prediction may be seen; it is fetched then.

import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import type { PredictedLabels } from '../results/predicted-labels.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

export function createPick(host: ToolHost): Tool {
  let isPicking = false
  /** The pixel that was pointed at last. */
  let latest = -1

  function pickAt(pointer: ToolPointer): void {
    const { labelMap } = host
    const at = pixelUnder(labelMap, pointer)
    if (at === null) return
    const pixel = at.y * labelMap.width + at.x
    const value = labelMap.data[pixel]!
    latest = pixel
    if (value !== UNLABELLED) host.pick(value)
    else if (host.prediction() !== null) pickPredicted(pixel, host.prediction())
    else host.waitFor(host.neededPrediction(), (found) => pickPredicted(pixel, found))
  }

  /** Unless another pixel was pointed at since. */
  function pickPredicted(pixel: number, prediction: PredictedLabels | null): void {
    const value = prediction?.labelMap.data[pixel]
    if (value !== undefined && pixel === latest) host.pick(value)
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
