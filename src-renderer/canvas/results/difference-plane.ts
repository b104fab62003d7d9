// A prediction against the labels of now, worked out a band of rows at a time: over 12 megapixels all at once would hold
// the page up for a tenth of a second. What is painted meanwhile is right whichever comes first.

import { compareLabels } from '../../../src-main/core/agreement/difference.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'

export interface DifferencePlane {
  /** Values of DIFFERENCE; 0, agreement on background, where nothing was compared yet. */
  readonly image: LabelMap
  /** Compares what has changed. */
  follow(rect: Rect): void
  /** Compares what is left, each band in a task of its own, and tells of each; the answer ends that. */
  complete(compared: (band: Rect) => void): () => void
}

/** At most so many pixels at a time, unless a row has more. */
export const BAND_PIXELS = 2 ** 20

/** The first band is compared at once. */
export function createDifferencePlane(labels: LabelMap, prediction: LabelMap): DifferencePlane {
  const { width, height } = labels
  const image = createLabelMap(width, height)
  const rows = Math.max(1, Math.floor(BAND_PIXELS / width))
  let done = 0

  function compareNext(): Rect {
    const band = { x: 0, y: done, width, height: Math.min(rows, height - done) }
    compareLabels({ labels, prediction, image }, band)
    done += band.height
    return band
  }

  compareNext()
  return {
    image,
    follow: (rect) => compareLabels({ labels, prediction, image }, rect),
    complete(compared) {
      let timer: ReturnType<typeof setTimeout> | undefined
      function goOn(): void {
        if (done === height) return
        timer = setTimeout(() => {
          compared(compareNext())
          goOn()
        })
      }
      goOn()
      return () => clearTimeout(timer)
    },
  }
}
