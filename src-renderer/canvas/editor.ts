// One photo open in the editor: label session, tools, saving and what the panels show of them. Pixels stay
// outside Vue; `version` announces that history or counts changed.

import { markRaw, ref, shallowReactive } from 'vue'
import type { Ref } from 'vue'
import type { StudioClient } from '../api.ts'
import { usePreferences } from '../stores/preferences.ts'
import { decodeLabelMap, encodeLabelMap } from './label-map-wire.ts'
import { createLabelSession } from './label-session.ts'
import type { LabelSession } from './label-session.ts'
import { createSaving } from './saving.ts'
import type { Saving } from './saving.ts'
import { createToolbox } from './tools/toolbox.ts'
import type { Tool, ToolHost, ToolId } from './tools/tool.ts'
import { createLabelMap } from '../../src-main/core/label-map.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import { isEmptyRect } from '../../src-main/core/rect.ts'
import type { Rect } from '../../src-main/core/rect.ts'

/** `background`: never cut into labelled pixels. `active`: only within the active class and background. */
export type PaintMode = 'all' | 'background'

export interface EditorSettings {
  activeClass: number
  previousClass: number
  toolId: ToolId
  paintMode: PaintMode
  locked: readonly number[]
  hidden: readonly number[]
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
  /** `draw` is called with what must be drawn again, until the next one is set. */
  drawWith(draw: (rect: Rect) => void): void
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
    locked: [],
    hidden: [],
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
  let draw: (rect: Rect) => void = () => undefined

  function changed(): void {
    version.value += 1
    saving.touch()
  }

  const host: ToolHost = {
    ...paintRules(session, settings),
    painted(rect) {
      if (!isEmptyRect(rect)) draw(rect)
    },
    commit(name) {
      if (session.commit(name)) changed()
    },
    abort: () => draw(session.abort()),
    pick: (value) => chooseClass(settings, value),
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
    drawWith: (next) => (draw = next),
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    cancelGesture: () => Object.values(editor.tools).forEach((tool) => tool.cancel()),
  })
  return editor
}

function paintRules(
  session: LabelSession,
  settings: EditorSettings,
): Pick<ToolHost, 'labelMap' | 'settings' | 'begin' | 'rule'> {
  const preferences = usePreferences()
  return {
    labelMap: session.labelMap,
    settings: () => ({
      activeClass: settings.activeClass,
      brushRadius: preferences.brushRadius,
      eraserRadius: preferences.eraserRadius,
      tip: preferences.brushTip,
    }),
    begin: session.begin,
    rule(value, isCareful) {
      const isBackgroundOnly = value !== 0 && (isCareful || settings.paintMode === 'background')
      const locked = new Set(settings.locked)
      if (!isBackgroundOnly && locked.size === 0) return session.rule(value)
      return session.rule(
        value,
        (existing) => !locked.has(existing) && (!isBackgroundOnly || existing === 0),
      )
    },
  }
}
