// The command that ends most photos: everything that is still unlabelled is background. It says how much that was.

import { useI18n } from 'vue-i18n'
import { useNotices } from '../../stores/notices.ts'
import type { Editor } from '../editor.ts'

export function useRestIsBackground(editor: () => Editor | null): () => void {
  const { t, n } = useI18n()
  const notices = useNotices()
  return () => {
    const count = editor()?.restIsBackground() ?? null
    if (count === null) return
    notices.confirm(t('editor.rest.done', { n: n(count) }, count))
  }
}
