// The issues of the open photo: which one is looked at, how a new one is pinned, and how they are settled.

import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { findRegion } from '../../../src-main/core/flood-fill.ts'
import { pinRect, pinRegion } from '../../../src-main/core/label-issues.ts'
import type { IssueKind, LabelIssue, PinnedRegion } from '../../../src-main/core/label-issues.ts'
import { UNLABELLED } from '../../../src-main/core/provenance.ts'
import { clipRect } from '../../../src-main/core/rect.ts'
import { useNotices } from '../../stores/notices.ts'
import { classKey } from '../../classes/class-display.ts'
import type { ScreenPoint } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import type { EditedRecord } from './label-record.ts'
import { pixelUnder } from '../camera/pixel-under.ts'

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
  /** Reports at once what is wrong around the pixel under the pointer, or with the selected region. */
  addHere(kind: IssueKind): Promise<void>
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

  /** The view stays where it is: whoever looks over a photo reports one after the other. */
  async function addHere(kind: IssueKind): Promise<void> {
    const editor = host.editor.value
    if (editor === null || editor.isSecond) return
    const pinned = pinnedAround(editor, host) ?? pinnedSelection(editor)
    if (pinned === null) return notices.confirm(t('issues.none'))
    const isAdded = await host.record.send((client, who) =>
      client.addIssue({ ...who, ...pinned, kind, comment: '', assignee: null }),
    )
    if (!isAdded) return
    const name = t(classKey(pinned.classValue))
    notices.confirm(t('issues.added', { kind: t(`issueKinds.${kind}`), class: name }))
  }

  return {
    issues,
    chosenId,
    draft,
    begin,
    drop: () => (draft.value = null),
    add,
    addHere,
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

/** The selected region, else the region under the pointer or what the tip covers of background. */
function pinnedAt(editor: Editor, host: IssueHost): IssueDraft | null {
  const selected = pinnedSelection(editor)
  if (selected !== null) return selected
  const found = pointedAt(editor, host)
  if (found === null || found.value === 0 || found.value === UNLABELLED) {
    return pinnedAround(editor, host)
  }
  const { labelMap } = editor.session
  const region = findRegion(labelMap, found.x, found.y)
  return { region: pinRegion(region, labelMap), classValue: found.value }
}

function pinnedSelection({ session, selection }: Editor): IssueDraft | null {
  const selected = selection.value
  if (selected === null) return null
  return { region: pinRegion(selected, session.labelMap), classValue: classOf(selected.value) }
}

/** What the tip covers around the pixel under the pointer; null outside the photo. */
function pinnedAround(editor: Editor, host: IssueHost): IssueDraft | null {
  const found = pointedAt(editor, host)
  if (found === null) return null
  const { width, height } = editor.session.labelMap
  const reach = Math.max(1, Math.round(host.radius()))
  const size = 2 * reach + 1
  const box = { x: found.x - reach, y: found.y - reach, width: size, height: size }
  return { region: pinRect(clipRect(box, width, height)), classValue: classOf(found.value) }
}

function pointedAt(
  { session: { labelMap } }: Editor,
  { pointer }: IssueHost,
): { readonly x: number; readonly y: number; readonly value: number } | null {
  const at = pointer()
  const pixel = at === null ? null : pixelUnder(labelMap, at)
  return pixel && { ...pixel, value: labelMap.data[pixel.y * labelMap.width + pixel.x]! }
}

function classOf(value: number): number {
  return value === UNLABELLED ? 0 : value
}
