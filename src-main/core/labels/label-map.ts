// A label map: one class value a pixel (0..20, 255 = ignore), row by row. Functions here read or
// copy it; painting lives in brush, polygon and flood-fill.

import { endOfRun, isSameBytes, wordsOf } from '../bytes/byte-runs.ts'
import { CLASS_COUNT, IGNORE_INDEX, isLabelValue } from './classes.ts'
import type { ClassIndex } from './classes.ts'
import { StudioError, invariant } from '../errors.ts'
import { listOf, said } from '../said.ts'
import type { Words } from '../said.ts'

export interface LabelMap {
  readonly width: number
  readonly height: number
  /** width x height values, row by row. The pixels may be painted; the size never changes. */
  readonly data: Uint8Array
}

/** All background unless `data` (width x height values, not copied) is given. */
export function createLabelMap(width: number, height: number, data?: Uint8Array): LabelMap {
  invariant(
    Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0,
    `a label map needs a positive whole size, got ${width}x${height}`,
  )
  const values = data ?? new Uint8Array(width * height)
  invariant(
    values.length === width * height,
    `label map ${width}x${height} needs ${width * height} values, got ${values.length}`,
  )
  return { width, height, data: values }
}

export function copyLabelMap(labelMap: LabelMap): LabelMap {
  return { width: labelMap.width, height: labelMap.height, data: labelMap.data.slice() }
}

export function isSameLabelMap(a: LabelMap, b: LabelMap): boolean {
  return a.width === b.width && a.height === b.height && isSameBytes(a.data, b.data)
}

/** 256 pixel counts, one for each value. */
export function countValues({ data }: LabelMap): Uint32Array {
  const counts = new Uint32Array(256)
  const words = wordsOf(data)
  for (let from = 0; from < data.length;) {
    const end = endOfRun(data, words, from)
    counts[data[from]!]! += end - from
    from = end
  }
  return counts
}

/** 21 pixel counts, one for each class; ignored pixels are not counted. */
export function classPixelCounts(labelMap: LabelMap): Uint32Array {
  return countValues(labelMap).slice(0, CLASS_COUNT)
}

/** The classes with at least one pixel, rising, background included. */
export function presentClasses(labelMap: LabelMap): ClassIndex[] {
  const present: ClassIndex[] = []
  classPixelCounts(labelMap).forEach((count, index) => {
    if (count > 0) present.push(index as ClassIndex)
  })
  return present
}

/** Throws `invalidInput` when a value is neither 0..20 nor 255; `where` names the file. */
export function validateLabelValues(labelMap: LabelMap, where: string): void {
  requireLabelValues(countValues(labelMap), where)
}

/** `counts`: 256 pixel counts, one for each value. Error: as validateLabelValues. */
export function requireLabelValues(counts: Uint32Array, where: string): void {
  const unknown: Words[] = []
  counts.forEach((count, value) => {
    if (count > 0 && !isLabelValue(value)) unknown.push(said`${value} (${count} pixels)`)
  })
  if (unknown.length === 0) return
  const listed = listOf([...unknown.slice(0, 12), ...(unknown.length > 12 ? ['…'] : [])])
  throw new StudioError(
    'invalidInput',
    said`${where}: expected the class values 0 to ${CLASS_COUNT - 1} and ${IGNORE_INDEX}, found ${listed};
      map these values to classes and import the mask again`,
  )
}

/** Nearest neighbour at pixel centres, so that no new class value can appear. */
export function resizeLabelMap(labelMap: LabelMap, width: number, height: number): LabelMap {
  const target = createLabelMap(width, height)
  const columns = nearestIndices(labelMap.width, width)
  const rows = nearestIndices(labelMap.height, height)
  let write = 0
  for (let y = 0; y < height; y++) {
    const row = rows[y]! * labelMap.width
    for (let x = 0; x < width; x++) target.data[write++] = labelMap.data[row + columns[x]!]!
  }
  return target
}

/** For each of `to` pixels the source pixel under its centre. */
export function nearestIndices(from: number, to: number): Int32Array {
  const indices = new Int32Array(to)
  for (let i = 0; i < to; i++) {
    indices[i] = Math.min(from - 1, Math.floor(((i + 0.5) * from) / to))
  }
  return indices
}
