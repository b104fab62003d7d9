// Two masks of one photo by two people, compared for the figures that are added up over photos. What was compared is
// kept for as long as the files are the same.

import { compareMaps } from '../../core/agreement/compare-maps.ts'
import type { ComparedMaps } from '../../core/agreement/compare-maps.ts'
import { unlabelledAsVoid } from '../../core/labels/provenance.ts'
import { requireOnePhoto } from '../../core/labels/labelled-photo.ts'
import type { LabelsOfPhoto } from '../../core/labels/labelled-photo.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import type { FoundOrProblem } from '../found-or-problem.ts'
import type { RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { PairedMask } from '../ports/label-record-files.ts'
import type { SavedLabels } from '../ports/stored-labels.ts'

/** Null where one of the two is missing. Errors: conflict (of two photos), corrupt, invalidInput, io. */
export type ComparePair = (
  image: UserImage,
  pair: readonly [PairedMask, PairedMask],
  labels: readonly [LabelsOfPhoto, LabelsOfPhoto],
) => Promise<ComparedMaps | null>

/** As ComparePair; what is wrong with the masks is a finding. */
export type TryPair = (
  ...pair: Parameters<ComparePair>
) => Promise<FoundOrProblem<ComparedMaps | null>>

/** 8 kB each, and 4 kB for each two classes that are mixed up. */
const MOST_KEPT = 500

export function createPairComparison({ root }: Pick<RootPorts, 'root'>): ComparePair {
  const kept = new Map<string, ComparedMaps & { readonly stamp: string }>()
  return async (image, pair, labels) => {
    requireOnePhoto(...labels, image.name)
    const id = [image.user, image.name, ...pair].join('/')
    // Before the masks are read: should they change meanwhile, the next time finds another stamp.
    const stamps = await Promise.all(pair.map((which) => root.labelsStamp({ ...image, which })))
    const stamp = stamps.join(' ')
    const known = kept.get(id)
    if (known?.stamp === stamp) return known
    const [first, second] = await Promise.all([
      root.readPairedMask(image, pair[0]),
      root.readPairedMask(image, pair[1]),
    ])
    if (first === null || second === null) return null
    const compared = comparePair(first, second)
    kept.delete(id)
    kept.set(id, { ...compared, stamp })
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? id)
    return compared
  }
}

export function comparePair(first: SavedLabels, second: SavedLabels): ComparedMaps {
  return compareMaps(comparedMap(first), comparedMap(second))
}

/** Where one of them labelled nothing the two neither agree nor differ. */
function comparedMap({ labelMap, provenance }: SavedLabels): LabelMap {
  return unlabelledAsVoid(labelMap, provenance)
}
