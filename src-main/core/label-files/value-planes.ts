// Where each value of a label map lies, one bit a pixel: what formats with a mask for each class write. Made from runs
// of equal pixels, so that twenty classes cost little more than one.

import { endOfRun, wordsOf } from '../bytes/byte-runs.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { Rect } from '../geometry/rect.ts'

export interface ValuePlane {
  readonly value: number
  /** The smallest rectangle around the value. */
  readonly box: Rect
  /** Of the box: rows of whole bytes, the first pixel in the highest bit. */
  readonly bits: Uint8Array
}

/** Of the values that `isWanted`, rising. */
export function valuePlanes(
  labelMap: LabelMap,
  isWanted: (value: number, valueCount: number) => boolean,
): ValuePlane[] {
  const boxes = valueBoxes(labelMap)
  const planes: (ValuePlane | undefined)[] = new Array<undefined>(256).fill(undefined)
  for (const [value, box] of boxes) {
    if (!isWanted(value, boxes.size)) continue
    planes[value] = { value, box, bits: new Uint8Array(bytesOf(box.width) * box.height) }
  }
  forEachRun(labelMap, (value, y, left, right) => {
    const plane = planes[value]
    if (plane === undefined) return
    const { box, bits } = plane
    const row = (y - box.y) * bytesOf(box.width) * 8 - box.x
    setBits(bits, row + left, row + right)
  })
  return planes.filter((plane) => plane !== undefined)
}

function bytesOf(bits: number): number {
  return Math.ceil(bits / 8)
}

/** Runs lie inside of one row; `right` is the column after the last. */
function forEachRun(
  { width, height, data }: LabelMap,
  see: (value: number, y: number, left: number, right: number) => void,
): void {
  const words = wordsOf(data)
  for (let y = 0; y < height; y++) {
    const row = y * width
    for (let left = 0; left < width;) {
      const right = endOfRun(data, words, row + left, row + width) - row
      see(data[row + left]!, y, left, right)
      left = right
    }
  }
}

function valueBoxes(labelMap: LabelMap): Map<number, Rect> {
  const lefts = new Int32Array(256).fill(labelMap.width)
  const rights = new Int32Array(256)
  const tops = new Int32Array(256).fill(-1)
  const bottoms = new Int32Array(256)
  forEachRun(labelMap, (value, y, left, right) => {
    if (tops[value] === -1) tops[value] = y
    bottoms[value] = y + 1
    if (left < lefts[value]!) lefts[value] = left
    if (right > rights[value]!) rights[value] = right
  })
  const boxes = new Map<number, Rect>()
  for (let value = 0; value < 256; value++) {
    const [x, y] = [lefts[value]!, tops[value]!]
    if (y < 0) continue
    boxes.set(value, { x, y, width: rights[value]! - x, height: bottoms[value]! - y })
  }
  return boxes
}

function setBits(bits: Uint8Array, from: number, to: number): void {
  const [first, last] = [from >>> 3, to >>> 3]
  const head = 0xff >>> (from & 7)
  const tail = 0xff00 >>> (to & 7)
  if (first === last) {
    bits[first]! |= head & tail
    return
  }
  bits[first]! |= head
  bits.fill(0xff, first + 1, last)
  if ((to & 7) !== 0) bits[last]! |= tail
}
