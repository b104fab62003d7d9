// What each verb of the editor does: one table from verb to function, in the sections of the key sheet. A new
// verb is a line in editor-actions.ts and one here; the type says when one of them is missing.

import { useRouter } from 'vue-router'
import { IGNORE_INDEX } from '../../src-main/core/labels/classes.ts'
import {
  BANDS_PX,
  EDGE_THRESHOLDS,
  nextCellLevel,
  resized,
  sizeStep,
  stepped,
  switchSizeUnit,
  tipSizeKey,
} from '../canvas/painting/brush-size.ts'
import { carrySelection } from '../canvas/regions/carried-region.ts'
import type { StageCommands } from '../canvas/camera/camera.ts'
import { toggleHidden, toggleLocked, toggleSolo } from '../canvas/painting/class-settings.ts'
import { chooseClass, choosePaintMode, openRegionPanel } from '../canvas/editor-settings.ts'
import type { Editor } from '../canvas/editor.ts'
import type { EditorSettings } from '../canvas/editor-settings.ts'
import { nextLabelStyle } from '../canvas/labels/label-look.ts'
import type { EditedIssues } from '../canvas/record/label-issues.ts'
import type { EditedRecord } from '../canvas/record/label-record.ts'
import { nextPaintMode } from '../canvas/painting/paint-policy.ts'
import { useRestIsBackground } from '../canvas/painting/rest-is-background.ts'
import type { HeldLayer } from '../canvas/results/held-layer.ts'
import type { PhotoSteps } from '../canvas/photo-steps.ts'
import { toggleSubtracting } from '../canvas/tools/subtracting.ts'
import { usePreferences } from '../stores/preferences.ts'
import type { LabelDialog } from '../page/label-dialog.ts'
import type { EditorCommand, EditorVerb } from './editor-actions.ts'

export interface EditorParts {
  readonly settings: EditorSettings
  readonly record: EditedRecord
  readonly issues: EditedIssues
  save(): Promise<void>
  readonly steps: PhotoSteps
  editor(): Editor | null
  stage(): StageCommands | null
  openCommands(): void
  /** Chooses a class by typing its name. */
  openClasses(): void
  openKeys(): void
  /** True when there is a prediction that may be copied. */
  mayCopy(): boolean
  /** The object or void class under the pointer; null over anything else. */
  hoveredClass(): number | null
  toggleLabels(): void
  toggleLayer(layer: HeldLayer): void
}

type Perform = (event?: KeyboardEvent) => void
type VerbTable<Verb extends EditorVerb> = Readonly<Record<Verb, Perform>>

export interface EditorDispatch {
  perform(command: EditorCommand, event?: KeyboardEvent): void
  /**
   * Makes what the tool in hand has for a size larger, for a factor above 1, or smaller: its tip, its cells, its
   * threshold, its band. Other tools have none.
   */
  resizeBrush(factor: number): void
}

export function useEditorDispatch(parts: EditorParts): EditorDispatch {
  const { settings } = parts
  const resizeBrush = brushResizing(settings)
  const verbs: VerbTable<EditorVerb> = {
    ...toolVerbs(parts, resizeBrush),
    ...classVerbs(parts),
    ...editVerbs(parts),
    ...viewVerbs(parts),
    ...lookVerbs(parts),
    ...photoVerbs(parts),
    ...issueVerbs(parts),
    ...regionVerbs(parts),
    ...labelFileVerbs(parts),
  }
  return {
    resizeBrush,
    perform(command, event) {
      if (command.kind === 'tool') settings.toolId = command.tool
      else if (command.kind === 'class') chooseClass(settings, command.value)
      else if (command.kind === 'region') openRegionPanel(settings, command.operation)
      else if (command.kind === 'record') void parts.record.act(command.action)
      else verbs[command.kind](event)
    },
  }
}

function brushResizing(settings: EditorSettings): (factor: number) => void {
  const preferences = usePreferences()
  return (factor) => {
    const { toolId } = settings
    const key = tipSizeKey(toolId)
    if (key !== null) preferences[key] = resized(preferences[key], factor)
    else if (toolId === 'superpixel')
      preferences.cellLevel = nextCellLevel(preferences.cellLevel, factor)
    else if (toolId === 'scissors')
      preferences.edgeThreshold = stepped(preferences.edgeThreshold, factor, EDGE_THRESHOLDS)
    else if (toolId === 'grabcut')
      preferences.bandPx = stepped(preferences.bandPx, factor, BANDS_PX)
  }
}

function toolVerbs(
  { settings, hoveredClass }: EditorParts,
  resizeBrush: (factor: number) => void,
): VerbTable<
  | 'smaller'
  | 'larger'
  | 'screenSize'
  | 'paintMode'
  | 'subtract'
  | 'squareTip'
  | 'pressure'
  | 'contiguous'
  | 'keyPointer'
  | 'keyPointerButton'
> {
  const preferences = usePreferences()
  return {
    smaller: (event) => resizeBrush(sizeStep(-1, event?.shiftKey ?? false)),
    larger: (event) => resizeBrush(sizeStep(1, event?.shiftKey ?? false)),
    screenSize: () => switchSizeUnit(preferences, settings.scale),
    paintMode: () => {
      const over = hoveredClass() ?? (settings.overClass === 0 ? null : settings.overClass)
      choosePaintMode(settings, nextPaintMode(settings.paintMode, over))
    },
    subtract: () => toggleSubtracting(settings),
    squareTip: () =>
      (preferences.brushTip = preferences.brushTip === 'square' ? 'round' : 'square'),
    pressure: () => (preferences.isPressureSize = !preferences.isPressureSize),
    contiguous: () => (preferences.isWandContiguous = !preferences.isWandContiguous),
    keyPointer: () => (settings.keyPointer = settings.keyPointer === 'off' ? 'up' : 'off'),
    keyPointerButton: () => (settings.keyPointer = settings.keyPointer === 'up' ? 'down' : 'up'),
  }
}

function regionVerbs({
  settings,
  editor,
  steps,
}: EditorParts): VerbTable<'regions' | 'selectionToVoid' | 'carryRegion'> {
  return {
    regions: () => (settings.isRegionPanelOpen = !settings.isRegionPanelOpen),
    selectionToVoid: () => editor()?.relabelSelection(IGNORE_INDEX),
    carryRegion: () => {
      const opened = editor()
      if (opened !== null && carrySelection(opened, settings)) steps.step(1)
    },
  }
}

/** The dialogs belong to all photos of the user, and are there. */
function labelFileVerbs({ editor }: EditorParts): VerbTable<'importLabels' | 'exportLabels'> {
  const router = useRouter()
  const open = (dialog: LabelDialog): void => {
    const user = editor()?.user
    if (user !== undefined) void router.push({ name: 'user', params: { user }, query: { dialog } })
  }
  return { importLabels: () => open('import'), exportLabels: () => open('export') }
}

function classVerbs({
  settings,
  openClasses,
}: EditorParts): VerbTable<
  'swapClass' | 'swapBackground' | 'chooseClass' | 'hideClass' | 'lockClass' | 'soloClass'
> {
  return {
    swapClass: () => chooseClass(settings, settings.previousClass),
    swapBackground: () =>
      chooseClass(settings, settings.activeClass === 0 ? settings.previousClass : 0),
    chooseClass: openClasses,
    hideClass: () => toggleHidden(settings, settings.activeClass),
    lockClass: () => toggleLocked(settings, settings.activeClass),
    soloClass: () => toggleSolo(settings, settings.activeClass),
  }
}

function editVerbs({
  settings,
  editor,
  save,
  mayCopy,
  openCommands,
  openKeys,
}: EditorParts): VerbTable<
  'undo' | 'redo' | 'save' | 'commands' | 'keys' | 'copyPhoto' | 'restIsBackground'
> {
  return {
    copyPhoto: () => {
      // The tool says why not, or from what.
      if (mayCopy()) editor()?.copyPhoto()
      else settings.toolId = 'copy'
    },
    restIsBackground: useRestIsBackground(editor),
    undo: () => editor()?.undo(),
    redo: () => editor()?.redo(),
    save: () => void save(),
    commands: openCommands,
    keys: openKeys,
  }
}

function viewVerbs({
  stage,
}: EditorParts): VerbTable<
  | 'actualSize'
  | 'fit'
  | 'zoomIn'
  | 'zoomOut'
  | 'zoomToRegion'
  | 'navigator'
  | 'crosshair'
  | 'keepZoom'
> {
  const preferences = usePreferences()
  return {
    actualSize: () => stage()?.actualSize(),
    fit: () => stage()?.fit(),
    zoomIn: () => stage()?.zoom(1.5),
    zoomOut: () => stage()?.zoom(1 / 1.5),
    zoomToRegion: () => stage()?.zoomToRegion(),
    navigator: () => (preferences.hasNavigator = !preferences.hasNavigator),
    crosshair: () => (preferences.hasCrosshair = !preferences.hasCrosshair),
    keepZoom: () => (preferences.keepZoom = !preferences.keepZoom),
  }
}

function lookVerbs({
  toggleLabels,
  toggleLayer,
}: EditorParts): VerbTable<
  | 'moreOpaque'
  | 'lessOpaque'
  | 'labelStyle'
  | 'peek'
  | 'prediction'
  | 'entropy'
  | 'difference'
  | 'palette'
  | 'patterns'
> {
  const preferences = usePreferences()
  const changeOpacity = (by: number): void => {
    const next = Math.round((preferences.labelOpacity + by) * 20) / 20
    preferences.labelOpacity = Math.max(0, Math.min(1, next))
  }
  return {
    moreOpaque: () => changeOpacity(0.1),
    lessOpaque: () => changeOpacity(-0.1),
    labelStyle: () => (preferences.labelStyle = nextLabelStyle(preferences.labelStyle)),
    peek: toggleLabels,
    prediction: () => toggleLayer('prediction'),
    entropy: () => toggleLayer('entropy'),
    difference: () => toggleLayer('difference'),
    palette: () => (preferences.palette = preferences.palette === 'voc' ? 'okabeIto' : 'voc'),
    patterns: () => (preferences.hasPatterns = !preferences.hasPatterns),
  }
}

function issueVerbs({
  issues,
}: EditorParts): VerbTable<
  | 'nextIssue'
  | 'previousIssue'
  | 'newIssue'
  | 'issueBoundary'
  | 'issueWrongClass'
  | 'issueMissedObject'
  | 'issueShouldBeVoid'
> {
  return {
    nextIssue: () => issues.jump(1),
    previousIssue: () => issues.jump(-1),
    newIssue: issues.begin,
    issueBoundary: () => void issues.addHere('boundary'),
    issueWrongClass: () => void issues.addHere('wrongClass'),
    issueMissedObject: () => void issues.addHere('missedObject'),
    issueShouldBeVoid: () => void issues.addHere('shouldBeVoid'),
  }
}

type PhotoVerb =
  'next' | 'previous' | 'nextToLabel' | 'validationFirst' | 'finishAndNext' | 'skipAndNext'

function photoVerbs({ record, steps }: EditorParts): VerbTable<PhotoVerb> {
  const preferences = usePreferences()
  return {
    next: () => steps.step(1),
    previous: () => steps.step(-1),
    nextToLabel: steps.stepToLabel,
    validationFirst: () => (preferences.isValidationFirst = !preferences.isValidationFirst),
    finishAndNext: () => void record.finishAndNext(),
    skipAndNext: () => (record.isSkipping.value = true),
  }
}
