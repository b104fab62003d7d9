// Issues reported with one key or one button, without a form: of what kind, and where.

import { useEventListener } from '@vueuse/core'
import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { IssueKind } from '../../../src-main/core/labels/label-issues.ts'
import { classKey } from '../../classes/class-display.ts'
import { useNotices } from '../../stores/notices.ts'
import type { ScreenPoint } from '../camera/camera.ts'
import { pinnedAround, pinnedSelection } from './issue-places.ts'
import type { IssueDraft, IssueHost } from './issue-places.ts'

export interface QuickIssues {
  /** Reports at once what is wrong around the pixel under the pointer, or with the selected region. */
  addHere(kind: IssueKind): Promise<void>
  /** What the next press on the photo says the place of; null while none is waited for. */
  readonly placing: Readonly<Ref<IssueKind | null>>
  /** As a button does, with the pointer on itself: the selected region, else a press has to say where; again lets go. */
  addByButton(kind: IssueKind): Promise<void>
  /** Reports what waits for its place, around a point in image pixels. */
  place(at: ScreenPoint): Promise<void>
}

export function useQuickIssues(host: IssueHost): QuickIssues {
  const { t } = useI18n()
  const notices = useNotices()
  const placing = ref<IssueKind | null>(null)
  watch(host.editor, () => (placing.value = null))
  useEventListener(window, 'keydown', ({ key }) => {
    if (key === 'Escape') placing.value = null
  })

  /** The view stays where it is: whoever looks over a photo reports one after the other. */
  async function addAt(kind: IssueKind, pinned: IssueDraft | null): Promise<void> {
    placing.value = null
    if (pinned === null) return notices.confirm(t('issues.none'))
    const isAdded = await host.record.send((client, who) =>
      client.addIssue({ ...who, ...pinned, kind, comment: '', assignee: null }),
    )
    if (!isAdded) return
    const name = t(classKey(pinned.classValue))
    notices.confirm(t('issues.added', { kind: t(`issueKinds.${kind}`), class: name }))
  }

  async function addHere(kind: IssueKind): Promise<void> {
    const editor = host.editor.value
    if (editor === null || editor.isSecond) return
    await addAt(kind, pinnedAround(editor, host.pointer(), host) ?? pinnedSelection(editor))
  }

  async function addByButton(kind: IssueKind): Promise<void> {
    const editor = host.editor.value
    if (editor === null || editor.isSecond) return
    const selected = pinnedSelection(editor)
    if (selected !== null) await addAt(kind, selected)
    else placing.value = placing.value === kind ? null : kind
  }

  async function place(at: ScreenPoint): Promise<void> {
    const editor = host.editor.value
    const kind = placing.value
    if (editor !== null && kind !== null) await addAt(kind, pinnedAround(editor, at, host))
  }

  return { addHere, placing, addByButton, place }
}
