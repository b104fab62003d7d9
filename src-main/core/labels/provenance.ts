// Who gave each pixel its label: a plane beside the label map, of the same size, saved with the mask. It keeps
// "nobody has looked here" apart from "background", and what was copied from a prediction apart from truth.

import { endOfRun, isSameBytes, wordsOf } from '../bytes/byte-runs.ts'
import { IGNORE_INDEX } from './classes.ts'
import { StudioError, invariant } from '../errors.ts'
import { said } from '../said.ts'
import type { Said } from '../said.ts'
import { countValues, createLabelMap } from './label-map.ts'
import type { LabelMap } from './label-map.ts'

export const PROVENANCE = {
  /** Nobody has labelled the pixel; the saved mask has background there. */
  unlabelled: 0,
  /** Painted by hand, or in a mask that came with the folder. */
  human: 1,
  /** Worked out from the photo or the labels, accepted by a person: wand, superpixels, GrabCut, ... */
  assist: 2,
  /** Copied from a method's prediction. */
  copied: 3,
} as const

export type Provenance = (typeof PROVENANCE)[keyof typeof PROVENANCE]
export type ProvenanceName = keyof typeof PROVENANCE

/** width x height values of PROVENANCE, row by row. */
export interface ProvenancePlane {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * The value of an unlabelled pixel in a label map that is being edited, so that every tool, lock and count sees
 * it as a value of its own. No class has this number, and no file ever holds it: see `withoutUnlabelled`.
 */
export const UNLABELLED = 253

/** The same provenance everywhere. */
export function createProvenance(
  width: number,
  height: number,
  value: Provenance,
): ProvenancePlane {
  return createLabelMap(width, height, new Uint8Array(width * height).fill(value))
}

/** A copy to edit: UNLABELLED where nobody has labelled. Both have the same size. */
export function withUnlabelled(labelMap: LabelMap, provenance: ProvenancePlane): LabelMap {
  return unlabelledAs(UNLABELLED, labelMap, provenance)
}

/** To compare: void where nobody has labelled. The same map without a plane, for people labelled all of it. */
export function unlabelledAsVoid(labelMap: LabelMap, provenance: ProvenancePlane | null): LabelMap {
  return provenance === null ? labelMap : unlabelledAs(IGNORE_INDEX, labelMap, provenance)
}

function unlabelledAs(value: number, labelMap: LabelMap, provenance: ProvenancePlane): LabelMap {
  requireSameSize(labelMap, provenance)
  const { width, height } = labelMap
  const data = labelMap.data.slice()
  fillWhere(provenance.data, PROVENANCE.unlabelled, data, value)
  return { width, height, data }
}

/** A copy for the map `after`: `human` where it has another label than `before`. All have the same size. */
export function relabelled(
  provenance: ProvenancePlane,
  before: LabelMap,
  after: LabelMap,
): ProvenancePlane {
  requireSameSize(before, provenance)
  requireSameSize(after, provenance)
  const { width, height } = provenance
  const data = provenance.data.map((source, i) =>
    before.data[i] === after.data[i] ? source : PROVENANCE.human,
  )
  return { width, height, data }
}

/** To save: background where the edited map is UNLABELLED. The same map where it is nowhere. */
export function withoutUnlabelled(labelMap: LabelMap): LabelMap {
  const { width, height, data } = labelMap
  if (!data.includes(UNLABELLED)) return labelMap
  const saved = data.slice()
  fillWhere(data, UNLABELLED, saved, 0)
  return { width, height, data: saved }
}

function fillWhere(bytes: Uint8Array, value: number, target: Uint8Array, filling: number): void {
  const words = wordsOf(bytes)
  for (let from = 0; from < bytes.length;) {
    const end = endOfRun(bytes, words, from)
    if (bytes[from] === value) target.fill(filling, from, end)
    from = end
  }
}

/** Null stands for a plane that is human everywhere. */
export function isSameProvenance(a: ProvenancePlane | null, b: ProvenancePlane | null): boolean {
  if (a === null || b === null) return isHumanEverywhere(a ?? b)
  return isSameBytes(a.data, b.data)
}

function isHumanEverywhere(plane: ProvenancePlane | null): boolean {
  return plane === null || countProvenance(plane).human === plane.data.length
}

/** True when nobody has labelled any pixel. */
export function isUnlabelled(plane: ProvenancePlane): boolean {
  return countProvenance(plane).unlabelled === plane.data.length
}

/** Pixels of each provenance. */
export function countProvenance(plane: ProvenancePlane): Record<ProvenanceName, number> {
  const [unlabelled = 0, human = 0, assist = 0, copied = 0] = countValues(plane)
  return { unlabelled, human, assist, copied }
}

/** As countProvenance, of a mask; without a plane people labelled all of it. */
export function countSources(
  labelMap: LabelMap,
  provenance: ProvenancePlane | null,
): Record<ProvenanceName, number> {
  if (provenance !== null) return countProvenance(provenance)
  return { unlabelled: 0, human: labelMap.data.length, assist: 0, copied: 0 }
}

/**
 * Throws `invalidInput` when the plane has another size than its mask, a value above 3, or an unlabelled pixel
 * that is not background; `where` names the file.
 */
export function validateProvenance(
  provenance: ProvenancePlane,
  labelMap: LabelMap,
  where: string,
): void {
  const problem = problemOf(provenance, labelMap)
  if (problem === null) return
  throw new StudioError('invalidInput', said`${where}: ${problem}; open the photo again`)
}

function problemOf({ width, height, data }: ProvenancePlane, labelMap: LabelMap): Said | null {
  if (width !== labelMap.width || height !== labelMap.height) {
    return said`expected a provenance of ${labelMap.width}x${labelMap.height} like its mask, got ${width}x${height}`
  }
  const [words, labelWords] = [wordsOf(data), wordsOf(labelMap.data)]
  for (let from = 0; from < data.length;) {
    const end = endOfRun(data, words, from)
    const source = data[from]!
    if (source > PROVENANCE.copied)
      return said`expected provenances 0 to ${PROVENANCE.copied}, found ${source}`
    if (source === PROVENANCE.unlabelled) {
      const labelled = labelMap.data[from] === 0 ? endOfRun(labelMap.data, labelWords, from) : from
      if (labelled < end)
        return said`expected background where nobody has labelled, found class ${labelMap.data[labelled]!}`
    }
    from = end
  }
  return null
}

function requireSameSize(labelMap: LabelMap, provenance: ProvenancePlane): void {
  invariant(
    provenance.width === labelMap.width && provenance.height === labelMap.height,
    `provenance ${provenance.width}x${provenance.height} differs from label map ${labelMap.width}x${labelMap.height}`,
  )
}
