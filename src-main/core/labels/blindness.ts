// Blind labelling: what a method found in a photo of the validation split stays unseen until somebody has labelled
// the photo. A mask drawn with the prediction in view leans towards it, and flatters the method it is to judge.

import { countsAsTruth } from './label-states.ts'
import type { LabelState } from './label-states.ts'

/** True where predictions, entropies, and figures that tell of them are not to be seen yet. */
export function isToStayUnseen(
  image: { readonly labelState: LabelState; readonly isInValidationSplit: boolean },
  settings: { readonly isBlindOnValidation: boolean },
): boolean {
  if (!settings.isBlindOnValidation || !image.isInValidationSplit) return false
  return !countsAsTruth(image.labelState)
}
