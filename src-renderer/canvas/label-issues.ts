// The issues of the open photo: which one is looked at, how a new one is pinned, and how they are settled.

import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { findRegion } from '../../src-main/core/flood-fill.ts'
import { pinRect, pinRegion } from '../../src-main/core/label-issues.ts'
import type { IssueKind, LabelIssue, PinnedRegion } from '../../src-main/core/label-issues.ts'
import { UNLABELLED } from '../../src-main/core/provenance.ts'
import { clipRect, isEmptyRect } from '../../src-main/core/rect.ts'
import { useNotices } from '../stores/notices.ts'
import type { ScreenPoint } from './camera.ts'
import type { Editor } from './editor.ts'
import type { EditedRecord } from './label-record.ts'

/** Pixels that a new issue is about, while it is written. */
export interface IssueDraft {
  readonly region: PinnedRegion
  readonly classValue: number
}

export interface IssueText {
  readonly kind: IssueKind
  readonly comment: string
  readonly assignee: string | null
}

export interface EditedIssues {
  /** Open ones first, each half in the order they were found. */
  readonly issues: ComputedRef<readonly LabelIssue[]>
  readonly chosenId: Ref<string | null>
  readonly draft: Readonly<ShallowRef<IssueDraft | null>>
  /** Pins the selected region, or what is under the pointer. */
  begin(): void
  drop(): void
  add(text: IssueText): Promise<void>
  setOpen(id: string, isOpen: boolean): Promise<void>
  /** Chooses the next open issue, or the one before. */
  jump(by: 1 | -1): void
}

export interface IssueHost {
  readonly editor: Readonly<ShallowRef<Editor | null>>
  readonly record: Pick<EditedRecord, 'labels' | 'send'>
  /** The pointer in image pixels. */
  pointer(): ScreenPoint | null
  /** Radius in pixels of what is pinned on background, which has no region of its own. */
  radius(): number
}

export function useLabelIssues(host: IssueHost): EditedIssues {
  const { t } = useI18n()
  const notices = useNotices()
  const chosenId = ref<string | null>(null)
  const draft = shallowRef<IssueDraft | null>(null)
  const issues = computed(() => {
    const all = host.record.labels.value?.record?.issues ?? []
    return [...all].sort((a, b) => Number(b.isOpen) - Number(a.isOpen))
  })
  watch(host.editor, () => {
    chosenId.value = null
    draft.value = null
  })

  function jump(by: 1 | -1): void {
    const open = issues.value.filter(({ isOpen }) => isOpen)
    const at = open.findIndex(({ id }) => id === chosenId.value)
    const next = at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length
    chosenId.value = open[next]?.id ?? null
  }

  function begin(): void {
    const editor = host.editor.value
    if (editor === null || editor.isSecond) return
    draft.value = pinnedAt(editor, host)
    if (draft.value === null) notices.confirm(t('issues.none'))
  }

  async function add(text: IssueText): Promise<void> {
    const pinned = draft.value
    if (pinned === null) return
    const isAdded = await host.record.send((client, who) =>
      client.addIssue({ ...who, ...pinned, ...text }),
    )
    if (!isAdded) return
    draft.value = null
    chosenId.value = issues.value.findLast(({ isOpen }) => isOpen)?.id ?? null
  }

  return {
    issues,
    chosenId,
    draft,
    begin,
    drop: () => (draft.value = null),
    add,
    setOpen: async (id, isOpen) => {
      await host.record.send((client, who) => client.setIssueOpen({ ...who, id, isOpen }))
    },
    jump,
  }
}

/** Null outside the photo. */
function pinnedAt(
  { session, selection }: Editor,
  { pointer, radius }: IssueHost,
): IssueDraft | null {
  const { labelMap } = session
  const selected = selection.value
  if (selected !== null) {
    const classValue = selected.value === UNLABELLED ? 0 : selected.value
    return { region: pinRegion(selected, labelMap), classValue }
  }
  const at = pointer()
  if (at === null) return null
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)]
  const value = labelMap.data[y * labelMap.width + x]
  if (x < 0 || y < 0 || x >= labelMap.width || value === undefined) return null
  if (value !== 0 && value !== UNLABELLED) {
    return { region: pinRegion(findRegion(labelMap, x, y), labelMap), classValue: value }
  }
  const reach = Math.max(1, Math.round(radius()))
  const box = { x: x - reach, y: y - reach, width: 2 * reach + 1, height: 2 * reach + 1 }
  const rect = clipRect(box, labelMap.width, labelMap.height)
  return isEmptyRect(rect) ? null : { region: pinRect(rect), classValue: 0 }
}
