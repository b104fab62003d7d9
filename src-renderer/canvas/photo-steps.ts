// The way from the open photo to the next ones, along the list in which it was opened.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { BrowsedImage } from '../browse/image.ts'
import { nextUnannotated } from '../browse/walk.ts'
import { useBrowsing } from '../stores/browsing.ts'
import { useNotices } from '../stores/notices.ts'
import { usePreferences } from '../stores/preferences.ts'
import type { EditedKey } from './image-key.ts'

export interface PhotoSteps {
  /** Of the photo that is shown in its list, from 0; -1 when it is not in it. */
  readonly position: ComputedRef<number>
  readonly count: ComputedRef<number>
  step(offset: number): void
  /** Goes to the next photo unless one has left this one already. */
  stepFrom(photo: EditedKey): void
  /** Whether the list has photos both inside and outside the validation split. */
  readonly isMixed: ComputedRef<boolean>
  /** Goes to the next photo that is not annotated, from the start of the list again at its end. */
  stepToLabel(): void
}

/** `key`: from where one goes on, also before that photo is `shown`. */
export function usePhotoSteps(key: () => EditedKey, shown: () => EditedKey): PhotoSteps {
  const { t } = useI18n()
  const router = useRouter()
  const browsing = useBrowsing()
  const notices = useNotices()
  const preferences = usePreferences()
  const images = computed(() => listWith(shown()))

  /** Photos that are labelled twice are gone to from their own list. */
  function listWith({ user, name, isSecond }: EditedKey): readonly BrowsedImage[] {
    return isSecond ? [] : browsing.walk(user, name)
  }

  function go({ user, name }: BrowsedImage): void {
    void router.replace({ name: 'editor', params: { user, name } })
  }

  function step(offset: number): void {
    const { user, name, isSecond } = key()
    if (isSecond) return void router.push({ name: 'agreement', params: { user } })
    const next = browsing.neighbour(user, name, offset)
    if (next) go(next)
  }

  return {
    position: computed(() => placeIn(images.value, shown())),
    count: computed(() => images.value.length),
    isMixed: computed(() => {
      const inSplit = images.value.filter((image) => image.isInValidationSplit).length
      return inSplit > 0 && inSplit < images.value.length
    }),
    step,
    stepFrom({ user, name, isSecond }) {
      const at = key()
      if (at.user === user && at.name === name && at.isSecond === isSecond) step(1)
    },
    stepToLabel() {
      const list = listWith(key())
      const at = placeIn(list, key())
      const next = nextUnannotated(list, at, preferences.isValidationFirst)
      if (next) go(next)
      else notices.confirm(t('editor.allLabelled'))
    },
  }
}

function placeIn(images: readonly BrowsedImage[], { user, name }: EditedKey): number {
  return images.findIndex((image) => image.user === user && image.name === name)
}
