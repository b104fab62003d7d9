// Which masks a score may be measured against.

import type { ListedImage } from './ports.ts'

/** Has a mask, and is in the validation split: a mask outside a drawn split is in no score. */
export function isTruth({ hasLabelMap, isInValidationSplit }: ListedImage): boolean {
  return hasLabelMap && isInValidationSplit
}
