// The label record of the photo in the editor: its state, and the steps a person takes it through.

import { computed, onUnmounted, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { EditorIdentity } from '../../../src-main/contract/label-editing.ts'
import type { PhotoLabels } from '../../../src-main/contract/label-records.ts'
import { totalSeconds } from '../../../src-main/core/labels/active-time.ts'
import { countValues } from '../../../src-main/core/labels/label-map.ts'
import { nothingLabelled } from '../../../src-main/core/labels/label-record.ts'
import type { LabelAction, SkipReason } from '../../../src-main/core/labels/label-states.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { useStudioApi } from '../../api.ts'
import type { StudioClient } from '../../api.ts'
import { useAnnotator } from '../../stores/annotator.ts'
import { useEditing } from '../../stores/editing.ts'
import { useLibrary } from '../../stores/library.ts'
import { useNotices } from '../../stores/notices.ts'
import type { Editor } from '../editor.ts'
import type { EditedKey, ImageKey } from '../image-key.ts'
import type { WorkLog } from '../saving/work-log.ts'

export type RecordAction = Exclude<LabelAction, 'save' | 'import'>

export interface EditedRecord {
  /** Null until it is read. */
  readonly labels: Readonly<ShallowRef<PhotoLabels | null>>
  /** True while the reason for skipping is asked. */
  readonly isSkipping: Ref<boolean>
  /** Recorded active seconds, and those since the photo was opened. */
  readonly seconds: ComputedRef<number>
  act(action: RecordAction): Promise<boolean>
  /** The labels fit the file that took the photo's place. */
  acceptPhoto(): Promise<void>
  finishAndNext(): Promise<void>
  skipAndNext(reason: SkipReason): Promise<void>
  /**
   * Sends a change of the record in the annotator's name: of the open photo unless another one is told. False when it
   * failed or nobody gave a name.
   */
  send(request: RecordRequest, editor?: Editor | null): Promise<boolean>
}

/** `work`: for requests that carry active time. */
export type RecordRequest = (
  client: StudioClient['labelRecords'],
  who: ImageKey & { readonly annotator: string },
  work: WorkLog,
) => Promise<PhotoLabels>

export interface RecordHost {
  readonly editor: Readonly<ShallowRef<Editor | null>>
  /** Stores the pixels; false when that failed. */
  save(): Promise<boolean>
  isUnsaved(): boolean
  /** The photo is opened again: it can be painted on no more, or again. */
  reopen(): void
  /** Goes on from that photo; whoever has gone on already stays. */
  next(from: EditedKey): void
}

export function useLabelRecord(host: RecordHost): EditedRecord {
  const { client } = useStudioApi()
  const notices = useNotices()
  const { t } = useI18n()
  const { labels, send, seconds } = useRecordRequests(host.editor)
  const annotator = useAnnotator()
  const editing = useEditing()
  const isSkipping = ref(false)

  async function act(action: RecordAction): Promise<boolean> {
    const isDone = await send(acting(action, { editor: editing.identity(annotator.name ?? '') }))
    if (isDone && (action === 'freeze' || action === 'unfreeze')) host.reopen()
    return isDone
  }

  async function finishAndNext(): Promise<void> {
    const editor = host.editor.value
    const by = await annotator.require()
    if (by === null || editor === null || editor !== host.editor.value) return
    const unlabelled = unlabelledShare(editor)
    if (unlabelled === 1) return notices.fail(nothingLabelled(editor.name))
    const isStored = (editor.saving.revision !== null && !host.isUnsaved()) || (await host.save())
    if (!isStored || !(await finish(editor, by))) return
    if (unlabelled > 0) tellUnlabelled(editor.name, unlabelled)
    host.next(editor)
  }

  function tellUnlabelled(name: string, share: number): void {
    // Never 100 where something is labelled, never 0 where something is not.
    const percent = Math.min(99, Math.max(1, Math.round(share * 100)))
    notices.confirm(t('labelRecord.doneUnlabelled', { name, percent }))
  }

  async function finish(editor: Editor, by: string): Promise<boolean> {
    const { user, name, work, isSecond } = editor
    if (!isSecond) return send(acting('finish'), editor)
    const finished = await notices.attempt(() =>
      work.deliver((unsent) =>
        client.secondLabels.finish({
          user,
          name,
          annotator: by,
          work: unsent,
          editor: editing.identity(by),
        }),
      ),
    )
    return finished !== undefined
  }

  async function skipAndNext(reason: SkipReason): Promise<void> {
    isSkipping.value = false
    const editor = host.editor.value
    if (editor === null || (host.isUnsaved() && !(await host.save()))) return
    if (await send(acting('skip', { skipReason: reason }), editor)) host.next(editor)
  }

  const acceptPhoto = useAcceptance(host, send)
  return { labels, isSkipping, seconds, act, acceptPhoto, finishAndNext, skipAndNext, send }
}

interface ActionDetails {
  readonly skipReason?: SkipReason
  /** Whose freezing may go on although it has the photo. */
  readonly editor?: EditorIdentity
}

function acting(action: RecordAction, details: ActionDetails = {}): RecordRequest {
  return (client, who, work) =>
    work.deliver((unsent) => client.act({ ...who, ...details, action, work: unsent }))
}

/** Of a blind mask for that one alone, by whoever opened it. */
function useAcceptance(host: RecordHost, send: EditedRecord['send']): () => Promise<void> {
  const { client } = useStudioApi()
  const notices = useNotices()
  const { t } = useI18n()

  async function isAccepted(): Promise<boolean> {
    const key = host.editor.value?.opened.key
    if (key?.blindBy === undefined) return send((records, who) => records.acceptPhoto(who))
    const { user, name, blindBy } = key
    const accepted = await notices.attempt(() =>
      client.secondLabels.acceptPhoto({ user, name, annotator: blindBy }).then(() => true),
    )
    return accepted === true
  }

  return async () => {
    if (!(await isAccepted())) return
    notices.confirm(t('editor.photoAccepted'))
    host.reopen()
  }
}

/** Of the pixels, 0..1. */
function unlabelledShare({ session: { labelMap } }: Editor): number {
  return (countValues(labelMap)[UNLABELLED] ?? 0) / labelMap.data.length
}

/** Active time is shown this often. */
const TICK_MS = 5000

function useRecordRequests(
  edited: RecordHost['editor'],
): Pick<EditedRecord, 'labels' | 'send' | 'seconds'> {
  const { client } = useStudioApi()
  const library = useLibrary()
  const notices = useNotices()
  const annotator = useAnnotator()
  const labels = shallowRef<PhotoLabels | null>(null)
  const recordedBefore = ref(0)
  const sinceOpened = ref(0)
  const ticking = setInterval(
    () => (sinceOpened.value = edited.value?.work.seconds() ?? 0),
    TICK_MS,
  )

  watch(edited, (_, before) => {
    if (before) void notices.attempt(() => flush(client, before, annotator.name))
    labels.value = null
    recordedBefore.value = sinceOpened.value = 0
  })
  watch(
    () => [edited.value, edited.value?.saving.revision],
    () => edited.value && void read(edited.value),
    { immediate: true },
  )
  onUnmounted(() => {
    clearInterval(ticking)
    const open = edited.value
    if (open) void notices.attempt(() => flush(client, open, annotator.name))
  })

  function take(editor: Editor, next: PhotoLabels | undefined): void {
    if (next === undefined || editor !== edited.value) return
    if (labels.value === null) recordedBefore.value = totalSeconds(next.record?.work ?? [])
    labels.value = next
  }

  async function read(editor: Editor): Promise<void> {
    const { user, name, isSecond } = editor
    if (isSecond) return // what is known about the photo is the first annotator's
    take(editor, await notices.attempt(() => client.labelRecords.get({ user, name })))
  }

  async function send(request: RecordRequest, editor = edited.value): Promise<boolean> {
    const by = await annotator.require()
    if (editor === null || by === null) return false
    const { user, name, work } = editor
    const next = await notices.attempt(() =>
      request(client.labelRecords, { user, name, annotator: by }, work),
    )
    take(editor, next)
    if (next !== undefined) library.labelled({ user, name }, next)
    return next !== undefined
  }

  return { labels, send, seconds: computed(() => recordedBefore.value + sinceOpened.value) }
}

/** Sends time that no save has carried. A photo that was only looked at has no record to add it to. */
async function flush(
  client: StudioClient,
  { user, name, work, isSecond }: Editor,
  annotator: string | null,
): Promise<void> {
  if (isSecond || annotator === null || work.seconds() < 1) return
  await work.deliver(async (unsent) => {
    if (unsent.length === 0) return
    await client.labelRecords.addWork({ user, name, annotator, work: unsent })
  })
}
