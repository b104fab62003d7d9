// A photo that is not the one that was labelled is begun anew: everything of before is kept aside, and a notice says where.

import { ref } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useStudioApi } from '../../api.ts'
import { useEditing } from '../../stores/editing.ts'
import { useLibrary } from '../../stores/library.ts'
import { useNotices } from '../../stores/notices.ts'
import type { ImageKey } from '../image-key.ts'

export interface BeginningAnew {
  readonly isBusy: Ref<boolean>
  beginAnew(): Promise<void>
}

/** `reopen`: the photo is unlabelled now. */
export function useBeginningAnew(image: () => ImageKey, reopen: () => void): BeginningAnew {
  const { t } = useI18n()
  const { client } = useStudioApi()
  const editing = useEditing()
  const library = useLibrary()
  const notices = useNotices()
  const isBusy = ref(false)

  async function beginAnew(): Promise<void> {
    const { user, name } = image()
    isBusy.value = true
    const begun = await notices.attempt(() =>
      client.labels.beginAnew({ user, name, editor: editing.identity('') }),
    )
    isBusy.value = false
    if (begun === undefined) return
    library.labelled({ user, name }, { state: 'todo', record: null })
    const { keptAt: path, journalKeptAt: journal } = begun
    notices.confirm(
      journal === null
        ? t('editor.begunAnew', { path })
        : t('editor.begunAnewWithJournal', { path, journal }),
    )
    // Another photo may be open by now.
    if (image().user === user && image().name === name) reopen()
  }

  return { isBusy, beginAnew }
}
