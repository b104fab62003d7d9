// The photo that is open in the editor: its label map and its picture arrive together. A later opening wins,
// so that flipping fast never shows or saves the wrong photo.

import { onUnmounted, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../failure.ts'
import type { Failure } from '../failure.ts'
import { mediaUrl } from '../media.ts'
import { useBrowsing } from '../stores/browsing.ts'
import { useEditing } from '../stores/editing.ts'
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
  /** Opens the same photo again, as it is kept. */
  reopen(): Promise<void>
}

/** Follows `key` for as long as the component lives. */
export function useOpenedPhoto(key: () => EditedKey, settings: EditorSettings): OpenedPhoto {
  const { client } = useStudioApi()
  const library = useLibrary()
  const browsing = useBrowsing()
  const putAway = usePuttingAway()
  const announce = useOpeningNotices()
  const editor = shallowRef<Editor | null>(null)
  const picture = shallowRef<HTMLImageElement | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let opening = 0

  function show(opened: Editor | null, loaded: HTMLImageElement | null): void {
    const previous = editor.value
    editor.value = opened
    picture.value = loaded
    if (previous !== null) putAway(previous)
  }

  /** It changed nothing, and gives the photo back. */
  function dropUnseen(edited: Editor): void {
    if (edited === editor.value) return
    edited.keeping.discard()
    putAway(edited)
  }

  async function open(): Promise<void> {
    const turn = ++opening
    const { user, name, isSecond } = key()
    const urlOf = (image: ImageKey): string => mediaUrl({ kind: 'image', ...image })
    failure.value = null
    browsing.setCurrent({ user, name })
    void library.loadImages(user)
    const opened = openEditor(client, { user, name, isSecond }, settings)
    try {
      const [edited, loaded] = await Promise.all([opened, loadPhoto(urlOf({ user, name }))])
      if (turn !== opening) return dropUnseen(edited)
      show(edited, loaded)
      announce(edited)
      edited.photo.attach(() => workOn(loaded, edited.session.labelMap))
      for (const offset of [1, 2, -1]) {
        const near = browsing.neighbour(user, name, offset)
        if (near) prefetchPhoto(urlOf({ user: near.user, name: near.name }))
      }
    } catch (error) {
      opened.then(dropUnseen, () => undefined)
      if (turn !== opening) return
      show(null, null)
      failure.value = failureOf(error)
    }
  }

  async function reopen(): Promise<void> {
    show(null, null)
    await open()
  }

  watch(() => [key().user, key().name] as const, open, { immediate: true })
  onUnmounted(() => show(null, null))
  return { editor, picture, failure, reopen }
}

/** Stores in the background what was done to a photo that is no longer shown: its journal holds it already. */
function usePuttingAway(): (previous: Editor) => void {
  const editing = useEditing()
  const library = useLibrary()
  const notices = useNotices()
  return (previous) => {
    const { keeping, saving, opened } = previous
    previous.cancelGesture()
    previous.dispose()
    void notices.attempt(async () => {
      await editing.putAway(previous, keeping.leave)
      const { revision } = saving
      if (revision !== null && revision !== opened.revision)
        await library.maskSaved(previous.user, revision)
    })
  }
}

function useOpeningNotices(): (editor: Editor) => void {
  const notices = useNotices()
  const { t } = useI18n()
  return ({ name, isWritable, opened }) => {
    const n = opened.unsavedMoves
    if (isWritable && n > 0) notices.confirm(t('editor.recovered', { n, name }, n))
    if (opened.note !== null) notices.confirm(opened.note)
  }
}

function workOn(picture: HTMLImageElement, size: Size): PhotoWork {
  const pixels = readPixels(picture, size)
  return createPhotoWork(pixels, createPhotoRunner(pixels))
}
