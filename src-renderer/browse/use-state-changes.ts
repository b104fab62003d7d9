// Label states of many photos at once: each goes as far as its own state and the person allow.

import { ref } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { LABEL_ACTIONS, canAct } from '../../src-main/core/labels/label-states.ts'
import type { LabelAction, SkipReason } from '../../src-main/core/labels/label-states.ts'
import { useStudioApi } from '../api.ts'
import { useAnnotator } from '../stores/annotator.ts'
import { useBulkWork } from '../stores/bulk-work.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import type { BrowsedImage } from './image.ts'

export type StateAction = Exclude<LabelAction, 'save' | 'import'>

export interface StateChanges {
  /** True while the reason for skipping is asked. */
  readonly isSkipping: Ref<boolean>
  /**
   * Takes each image that the action fits; says how many it took, and why the first of the others stayed. To skip,
   * the reason is asked first.
   */
  begin(action: StateAction): Promise<void>
  skip(reason: SkipReason): Promise<void>
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

/** `images`: what the next action is about. */
export function useStateChanges(images: () => readonly BrowsedImage[]): StateChanges {
  const { t, n } = useI18n()
  const { client } = useStudioApi()
  const annotator = useAnnotator()
  const bulk = useBulkWork()
  const library = useLibrary()
  const notices = useNotices()
  const isSkipping = ref(false)

  async function begin(action: StateAction): Promise<void> {
    if (action !== 'skip') return act(action)
    // Photos that have a reviewed mask are not skipped.
    isSkipping.value = images().some((image) => fits(image, 'skip'))
  }

  async function skip(reason: SkipReason): Promise<void> {
    isSkipping.value = false
    await act('skip', reason)
  }

  async function act(action: StateAction, skipReason?: SkipReason): Promise<void> {
    const fitting = images().filter((image) => fits(image, action))
    const by = fitting.length === 0 ? null : await annotator.require()
    if (by === null) return
    const what = t(`labelActions.${action}`).replace('…', '')
    const { done, refused } = await bulk.each(fitting, what, ({ user, name }) =>
      client.labelRecords.act({ user, name, annotator: by, action, skipReason, work: [] }),
    )
    for (const user of new Set(fitting.map((image) => image.user)))
      await notices.attempt(() => library.listAnew([user]))
    if (done > 0) notices.confirm(t('browse.stateChanged', { what, n: n(done) }, done))
    // The first stands for all: they mostly fail for one reason.
    const [first] = refused
    if (first) notices.fail(first.error)
  }

  return { isSkipping, begin, skip }
}
