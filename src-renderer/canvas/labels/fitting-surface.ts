// The surface that fits a label map. On the graphics processor where there is one: the map is a texture of values, and its
// look a table there, so that a change of look costs one frame. Else as a picture in memory.

import { createGpuLabels } from './gpu-labels.ts'
import type { LabelLook } from './label-look.ts'
import { createLabelPicture } from './label-picture.ts'
import type { LabelSurface } from './label-surface.ts'

/** `redraw` is called when the surface has something new to show by itself. */
export function createLabelSurface(redraw: () => void): LabelSurface {
  const gpu = createGpuLabels(redraw)
  let picture: LabelSurface | null = null
  let current = gpu ?? (picture = createLabelPicture(redraw))
  let look: LabelLook | null = null

  return {
    open(labelMap) {
      const isOnGpu = gpu?.open(labelMap) ?? false
      const fitting = isOnGpu && gpu !== null ? gpu : (picture ??= createLabelPicture(redraw))
      // A surface that stays has the look; told again, it would paint the map before once more.
      if (fitting !== current && look !== null) fitting.setLook(look)
      current = fitting
      return isOnGpu || current.open(labelMap)
    },
    repaint: (rect) => current.repaint(rect),
    setLook(next) {
      look = next
      current.setLook(next)
    },
    expect: (next, frame) => current.expect(next, frame),
    draw: (target, frame) => current.draw(target, frame),
    dispose() {
      gpu?.dispose()
      picture?.dispose()
    },
  }
}
