// What a root stores of the labels of one photo: the mask, and who labelled each of its pixels.

import type { LabelMap } from '../../core/labels/label-map.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import type { Words } from '../../core/said.ts'

export interface StoredLabelMap {
  readonly labelMap: LabelMap
  /** Identifies the stored bytes. */
  readonly revision: string
}

export interface StoredProvenance {
  /** Null when there is none that belongs to the mask: people labelled all of it. */
  readonly provenance: ProvenancePlane | null
  /** Why a file that is there was left aside, for people; null when there is nothing to say. */
  readonly note: Words | null
}

export interface SavedLabels {
  readonly labelMap: LabelMap
  /** Null says that people labelled every pixel; a file of before goes. */
  readonly provenance: ProvenancePlane | null
}
