// Fill: idle -> painting -> idle. A press relabels the connected region under it, and a drag each further region
// of the same class on its way; with Shift, the press relabels all regions of that class. Alt makes background, Ctrl
// does not cut into labels.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import { findAllOf, findRegion, paintRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { pixelsAlong } from '../../../src-main/core/geometry/pixel-path.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost } from './tool.ts'

interface Stroke {
  readonly value: number
  /** The class that the press began on: nothing else is relabelled. */
  readonly under: number
  /** Pixels of the regions that were found, 1 each: what may not be painted is not looked for again. */
  readonly found: Uint8Array
  last: Point
}

export function createFill(host: ToolHost): Tool {
  const { labelMap } = host
  let stroke: Stroke | null = null

  const valueAt = ({ x, y }: Point): number => labelMap.data[y * labelMap.width + x]!

  function fillAt(at: Point, isCareful: boolean): void {
    const pixel = pixelUnder(labelMap, at)
    if (stroke === null || pixel === null || valueAt(pixel) !== stroke.under) return
    if (stroke.found[pixel.y * labelMap.width + pixel.x] === 1) return
    const region = findRegion(labelMap, pixel.x, pixel.y, stroke.found)
    host.painted(paintRegion(labelMap, region, host.rule(stroke.value, isCareful)))
  }

  function end(finish: () => void): void {
    if (stroke === null) return
    stroke = null
    finish()
  }

  const keep = (): void => end(() => host.commit('fill'))

  return {
    ...idleTool(),
    id: 'fill',
    state: () => (stroke === null ? 'fill.idle' : 'fill.painting'),
    press(pointer) {
      const at = pixelUnder(labelMap, pointer)
      if (at === null) return
      const value = pointer.alt ? 0 : host.settings().activeClass
      const under = valueAt(at)
      if (under === value) return
      host.begin()
      stroke = { value, under, found: new Uint8Array(labelMap.data.length), last: pointer }
      if (!pointer.shift) fillAt(at, pointer.ctrl)
      else {
        const all = findAllOf(labelMap, under)
        host.painted(paintRegion(labelMap, all, host.rule(value, pointer.ctrl)))
      }
    },
    move(pointers) {
      for (const pointer of pointers) {
        if (stroke === null) return
        for (const at of pixelsAlong(stroke.last, pointer)) fillAt(at, pointer.ctrl)
        stroke.last = pointer
      }
    },
    release: keep,
    keep,
    cancel: () => end(host.abort),
  }
}
