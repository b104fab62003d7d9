// Files come, go and change in the folder while somebody is in another window: what is looked at is listed anew when
// they come back, and on demand.

import { useEventListener } from '@vueuse/core'
import { useLibrary } from '../stores/library.ts'

/** Nobody has changed files in less. */
const AWAY_MS = 1_000

/** The summary of the root, and the photos of these users. What is given back lists anew at once. */
export function useFreshLists(users: () => readonly string[]): () => void {
  const library = useLibrary()
  let leftAt: number | null = null

  const listAnew = (): void => void library.filesChanged(users())

  useEventListener(window, 'blur', ({ timeStamp }) => void (leftAt = timeStamp))
  useEventListener(window, 'focus', ({ timeStamp }) => {
    if (leftAt !== null && timeStamp - leftAt >= AWAY_MS) listAnew()
    leftAt = null
  })
  return listAnew
}
