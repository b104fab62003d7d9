// Lets the segmenter look at photos before the person does: the photo that is open first, then the next ones in the
// order of browsing. Only while smart click is the tool in hand, for it keeps a processor busy.

import { onUnmounted, ref, shallowRef, watch } from 'vue'
import { useStudioApi } from '../../api.ts'
import { useBrowsing } from '../../stores/browsing.ts'
import { useNotices } from '../../stores/notices.ts'
import type { Editor } from '../editor.ts'
import type { SmartModel } from './smart-photo.ts'

/** `absent`: there is no model; `looking`: the open photo is being looked at. */
export type SmartState = 'off' | 'absent' | 'looking' | 'ready'

const PHOTOS_AHEAD = [1, 2, 3]

export function useSmartAhead(editor: () => Editor, isChosen: () => boolean) {
  const { client } = useStudioApi()
  const browsing = useBrowsing()
  const notices = useNotices()
  const state = ref<SmartState>('off')
  const model = shallowRef<SmartModel | null>(null)
  let looking = new AbortController()

  async function lookAt({ user, name, smart }: Editor, signal: AbortSignal): Promise<void> {
    const isLeft = (): boolean => signal.aborted
    const found = await smart.findModel()
    if (isLeft()) return
    model.value = found
    state.value = found.isAvailable ? 'looking' : 'absent'
    if (!found.isAvailable) return
    await smart.prepare(signal)
    if (isLeft()) return
    state.value = 'ready'
    const ahead = PHOTOS_AHEAD.flatMap((offset) => browsing.neighbour(user, name, offset) ?? [])
    // The list may go on with another user's photos.
    for (const [owner, photos] of Map.groupBy(ahead, (photo) => photo.user)) {
      const names = photos.map((photo) => photo.name)
      await client.assist.prepare({ user: owner, names }, { signal })
    }
  }

  function start(): void {
    looking.abort()
    looking = new AbortController()
    const { signal } = looking
    state.value = 'off'
    const opened = editor()
    if (!opened.isWritable || !isChosen()) return
    void notices.attempt(() =>
      lookAt(opened, signal).catch((error: unknown) => {
        if (signal.aborted) return
        state.value = 'off'
        throw error
      }),
    )
  }

  watch([editor, isChosen], start, { immediate: true })
  onUnmounted(() => looking.abort())
  return { state, model }
}
