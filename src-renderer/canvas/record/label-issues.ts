// The issues of the open photo: which one is looked at, how a new one is pinned, and how they are settled.

import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { IssueKind, LabelIssue } from '../../../src-main/core/labels/label-issues.ts'
import { useNotices } from '../../stores/notices.ts'
import { pinnedAt } from './issue-places.ts'
import type { IssueDraft, IssueHost } from './issue-places.ts'
import { useQuickIssues } from './quick-issues.ts'
import type { QuickIssues } from './quick-issues.ts'

export interface IssueText {
  readonly kind: IssueKind
  readonly comment: string
  readonly assignee: string | null
}

export interface EditedIssues extends QuickIssues {
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
    // Another photo may be open by now, or another issue begun.
    if (!isAdded || draft.value !== pinned) return
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
    ...useQuickIssues(host),
    setOpen: async (id, isOpen) => {
      await host.record.send((client, who) => client.setIssueOpen({ ...who, id, isOpen }))
    },
    jump(by) {
      chosenId.value = openBeside(issues.value, chosenId.value, by)
    },
  }
}

/** The open issue after the chosen one, or before it, round and round; null without an open one. */
function openBeside(
  issues: readonly LabelIssue[],
  chosenId: string | null,
  by: 1 | -1,
): string | null {
  const open = issues.filter(({ isOpen }) => isOpen)
  const at = open.findIndex(({ id }) => id === chosenId)
  const next = at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length
  return open[next]?.id ?? null
}
