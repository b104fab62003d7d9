// Stores the open mask and tells the library; a mask changed elsewhere is replaced only when told to.

import { useStudioApi } from '../../api.ts'
import { useLibrary } from '../../stores/library.ts'
import { useNotices } from '../../stores/notices.ts'
import type { Editor } from '../editor.ts'

export interface MaskStoring {
  /** True when the mask is stored afterwards. */
  save(): Promise<boolean>
  /** Replaces what is stored, whoever changed it. */
  overwrite(): Promise<void>
}

/** `reopen` opens the same photo again. */
export function useMaskStoring(editor: () => Editor | null, reopen: () => void): MaskStoring {
  const { client } = useStudioApi()
  const library = useLibrary()
  const notices = useNotices()

  async function save(): Promise<boolean> {
    const current = editor()
    if (!current?.isWritable) return false
    const isStored = await current.keeping.save()
    const { revision } = current.saving
    if (isStored && revision !== null && !current.isSecond)
      void notices.attempt(() => library.maskSaved(current, revision))
    return isStored
  }

  async function overwrite(): Promise<void> {
    const current = editor()
    if (!current) return
    const stored = await notices.attempt(() => client.labels.open(current.opened.key))
    if (stored === undefined || current !== editor()) return
    current.saving.rebase(stored.revision)
    // A journal that was not this page's is put aside, and one of its own begins.
    if ((await save()) && !current.keeping.keeper.isKept()) reopen()
  }

  return { save, overwrite }
}
