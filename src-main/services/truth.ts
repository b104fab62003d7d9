// Which masks a score may be measured against.

import { countsAsTruth } from '../core/labels/label-states.ts'
import type { ListedImage } from './ports.ts'

/** Has a mask that somebody vouches for: done, reviewed or frozen, or come with the folder. */
export function isVouchedFor({ hasLabelMap, labelState }: ListedImage): boolean {
  return hasLabelMap && countsAsTruth(labelState)
}

/** Has such a mask, and is in the validation split: a mask outside a drawn split is in no score. */
export function isTruth(image: ListedImage): boolean {
  return isVouchedFor(image) && image.isInValidationSplit
}
