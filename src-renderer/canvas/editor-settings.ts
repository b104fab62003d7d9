// What the hand has chosen: tool, class, locks and modes. It stays when the photo changes: undo, zoom and photos never
// change tool or class.

import { shallowReactive } from 'vue'
import type { RegionOperation } from '../../src-main/core/morphology/region-operations.ts'
import type { PaintMode, PaintPolicy } from './painting/paint-policy.ts'
import type { RegionCarrier } from './regions/carried-region.ts'
import type { ToolId } from './tools/tool.ts'

export interface EditorSettings extends PaintPolicy, RegionCarrier {
  activeClass: number
  previousClass: number
  toolId: ToolId
  /** Tools that subtract as Alt makes them, and add with it. */
  subtracting: readonly ToolId[]
  paintMode: PaintMode
  overClass: number
  locked: readonly number[]
  hidden: readonly number[]
  /** Drawn as outlines. */
  outlined: readonly number[]
  /** 0..1 by class, on top of the opacity of all labels; 1 where there is none. */
  strengths: Readonly<Record<number, number>>
  isRegionPanelOpen: boolean
  /** The pointer that keys move, and whether its button is down. */
  keyPointer: 'off' | 'up' | 'down'
  /** Screen pixels for an image pixel, as the stage shows it. */
  scale: number
  regionOperation: RegionOperation
}

export function createEditorSettings(): EditorSettings {
  return shallowReactive<EditorSettings>({
    activeClass: 15,
    previousClass: 0,
    toolId: 'brush',
    subtracting: [],
    paintMode: 'all',
    overClass: 0,
    locked: [],
    hidden: [],
    outlined: [],
    strengths: {},
    isRegionPanelOpen: false,
    keyPointer: 'off',
    scale: 1,
    regionOperation: 'fillHoles',
    carried: null,
  })
}

export function chooseClass(settings: EditorSettings, value: number): void {
  if (value === settings.activeClass) return
  settings.previousClass = settings.activeClass
  settings.activeClass = value
}

export function openRegionPanel(settings: EditorSettings, operation: RegionOperation): void {
  settings.regionOperation = operation
  settings.isRegionPanelOpen = true
}

/** A mode by name, or the class that alone may be painted over. */
export function choosePaintMode(settings: EditorSettings, choice: PaintMode | number): void {
  if (typeof choice === 'number') settings.overClass = choice
  settings.paintMode = typeof choice === 'number' ? 'class' : choice
}
