// Photos whose files were replaced, many at once: the labels fit the new files, says a person who has looked at them.

import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { useAnnotator } from '../stores/annotator.ts'
import { useBulkWork } from '../stores/bulk-work.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import { idOf } from './image.ts'
import type { BrowsedImage, ImageId } from './image.ts'

export interface LeftOut {
  readonly id: ImageId
  readonly failure: Failure
}

export interface Accepting {
  /** True while it is asked whether they fit, and while those left out are told. */
  readonly isAsking: Ref<boolean>
  readonly isBusy: Ref<boolean>
  /** What is asked about. */
  readonly images: Readonly<ShallowRef<readonly BrowsedImage[]>>
  /** What was refused and why; null before the answer. */
  readonly leftOut: Readonly<ShallowRef<readonly LeftOut[] | null>>
  /** Asks, where the labels of at least one image may fit. */
  begin(): void
  accept(): Promise<void>
}

/** Frozen labels stay with the photo that they are of. */
export function mayFit({ isOtherPhoto, labelState }: BrowsedImage): boolean {
  return isOtherPhoto && labelState !== 'frozen'
}

/** `atHand`: what the next question is about. */
export function useAccepting(atHand: () => readonly BrowsedImage[]): Accepting {
  const { t, n } = useI18n()
  const { client } = useStudioApi()
  const annotator = useAnnotator()
  const bulk = useBulkWork()
  const library = useLibrary()
  const notices = useNotices()
  const isAsking = ref(false)
  const isBusy = ref(false)
  const images = shallowRef<readonly BrowsedImage[]>([])
  const leftOut = shallowRef<readonly LeftOut[] | null>(null)

  function begin(): void {
    images.value = atHand().filter(({ isOtherPhoto }) => isOtherPhoto)
    leftOut.value = null
    isAsking.value = images.value.some(mayFit)
    if (!isAsking.value) notices.confirm(t('browse.accept.nothing'))
  }

  async function accept(): Promise<void> {
    const fitting = images.value.filter(mayFit)
    const by = await annotator.require()
    if (by === null) return
    isBusy.value = true
    const { done, refused } = await bulk.each(
      fitting,
      t('browse.accept.begin').replace('…', ''),
      ({ user, name }) => client.labelRecords.acceptPhoto({ user, name, annotator: by }),
    )
    for (const user of new Set(fitting.map((image) => image.user)))
      await notices.attempt(() => library.listAnew([user]))
    isBusy.value = false
    if (done > 0) notices.confirm(t('browse.accept.done', { n: n(done) }, done))
    leftOut.value = refused.map(({ image, error }) => ({
      id: idOf(image),
      failure: failureOf(error),
    }))
    isAsking.value = refused.length > 0
  }

  return { isAsking, isBusy, images, leftOut, begin, accept }
}
