// What was painted while the studio could not be reached is sent as soon as it can be, not at the next try.

import { watch } from 'vue'
import { useStudioApi } from '../../api.ts'
import type { Editor } from '../editor.ts'

export function useSendingAgain(editor: () => Editor | null): void {
  const { connection } = useStudioApi()
  watch(connection, (state) => {
    if (state === 'open') editor()?.keeping.hurry()
  })
}
