// Image-level labels of the images at hand: changed, written one call after the other, and undone.

import { useI18n } from 'vue-i18n'
import { classKey } from '../classes/class-display.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import { useSteps } from '../stores/steps.ts'
import type { BrowsedImage } from './image.ts'
import { reversed, withClassToggled, withLabelsSet } from './label-changes.ts'
import type { LabelChange } from './label-changes.ts'

export interface Labelling {
  toggleClass(images: readonly BrowsedImage[], index: number): Promise<void>
  /** [] = no object is in them, null = nothing is known of them. */
  set(images: readonly BrowsedImage[], labels: readonly number[] | null): Promise<void>
}

/** `isInSight`: the labels of the images at hand are; where they are not, a notice says what changed. */
export function useLabelling(isInSight: () => boolean): Labelling {
  const { t, n } = useI18n()
  const library = useLibrary()
  const notices = useNotices()
  const steps = useSteps()
  let last: Promise<unknown> = Promise.resolve()

  /** Calls wait for each other: each one rewrites the user's list. */
  function write(changes: readonly LabelChange[]): Promise<void> {
    const work = async (): Promise<void> => {
      for (const [user, own] of Map.groupBy(changes, (change) => change.user)) {
        const labels = own.map(({ name, after }) => ({ name, classes: after === null ? null : [...after] })) // prettier-ignore
        await library.setLabels(user, labels)
      }
    }
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }

  async function apply(changes: readonly LabelChange[], what: string): Promise<void> {
    if (changes.length === 0) return
    await notices.attempt(async () => {
      await write(changes)
      const text = t('browse.steps.labels', { what, n: n(changes.length) }, changes.length)
      if (!isInSight()) notices.confirm(text)
      steps.add({ text, undo: () => write(reversed(changes)), redo: () => write(changes) })
    })
  }

  return {
    toggleClass: (images, index) => apply(withClassToggled(images, index), t(classKey(index))),
    set: (images, labels) =>
      apply(
        withLabelsSet(images, labels),
        t(labels === null ? 'browse.labels.unknown' : 'browse.labels.none'),
      ),
  }
}
