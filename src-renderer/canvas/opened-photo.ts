// The photo that is open in the editor: its label map and its picture arrive together. A later opening wins,
// so that flipping fast never shows or saves the wrong photo.

import { onUnmounted, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../failure.ts'
import type { Failure } from '../failure.ts'
import { mediaUrl } from '../media.ts'
import { useBrowsing } from '../stores/browsing.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import type { Size } from './camera.ts'
import { openEditor } from './editor.ts'
import type { EditedKey, Editor, EditorSettings, ImageKey } from './editor.ts'
import { loadPhoto, prefetchPhoto } from './photo.ts'
import { createPhotoRunner, createPhotoWork, readPixels } from './photo-work.ts'
import type { PhotoWork } from './photo-work.ts'

export interface OpenedPhoto {
  readonly editor: Readonly<ShallowRef<Editor | null>>
  readonly picture: Readonly<ShallowRef<HTMLImageElement | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** Opens the same photo again; what was not saved is gone. */
  reopen(): Promise<void>
}

/** Follows `key` for as long as the component lives. */
export function useOpenedPhoto(key: () => EditedKey, settings: EditorSettings): OpenedPhoto {
  const { client } = useStudioApi()
  const library = useLibrary()
  const browsing = useBrowsing()
  const notices = useNotices()
  const editor = shallowRef<Editor | null>(null)
  const picture = shallowRef<HTMLImageElement | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let opening = 0

  function show(opened: Editor | null, loaded: HTMLImageElement | null): void {
    editor.value?.dispose()
    editor.value = opened
    picture.value = loaded
  }

  async function open(): Promise<void> {
    const turn = ++opening
    const { user, name, isSecond } = key()
    const urlOf = (image: ImageKey): string => mediaUrl({ kind: 'image', ...image })
    failure.value = null
    browsing.setCurrent({ user, name })
    void library.loadImages(user)
    try {
      const opened = openEditor(client, { user, name, isSecond }, settings)
      const [edited, loaded] = await Promise.all([opened, loadPhoto(urlOf({ user, name }))])
      if (turn !== opening) return
      show(edited, loaded)
      if (edited.note !== null) notices.confirm(edited.note)
      edited.photo.attach(() => workOn(loaded, edited.session.labelMap))
      for (const offset of [1, 2, -1]) {
        const near = browsing.neighbour(user, name, offset)
        if (near) prefetchPhoto(urlOf({ user: near.user, name: near.name }))
      }
    } catch (error) {
      if (turn !== opening) return
      show(null, null)
      failure.value = failureOf(error)
    }
  }

  watch(() => [key().user, key().name] as const, open, { immediate: true })
  onUnmounted(() => editor.value?.dispose())
  return { editor, picture, failure, reopen: open }
}

function workOn(picture: HTMLImageElement, size: Size): PhotoWork {
  const pixels = readPixels(picture, size)
  return createPhotoWork(pixels, createPhotoRunner(pixels))
}
