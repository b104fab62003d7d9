// A photo, or a blind mask, that is not of the photo that was labelled is begun anew: everything of before is kept aside, and a notice says where.

import { ref } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useStudioApi } from '../../api.ts'
import { useAnnotator } from '../../stores/annotator.ts'
import { useEditing } from '../../stores/editing.ts'
import { useLibrary } from '../../stores/library.ts'
import { useNotices } from '../../stores/notices.ts'
import type { EditedKey } from '../image-key.ts'
import { maskKeyOf } from './mask-source.ts'

export interface BeginningAnew {
  readonly isBusy: Ref<boolean>
  beginAnew(): Promise<void>
}

/** Of a blind mask that one alone. `reopen`: it is empty now, or the photo is unlabelled. */
export function useBeginningAnew(image: () => EditedKey, reopen: () => void): BeginningAnew {
  const { t } = useI18n()
  const { client } = useStudioApi()
  const editing = useEditing()
  const annotator = useAnnotator()
  const library = useLibrary()
  const notices = useNotices()
  const isBusy = ref(false)

  async function beginAnew(): Promise<void> {
    const key = image()
    const { user, name, isSecond } = key
    isBusy.value = true
    const begun = await notices.attempt(() =>
      client.labels.beginAnew({
        ...maskKeyOf(key, annotator.name),
        editor: editing.identity(''),
      }),
    )
    isBusy.value = false
    if (begun === undefined) return
    if (!isSecond) library.labelled({ user, name }, { state: 'todo', record: null })
    const { keptAt: path, journalKeptAt: journal } = begun
    const what = isSecond ? 'blindBegunAnew' : 'begunAnew'
    notices.confirm(
      journal === null
        ? t(`editor.${what}`, { path })
        : t(`editor.${what}WithJournal`, { path, journal }),
    )
    // Another photo may be open by now.
    if (image().user === user && image().name === name) reopen()
  }

  return { isBusy, beginAnew }
}
