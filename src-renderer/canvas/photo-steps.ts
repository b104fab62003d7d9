// The way from the open photo to the next ones, along the list in which it was opened.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { BrowsedImage } from '../browse/image.ts'
import { isToLabel } from '../../src-main/core/label-states.ts'
import { useBrowsing } from '../stores/browsing.ts'
import { useNotices } from '../stores/notices.ts'
import type { EditedKey } from './editor.ts'

export interface PhotoSteps {
  /** Of the open photo in the list, from 0; -1 when it is not in it. */
  readonly position: ComputedRef<number>
  readonly count: ComputedRef<number>
  step(offset: number): void
  /** Goes to the next photo to label, from the start of the list again at its end. */
  stepToLabel(): void
}

export function usePhotoSteps(key: () => EditedKey): PhotoSteps {
  const { t } = useI18n()
  const router = useRouter()
  const browsing = useBrowsing()
  const notices = useNotices()
  /** Photos that are labelled twice are gone to from their own list. */
  const images = computed(() => (key().isSecond ? [] : browsing.walk(key().user, key().name)))
  const position = computed(() => images.value.findIndex(isOpen))

  function isOpen({ user, name }: BrowsedImage): boolean {
    return user === key().user && name === key().name
  }

  function go({ user, name }: BrowsedImage): void {
    void router.replace({ name: 'editor', params: { user, name } })
  }

  return {
    position,
    count: computed(() => images.value.length),
    step(offset) {
      const { user, isSecond } = key()
      if (isSecond) return void router.push({ name: 'agreement', params: { user } })
      const next = browsing.neighbour(key().user, key().name, offset)
      if (next) go(next)
    },
    stepToLabel() {
      const after = images.value.slice(position.value + 1)
      const next = [...after, ...images.value].find((image) => isToLabel(image) && !isOpen(image))
      if (next) go(next)
      else notices.confirm(t('editor.allLabelled'))
    },
  }
}
