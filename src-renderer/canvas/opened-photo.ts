// The photo that is open in the editor: its label map and its picture arrive together. A later opening wins,
// so that flipping fast never shows or saves the wrong photo.

import { onUnmounted, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { StudioError } from '../../src-main/core/errors.ts'
import { said, wordsOf } from '../../src-main/core/said.ts'
import { afterPaint } from '../page/after-paint.ts'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { useIsHere } from '../page/is-here.ts'
import { useBrowsing } from '../stores/browsing.ts'
import { useEditing } from '../stores/editing.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import type { Size } from './camera/camera.ts'
import { openEditor } from './editor.ts'
import type { Editor } from './editor.ts'
import type { EditorSettings } from './editor-settings.ts'
import type { EditedKey, ImageKey } from './image-key.ts'
import type { Photo } from './photo/photo.ts'
import { createPhotoWork } from './photo/photo-work.ts'
import type { WantedPhoto } from './photo/photos-ahead.ts'

export interface OpenedPhoto {
  readonly editor: Readonly<ShallowRef<Editor | null>>
  readonly picture: Readonly<ShallowRef<Photo | null>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** Opens the same photo again, as it is kept. */
  reopen(): Promise<void>
}

/** Follows `key` for as long as the component is on the screen. */
export function useOpenedPhoto(key: () => EditedKey, settings: EditorSettings): OpenedPhoto {
  const { client } = useStudioApi()
  const arrive = useArriving()
  const putAway = usePuttingAway()
  const { editor, picture, show } = useShownPhoto(putAway)
  const announce = useOpeningNotices()
  const { photos, ahead } = useEditing()
  const neighboursOf = useNeighbours()
  const failure = shallowRef<Failure | null>(null)
  let opening = 0

  /** It changed nothing, and gives the photo back. */
  function dropUnseen(edited: Editor): void {
    if (edited === editor.value) return
    edited.keeping.discard()
    putAway(edited)
  }

  async function open(): Promise<void> {
    const turn = ++opening
    const { user, name, isSecond } = key()
    failure.value = null
    arrive({ user, name })
    const found = ahead.take({ user, name })
    const labels = isSecond ? null : found.labels
    const opened = openEditor(client, { user, name, isSecond }, settings, labels)
    const loading = found.picture ?? photos.load({ user, name })
    try {
      const [edited, loaded] = await Promise.all([opened, loading])
      if (turn !== opening) {
        ahead.putBack(edited, loaded)
        return dropUnseen(edited)
      }
      requireOneSize(edited, loaded)
      show(edited, loaded, () => {
        if (turn === opening) ahead.want(isSecond ? [] : neighboursOf({ user, name }))
      })
      announce(edited)
      const { file } = loaded
      edited.photo.attach(() => createPhotoWork({ file, size: edited.session.labelMap }))
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

  const catchUp = useCatchingUp()
  function leave(): void {
    // One that is still on its way is not wanted any more.
    opening++
    show(null, null)
    ahead.want([])
    catchUp()
  }

  useWhileHere(key, { open, leave })
  return { editor, picture, failure, reopen }
}

/** A photo that was replaced meanwhile, or that a browser turns otherwise: labels would lie elsewhere than they are seen. */
function requireOneSize({ name, session: { labelMap } }: Editor, photo: Photo): void {
  const { whole } = photo
  if (whole.width === labelMap.width && whole.height === labelMap.height) return
  photo.close()
  throw new StudioError(
    'conflict',
    said`photo ${name}: its labels have ${sizeText(labelMap)} pixels, but it is shown with ${sizeText(whole)}; its file may have
      changed just now: open it again, or save the photo as an upright JPEG`,
  )
}

function sizeText({ width, height }: Size): string {
  return `${width}x${height}`
}

/** Opens what is wanted while the component is on the screen, and leaves it with it. */
function useWhileHere(
  key: () => EditedKey,
  { open, leave }: { readonly open: () => Promise<void>; readonly leave: () => void },
): void {
  const isHere = useIsHere()
  watch(
    () => isHere.value && key(),
    (wanted) => void (wanted === false ? leave() : open()),
    { immediate: true },
  )
  onUnmounted(leave)
}

interface ShownPhoto extends Pick<OpenedPhoto, 'editor' | 'picture'> {
  /** `readAhead` follows when the photo is in sight: letting go of others takes milliseconds too. */
  show(opened: Editor | null, loaded: Photo | null, readAhead?: () => void): void
}

function useShownPhoto(putAway: (previous: Editor) => void): ShownPhoto {
  const { ahead } = useEditing()
  const editor = shallowRef<Editor | null>(null)
  const picture = shallowRef<Photo | null>(null)
  return {
    editor,
    picture,
    show(opened, loaded, readAhead) {
      const [previous, shown] = [editor.value, picture.value]
      editor.value = opened
      picture.value = loaded
      if (previous !== null) putAway(previous)
      afterPaint(() => {
        readAhead?.()
        if (previous !== null && shown !== null) ahead.putBack(previous, shown)
      })
    },
  }
}

/** When the editor is left and the last photo is put away, lists say what was labelled. */
function useCatchingUp(): () => void {
  const editing = useEditing()
  const library = useLibrary()
  return () => void editing.whenAllPutAway().then(library.catchUp)
}

/** The photo is the one at hand, wherever photos are browsed. */
function useArriving(): (key: ImageKey) => void {
  const library = useLibrary()
  const browsing = useBrowsing()
  return (key) => {
    browsing.setCurrent(key)
    void library.loadImages(key.user)
  }
}

/** Two further on and one back, along the list in which the photo was opened. */
function useNeighbours(): (key: ImageKey) => readonly WantedPhoto[] {
  const browsing = useBrowsing()
  return ({ user, name }) =>
    [1, 2, -1].flatMap((offset) => browsing.neighbour(user, name, offset) ?? [])
}

/** Stores in the background what was done to a photo that is no longer shown: its journal holds it already. */
function usePuttingAway(): (previous: Editor) => void {
  const editing = useEditing()
  const library = useLibrary()
  const notices = useNotices()
  return (previous) => {
    previous.putDownTools()
    previous.dispose()
    void notices.attempt(() => editing.putAway(previous, () => leave(previous)))
  }

  async function leave({ user, name, isSecond, keeping, saving, opened }: Editor): Promise<void> {
    await keeping.leave()
    const { revision } = saving
    if (!isSecond && revision !== null && revision !== opened.revision)
      await library.maskSaved({ user, name }, revision)
  }
}

function useOpeningNotices(): (editor: Editor) => void {
  const notices = useNotices()
  const { t } = useI18n()
  return ({ name, isWritable, opened }) => {
    const n = opened.unsavedMoves
    if (isWritable && n > 0) notices.confirm(t('editor.recovered', { n, name }, n))
    if (opened.note !== null) notices.confirm(wordsOf(opened.note))
  }
}
