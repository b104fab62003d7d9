// What the studio knows about labels and no format of other tools is written with: counted, so that an export can say it.

import { countsAsTruth } from '../../core/labels/label-states.ts'
import type { LabelNotes } from '../../core/label-files/formats.ts'
import { countProvenance } from '../../core/labels/provenance.ts'
import type { ListedImage } from '../ports.ts'
import type { StoredProvenance } from '../ports/stored-labels.ts'

/** Of one mask: who labelled its pixels, and whether anybody did. */
export function untoldPixels({ provenance }: Pick<StoredProvenance, 'provenance'>): LabelNotes {
  if (provenance === null) return {}
  const { unlabelled, assist, copied } = countProvenance(provenance)
  return { unlabelledPixels: unlabelled, assistedPixels: assist, copiedPixels: copied }
}

/** Of a user's photos: how far they are, time, issues and classes. `exported`: names of the masks that were written. */
export function untoldRecords(
  images: readonly ListedImage[],
  exported: ReadonlySet<string>,
): LabelNotes {
  const written = images.filter(({ name }) => exported.has(name))
  const seconds = written.reduce((sum, { activeSeconds }) => sum + activeSeconds, 0)
  return {
    unfinishedMasks: written.filter(({ labelState }) => !countsAsTruth(labelState)).length,
    openIssues: written.reduce((sum, { openIssueCount }) => sum + openIssueCount, 0),
    activeMinutes: Math.ceil(seconds / 60),
    imageLabelPhotos: images.filter(({ imageLabels }) => imageLabels !== null).length,
  }
}
