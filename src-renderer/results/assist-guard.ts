// What an annotator may see and copy of a method's predictions. A mask copied from a method flatters that method,
// and a mask drawn with the prediction in view leans towards it: where masks are what methods are scored on,
// predictions stay hidden until the photo has been labelled, and copying is off. The root may lift either.

import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { RootSettings } from '../../src-main/contract/root.ts'
import { isToStayUnseen } from '../../src-main/core/labels/blindness.ts'

export interface AssistGuard {
  readonly mayCopy: boolean
  readonly mayLook: boolean
}

type GuardSettings = Pick<RootSettings, 'isBlindOnValidation' | 'isCopyOnValidationAllowed'>

const CAREFUL: GuardSettings = { isBlindOnValidation: true, isCopyOnValidationAllowed: false }

/**
 * What may not be seen is not copied either, whatever the root allows. A photo that is not in the list yet is taken
 * for one to label, and a root that has not told its settings for a careful one.
 */
export function assistGuard(
  image: ImageSummary | undefined,
  settings: GuardSettings = CAREFUL,
): AssistGuard {
  const { labelState, isInValidationSplit } = image ?? { labelState: 'todo', isInValidationSplit: true } // prettier-ignore
  const mayLook = !isToStayUnseen({ labelState, isInValidationSplit }, settings)
  return { mayLook, mayCopy: mayLook && (!isInValidationSplit || settings.isCopyOnValidationAllowed) } // prettier-ignore
}

/** A second person labels without knowing anything, whatever the root allows. */
export const BLIND: AssistGuard = { mayCopy: false, mayLook: false }
