// The way from the open photo to the next ones, in the order of the library's list.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useBrowsing } from '../stores/browsing.ts'
import { useNotices } from '../stores/notices.ts'
import type { ImageKey } from './editor.ts'

export interface PhotoSteps {
  /** Of the open photo in the list, from 0; -1 when it is not in it. */
  readonly position: ComputedRef<number>
  readonly count: ComputedRef<number>
  step(offset: number): void
  /** Goes to the next photo to label, from the start of the list again at its end. */
  stepToLabel(): void
}

export function usePhotoSteps(key: () => ImageKey): PhotoSteps {
  const { t } = useI18n()
  const router = useRouter()
  const browsing = useBrowsing()
  const notices = useNotices()
  const images = computed(() => browsing.visible(key().user))
  const position = computed(() => images.value.findIndex(({ name }) => name === key().name))

  function go(name: string): void {
    void router.replace({ name: 'editor', params: { user: key().user, name } })
  }

  return {
    position,
    count: computed(() => images.value.length),
    step(offset) {
      const next = browsing.neighbour(key().user, key().name, offset)
      if (next) go(next.name)
    },
    stepToLabel() {
      const after = images.value.slice(position.value + 1)
      const next = [...after, ...images.value].find(
        ({ labelState, name }) => labelState === 'toLabel' && name !== key().name,
      )
      if (next) go(next.name)
      else notices.confirm(t('editor.allLabelled'))
    },
  }
}
