// Label states of many photos at once: each goes as far as its own state and the person allow.

import { useI18n } from 'vue-i18n'
import { LABEL_ACTIONS, canAct } from '../../src-main/core/label-states.ts'
import type { LabelAction, SkipReason } from '../../src-main/core/label-states.ts'
import { useStudioApi } from '../api.ts'
import { useAnnotator } from '../stores/annotator.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import type { BrowsedImage } from './image.ts'

export type StateAction = Exclude<LabelAction, 'save' | 'import'>

export interface StateChanges {
  /** Takes each image that the action fits; says how many it took, and why the first of the others stayed. */
  act(images: readonly BrowsedImage[], action: StateAction, skipReason?: SkipReason): Promise<void>
}

/** The actions that fit at least one of the images, and how many it fits. */
export function fittingActions(
  images: readonly BrowsedImage[],
): { readonly action: StateAction; readonly count: number }[] {
  return LABEL_ACTIONS.flatMap((action) => {
    if (action === 'save' || action === 'import') return []
    const count = images.filter((image) => fits(image, action)).length
    return count === 0 ? [] : [{ action, count }]
  })
}

/** Of a photo without a mask nothing can be done; skipping again gives only another reason. */
function fits({ labelState }: BrowsedImage, action: StateAction): boolean {
  return canAct(labelState, action) && !(action === 'finish' && labelState !== 'draft')
}

export function useStateChanges(): StateChanges {
  const { t } = useI18n()
  const { client } = useStudioApi()
  const annotator = useAnnotator()
  const library = useLibrary()
  const notices = useNotices()

  async function act(
    images: readonly BrowsedImage[],
    action: StateAction,
    skipReason?: SkipReason,
  ): Promise<void> {
    const fitting = images.filter((image) => fits(image, action))
    const by = fitting.length === 0 ? null : await annotator.require()
    if (by === null) return
    const failures: unknown[] = []
    for (const { user, name } of fitting) {
      await client.labelRecords
        .act({ user, name, annotator: by, action, skipReason, work: [] })
        .catch((error: unknown) => failures.push(error))
    }
    for (const user of new Set(fitting.map((image) => image.user)))
      await notices.attempt(() => library.labelsChanged(user))
    const what = t(`labelActions.${action}`).replace('…', '')
    const n = fitting.length - failures.length
    if (n > 0) notices.confirm(t('browse.stateChanged', { what, n }, n))
    // The first stands for all: they mostly fail for one reason.
    if (failures.length > 0) await notices.attempt(() => Promise.reject(failures[0] as Error))
  }

  return { act }
}
