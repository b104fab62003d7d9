// COCO's run lengths: counts of pixels outside and inside of a region in turn, down the columns; and the text
// that pycocotools writes them as. After rleEncode, rleToString and rleFrString of cocoapi, common/maskApi.c
// (Piotr Dollar and Tsung-Yi Lin, Simplified BSD License).

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { LabelMap } from '../labels/label-map.ts'

const FIRST_CHARACTER = 48
const DIGIT_BITS = 5
const MORE = 0x20
const SIGN = 0x10
/** 35 bits: more than any count of pixels needs. */
const MOST_CHARACTERS = 7

/** Each value of a label map with its counts, in the order of the values. One walk over the pixels. */
export function columnRuns(labelMap: LabelMap): Map<number, number[]> {
  const { width, height, data } = labelMap
  const counts = new Map<number, number[]>()
  /** Where the last run of each value ended. */
  const ends = new Float64Array(256)
  const total = width * height
  let start = 0
  let value = data[0]!
  for (let at = 1; at <= total; at++) {
    const next = at < total ? data[(at % height) * width + Math.floor(at / height)]! : -1
    if (next === value) continue
    const runs = counts.get(value) ?? []
    runs.push(start - ends[value]!, at - start)
    counts.set(value, runs)
    ends[value] = at
    start = at
    value = next
  }
  for (const [present, runs] of counts) {
    const rest = total - ends[present]!
    if (rest > 0) runs.push(rest)
  }
  return new Map([...counts].sort(([a], [b]) => a - b))
}

/** Pixels inside of the region. */
export function insidePixels(counts: readonly number[]): number {
  return counts.reduce((sum, count, i) => (i % 2 === 1 ? sum + count : sum), 0)
}

/** [x, y, width, height] of the region in pixels; zeros when it has none. */
export function boundingBox(
  counts: readonly number[],
  height: number,
): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1]
  let at = 0
  counts.forEach((count, i) => {
    if (i % 2 === 1 && count > 0) {
      const last = at + count - 1
      const [firstColumn, lastColumn] = [Math.floor(at / height), Math.floor(last / height)]
      const isOneColumn = firstColumn === lastColumn
      left = Math.min(left, firstColumn)
      right = Math.max(right, lastColumn)
      top = isOneColumn ? Math.min(top, at % height) : 0
      bottom = isOneColumn ? Math.max(bottom, last % height) : height - 1
    }
    at += count
  })
  return right < 0 ? [0, 0, 0, 0] : [left, top, right - left + 1, bottom - top + 1]
}

/** Five bits a character, the least first, with a sign; from the fourth count on, the difference to the last but one. */
export function runsToText(counts: readonly number[]): string {
  let text = ''
  counts.forEach((count, i) => {
    let rest = i > 2 ? count - counts[i - 2]! : count
    let more = true
    while (more) {
      const digit = rest & 0x1f
      rest = Math.floor(rest / 2 ** DIGIT_BITS)
      more = (digit & SIGN) === 0 ? rest !== 0 : rest !== -1
      text += String.fromCharCode(FIRST_CHARACTER + digit + (more ? MORE : 0))
    }
  })
  return text
}

/** Error: corrupt, naming `where`, on a character, a cut number or a negative count. */
export function runsFromText(text: string, where: string): number[] {
  const counts: number[] = []
  for (let at = 0; at < text.length;) {
    let value = 0
    let characters = 0
    let digit = MORE
    while ((digit & MORE) !== 0) {
      digit = text.charCodeAt(at) - FIRST_CHARACTER
      // A missing character is NaN and fails this, too.
      if (!(digit >= 0 && digit < 64) || characters === MOST_CHARACTERS) throw damaged(where, at)
      value += (digit & 0x1f) * 2 ** (DIGIT_BITS * characters)
      characters++
      at++
    }
    if ((digit & SIGN) !== 0) value -= 2 ** (DIGIT_BITS * characters)
    const count = counts.length > 2 ? value + counts[counts.length - 2]! : value
    if (count < 0) throw damaged(where, at)
    counts.push(count)
  }
  return counts
}

/** Error: corrupt, naming `where`, when the counts do not cover the image exactly. */
export function checkRuns(counts: readonly number[], pixels: number, where: string): void {
  const sum = counts.reduce((total, count) => total + count, 0)
  const isWhole = counts.every((count) => Number.isInteger(count) && count >= 0)
  if (isWhole && sum === pixels) return
  throw new StudioError(
    'corrupt',
    said`${where}: expected run lengths of ${pixels} pixels in all, found ${sum};
      they are damaged or belong to an image of another size: export them again`,
  )
}

function damaged(where: string, at: number): StudioError {
  return new StudioError(
    'corrupt',
    said`${where}: the run lengths break at character ${at}; export them again`,
  )
}
