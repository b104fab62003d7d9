// What an annotator may see and copy of a method's predictions. A mask copied from a method flatters that method,
// and a mask drawn with the prediction in view leans towards it: where masks are what methods are scored on,
// copying is off unless the root allows it, and predictions stay hidden until the photo has been labelled.

import type { ImageSummary } from '../src-main/contract/images.ts'
import { countsAsTruth } from '../src-main/core/label-states.ts'

export interface AssistGuard {
  readonly mayCopy: boolean
  readonly mayLook: boolean
}

/** Nothing is known of a photo that is not in the list yet: it is guarded. */
export function assistGuard(image: ImageSummary | undefined, isCopyAllowed: boolean): AssistGuard {
  const isFree = isCopyAllowed || image?.isInValidationSplit === false
  const isDone = image !== undefined && countsAsTruth(image.labelState)
  return { mayCopy: isFree, mayLook: isFree || isDone }
}

/** A second person labels without knowing anything, whatever the root allows. */
export const BLIND: AssistGuard = { mayCopy: false, mayLook: false }
