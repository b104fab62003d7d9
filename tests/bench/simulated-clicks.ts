// A person who clicks, played: objects of masks that people drew, and where such a person would click next. The rule is
// that of the interactive segmentation literature (Xu et al. 2016; RITM, Sofiiuk et al. 2021): the middle of the
// largest error.

import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { findComponents, writeComponents } from '../../src-main/core/morphology/components.ts'
import { nearestPixels, squaredDistance } from '../../src-main/core/morphology/nearest-pixel.ts'
import type { PixelMask } from '../../src-main/core/geometry/pixel-mask.ts'
import type { PromptBox, PromptPoint } from '../../src-main/core/segmenter/prompts.ts'

const VOID = 255

/** One connected region of a class, over the whole photo. */
export interface TrueObject {
  readonly classIndex: number
  readonly labelMap: LabelMap
  /** 1 inside. */
  readonly data: Uint8Array
}

/** Regions that cover between `smallest` and `largest` of the photo, each 0..1. */
export function objectsOf(labelMap: LabelMap, smallest: number, largest: number): TrueObject[] {
  const { data } = labelMap
  const classes = [...new Set(data)].filter((value) => value !== 0 && value !== VOID)
  return classes
    .sort((a, b) => a - b)
    .flatMap((classIndex) => {
      const ofClass = wholeMask(labelMap, (i) => data[i] === classIndex)
      const found = findComponents(ofClass, 1)
      return [...found.areas.keys()].flatMap((component) => {
        const share = found.areas[component]! / data.length
        if (share < smallest || share > largest) return []
        const mask = wholeMask(labelMap, () => false)
        writeComponents(mask, found, 1, (other) => other === component)
        return [{ classIndex, labelMap, data: mask.data }]
      })
    })
}

function wholeMask({ width, height }: LabelMap, isIn: (index: number) => boolean): PixelMask {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (isIn(i) ? 1 : 0))
  return { rect: { x: 0, y: 0, width, height }, data }
}

/** A mask of a segmenter over the whole photo. */
export function spread({ rect, data }: PixelMask, { width, height }: LabelMap): Uint8Array {
  const all = new Uint8Array(width * height)
  for (let y = 0; y < rect.height; y++) {
    const row = data.subarray(y * rect.width, (y + 1) * rect.width)
    all.set(row, (rect.y + y) * width + rect.x)
  }
  return all
}

/** Intersection over union; void pixels do not count. */
export function iouOf(found: Uint8Array, { data, labelMap }: TrueObject): number {
  let common = 0
  let all = 0
  for (let i = 0; i < data.length; i++) {
    if (labelMap.data[i] === VOID) continue
    common += found[i]! & data[i]!
    all += found[i]! | data[i]!
  }
  return all === 0 ? 1 : common / all
}

/** The middle of the largest error; null when there is none. */
export function nextClick(found: Uint8Array, truth: TrueObject): PromptPoint | null {
  const { data, labelMap } = truth
  const isSure = (i: number): boolean => labelMap.data[i] !== VOID
  const missed = largestOf(wholeMask(labelMap, (i) => isSure(i) && data[i] === 1 && found[i] === 0))
  const extra = largestOf(wholeMask(labelMap, (i) => isSure(i) && data[i] === 0 && found[i] === 1))
  const isPositive = missed.area >= extra.area
  const worst = isPositive ? missed : extra
  return worst.area === 0 ? null : { ...middleOf(worst.mask), isPositive }
}

function largestOf(mask: PixelMask): { readonly mask: PixelMask; readonly area: number } {
  const found = findComponents(mask, 1)
  const area = found.areas.reduce((a, b) => Math.max(a, b), 0)
  const largest = found.areas.indexOf(area)
  const only = { rect: mask.rect, data: new Uint8Array(mask.data.length) }
  if (area > 0) writeComponents(only, found, 1, (component) => component === largest)
  return { mask: only, area }
}

/** The pixel that lies deepest inside; the photo's edge is an edge as well. */
function middleOf({ rect, data }: PixelMask): { readonly x: number; readonly y: number } {
  const width = rect.width + 2
  const framed = new Uint8Array(width * (rect.height + 2))
  for (let y = 0; y < rect.height; y++) {
    framed.set(data.subarray(y * rect.width, (y + 1) * rect.width), (y + 1) * width + 1)
  }
  const window = { rect: { x: 0, y: 0, width, height: rect.height + 2 }, data: framed }
  const nearest = nearestPixels(window, 0)
  let best = 0
  let deepest = -1
  nearest.forEach((near, i) => {
    const depth = squaredDistance(near, i % width, Math.floor(i / width), width)
    if (depth > deepest) [deepest, best] = [depth, i]
  })
  return { x: (best % width) - 0.5, y: Math.floor(best / width) - 0.5 }
}

export function boxAround({ data, labelMap: { width } }: TrueObject): PromptBox {
  let [left, right, top, bottom] = [Infinity, 0, Infinity, 0]
  data.forEach((value, i) => {
    if (value === 0) return
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  })
  return { left, top, right, bottom }
}
