// One prediction of the photo in the editor, as the copy tool sees it: its regions, and those that a person
// rejected. Rejections outlive the photo: coming back to it finds them again.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createPredictionRegions } from '../../../src-main/core/painting/prediction-regions.ts'
import type { PredictedRegion } from '../../../src-main/core/painting/prediction-regions.ts'
import { KEEP } from '../../../src-main/core/painting/proposal.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { pixelUnder } from '../camera/pixel-under.ts'

export interface PredictedLabels {
  readonly labelMap: LabelMap
  /** Null beside the image. */
  regionAt(point: Point): PredictedRegion | null
  isRejected(region: PredictedRegion): boolean
  /** Rejects the region, or takes that back. */
  toggleRejected(region: PredictedRegion): void
  /** Every pixel with its predicted class, or those of one class; rejected regions are left out. */
  proposal(onlyClass?: number): Proposal
}

/** Where the rejected regions of one prediction are kept, by their keys. */
export interface RejectedRegions {
  keys(): readonly number[]
  keep(keys: readonly number[]): void
}

export function createPredictedLabels(labelMap: LabelMap, kept: RejectedRegions): PredictedLabels {
  const { width, height } = labelMap
  // What was kept beside another picture of this name may name pixels that there are not.
  const rejected = new Set(kept.keys().filter((key) => key < labelMap.data.length))
  const regions = createPredictionRegions(labelMap)
  return {
    labelMap,
    regionAt(point) {
      const pixel = pixelUnder(labelMap, point)
      return pixel === null ? null : regions.at(pixel.x, pixel.y)
    },
    isRejected: ({ key }) => rejected.has(key),
    toggleRejected({ key }) {
      if (!rejected.delete(key)) rejected.add(key)
      kept.keep([...rejected])
    },
    proposal(onlyClass) {
      const rect = { x: 0, y: 0, width, height }
      if (onlyClass === undefined && rejected.size === 0) return { rect, values: labelMap.data }
      const values = labelMap.data.slice()
      if (onlyClass !== undefined) {
        for (let i = 0; i < values.length; i++) if (values[i] !== onlyClass) values[i] = KEEP
      }
      for (const key of rejected) {
        const { spans } = regions.at(key % width, Math.floor(key / width))
        for (let i = 0; i < spans.length; i += 3) {
          const row = spans[i]! * width
          values.fill(KEEP, row + spans[i + 1]!, row + spans[i + 2]! + 1)
        }
      }
      return { rect, values }
    },
  }
}
