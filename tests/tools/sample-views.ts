// Views of a photograph: rectangles that a person could have taken at the same place and moment.

import { classPixelCounts } from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'

export interface View {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** For the attribution. */
  readonly description: string
}

const SMALLEST_SIDE_PX = 200
/** A close view that shows more of the photo than this adds nothing. */
const LARGEST_SHARE = 0.7

export function wholeView(labelMap: LabelMap): View {
  return { left: 0, top: 0, width: labelMap.width, height: labelMap.height, description: 'whole' }
}

/** A view around the largest class; null when it would show nearly everything. */
export function closeView(labelMap: LabelMap): View | null {
  const box = boundingBox(labelMap, largestClass(labelMap))
  const width = sideAround(box.right - box.left, labelMap.width)
  const height = sideAround(box.bottom - box.top, labelMap.height)
  const view = shaped(width, height, labelMap)
  if (view.width * view.height > LARGEST_SHARE * labelMap.width * labelMap.height) return null
  return {
    ...view,
    left: clamp((box.left + box.right - view.width) / 2, labelMap.width - view.width),
    top: clamp((box.top + box.bottom - view.height) / 2, labelMap.height - view.height),
    description: 'cropped',
  }
}

/** Two shots of a user: a step to the left, and a closer one. */
export function twoShots(labelMap: LabelMap): readonly [View, View] {
  const share = 0.9
  const width = Math.round(labelMap.width * share)
  const height = Math.round(labelMap.height * share)
  const first: View = { left: 0, top: 0, width, height, description: 'cropped' }
  const second = closeView(labelMap) ?? {
    left: Math.round(labelMap.width * 0.2),
    top: Math.round(labelMap.height * 0.15),
    width: Math.round(labelMap.width * 0.8),
    height: Math.round(labelMap.height * 0.8),
    description: 'cropped',
  }
  return [first, second]
}

function largestClass(labelMap: LabelMap): number {
  const counts = classPixelCounts(labelMap)
  let best = 1
  for (let index = 2; index < counts.length; index++) {
    if (counts[index]! > counts[best]!) best = index
  }
  return best
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function boundingBox({ width, height, data }: LabelMap, value: number): Box {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] !== value) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  return { left, top, right, bottom }
}

function sideAround(objectSide: number, photoSide: number): number {
  return Math.min(photoSide, Math.max(SMALLEST_SIDE_PX, objectSide * 1.4))
}

/** Not longer than 4:3 either way, within the photo. */
function shaped(width: number, height: number, photo: LabelMap): { width: number; height: number } {
  return {
    width: Math.round(Math.min(photo.width, Math.max(width, height * 0.75))),
    height: Math.round(Math.min(photo.height, Math.max(height, width * 0.75))),
  }
}

function clamp(value: number, highest: number): number {
  return Math.round(Math.min(Math.max(0, value), highest))
}
