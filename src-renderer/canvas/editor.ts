// One photo open in the editor: label session, tools, saving and what the panels show of them. Pixels stay
// outside Vue; `version` announces that history or counts changed.

import { markRaw, ref, shallowReactive, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { StudioClient } from '../api.ts'
import { usePreferences } from '../stores/preferences.ts'
import { decodeLabelMap, encodeLabelMap } from './label-map-wire.ts'
import { createLabelSession } from './label-session.ts'
import type { LabelSession } from './label-session.ts'
import { isFree, mayPaintBy } from './paint-policy.ts'
import type { PaintMode, PaintPolicy } from './paint-policy.ts'
import { createProposalDesk } from './pending-proposal.ts'
import type { ProposalDesk } from './pending-proposal.ts'
import { createSaving } from './saving.ts'
import type { Saving } from './saving.ts'
import { createToolbox } from './tools/toolbox.ts'
import type { Tool, ToolHost, ToolId } from './tools/tool.ts'
import type { Region } from '../../src-main/core/flood-fill.ts'
import { createLabelMap } from '../../src-main/core/label-map.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import { paintProposal } from '../../src-main/core/proposal.ts'
import { isEmptyRect } from '../../src-main/core/rect.ts'
import type { Rect } from '../../src-main/core/rect.ts'

export interface EditorSettings extends PaintPolicy {
  activeClass: number
  previousClass: number
  toolId: ToolId
  paintMode: PaintMode
  overClass: number
  locked: readonly number[]
  hidden: readonly number[]
  isRegionPanelOpen: boolean
}

export interface Editor {
  readonly user: string
  readonly name: string
  readonly session: LabelSession
  readonly saving: Saving
  readonly tools: Readonly<Record<ToolId, Tool>>
  readonly isWritable: boolean
  /** Grows with every gesture that ends, undo and redo. */
  readonly version: Ref<number>
  readonly proposals: ProposalDesk
  /** The region that region operations work on; null for all of the active class. */
  readonly selection: Readonly<ShallowRef<Region | null>>
  /** `draw` is called with what must be drawn again, until the next one is set. */
  drawWith(draw: (rect: Rect) => void): void
  /** Paints the pending proposal as one gesture. */
  accept(): void
  /** Drops the pending proposal and closes the panel that made it. */
  drop(): void
  undo(): void
  redo(): void
  cancelGesture(): void
}

/** What stays when the photo changes: undo, zoom and photos never change tool or class. */
export function createEditorSettings(): EditorSettings {
  return shallowReactive<EditorSettings>({
    activeClass: 15,
    previousClass: 0,
    toolId: 'brush',
    paintMode: 'all',
    overClass: 0,
    locked: [],
    hidden: [],
    isRegionPanelOpen: false,
  })
}

export function chooseClass(settings: EditorSettings, value: number): void {
  if (value === settings.activeClass) return
  settings.previousClass = settings.activeClass
  settings.activeClass = value
}

export interface ImageKey {
  readonly user: string
  readonly name: string
}

/** Opens the mask of an image. Errors: notFound, corrupt. */
export async function openEditor(
  client: StudioClient,
  key: ImageKey,
  settings: EditorSettings,
): Promise<Editor> {
  const opened = await client.labels.open({ user: key.user, name: key.name })
  const labelMap =
    opened.labelMap === null
      ? createLabelMap(opened.width, opened.height)
      : decodeLabelMap(opened.labelMap)
  const session = createLabelSession(labelMap)
  const saving = createSaving({
    labelMap,
    revision: opened.revision,
    editCount: session.editCount,
    store: (map: LabelMap, revision) =>
      client.labels.save({ ...key, labelMap: encodeLabelMap(map), revision }),
  })
  return assemble(key, { session, saving, isWritable: opened.isWritable }, settings)
}

interface EditorParts {
  readonly session: LabelSession
  readonly saving: Saving
  readonly isWritable: boolean
}

function assemble(key: ImageKey, parts: EditorParts, settings: EditorSettings): Editor {
  const { session, saving, isWritable } = parts
  const version = ref(0)
  const selection = shallowRef<Region | null>(null)
  const proposals = createProposalDesk(session.labelMap, () => mayPaintBy(settings, false))
  let draw: (rect: Rect) => void = () => undefined

  function changed(): void {
    version.value += 1
    selection.value = null
    proposals.drop()
    saving.touch()
  }

  const host: ToolHost = {
    ...paintRules(session, settings),
    begin() {
      proposals.drop()
      session.begin()
    },
    painted(rect) {
      if (!isEmptyRect(rect)) draw(rect)
    },
    commit(name) {
      if (session.commit(name)) changed()
    },
    abort: () => draw(session.abort()),
    pick: (value) => chooseClass(settings, value),
    select: (region) => (selection.value = region),
    selection: () => selection.value,
  }

  function travel(direction: 'undo' | 'redo'): void {
    const rect = session[direction]()
    if (rect === null) return
    draw(rect)
    changed()
  }

  const editor: Editor = markRaw({
    ...key,
    session,
    saving,
    tools: createToolbox(host),
    isWritable,
    version,
    proposals,
    selection,
    accept: () => acceptProposal(host, proposals),
    drop() {
      settings.isRegionPanelOpen = false
      proposals.drop()
    },
    drawWith: (next) => (draw = next),
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    cancelGesture: () => Object.values(editor.tools).forEach((tool) => tool.cancel()),
  })
  return editor
}

function acceptProposal(host: ToolHost, proposals: ProposalDesk): void {
  const pending = proposals.pending.value
  if (pending === null) return
  host.begin()
  host.painted(paintProposal(host.labelMap, pending, (value) => host.rule(value, false)))
  host.commit(pending.name)
}

function paintRules(
  session: LabelSession,
  settings: EditorSettings,
): Pick<ToolHost, 'labelMap' | 'settings' | 'rule'> {
  const preferences = usePreferences()
  return {
    labelMap: session.labelMap,
    settings: () => ({
      activeClass: settings.activeClass,
      brushRadius: preferences.brushRadius,
      eraserRadius: preferences.eraserRadius,
      tip: preferences.brushTip,
    }),
    rule(value, isCareful) {
      if (isFree(settings, isCareful)) return session.rule(value)
      const mayPaint = mayPaintBy(settings, isCareful)
      return session.rule(value, (existing) => mayPaint(value, existing))
    },
  }
}
