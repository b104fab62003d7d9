// Everything the editor can do by name and key, in one list: shortcuts, key sheet and buttons read it.
// Keys are physical codes, so that they stay in place on every keyboard layout.

import { REGION_OPERATIONS } from '../../src-main/core/morphology/region-operations.ts'
import type { RegionOperation } from '../../src-main/core/morphology/region-operations.ts'
import { classKey } from '../classes/class-display.ts'
import type { RecordAction } from '../canvas/record/label-record.ts'
import type { ToolId } from '../canvas/tools/tool.ts'

export type EditorCommand =
  | { readonly kind: 'tool'; readonly tool: ToolId }
  | { readonly kind: 'class'; readonly value: number }
  | { readonly kind: 'region'; readonly operation: RegionOperation }
  | { readonly kind: 'record'; readonly action: RecordAction }
  | { readonly kind: EditorVerb }

export type EditorVerb =
  | 'undo'
  | 'redo'
  | 'save'
  | 'next'
  | 'previous'
  | 'nextToLabel'
  | 'validationFirst'
  | 'finishAndNext'
  | 'skipAndNext'
  | 'nextIssue'
  | 'previousIssue'
  | 'newIssue'
  | 'issueBoundary'
  | 'issueWrongClass'
  | 'issueMissedObject'
  | 'issueShouldBeVoid'
  | 'smaller'
  | 'larger'
  | 'screenSize'
  | 'swapClass'
  | 'swapBackground'
  | 'moreOpaque'
  | 'lessOpaque'
  | 'actualSize'
  | 'fit'
  | 'zoomIn'
  | 'zoomOut'
  | 'paintMode'
  | 'subtract'
  | 'keyPointer'
  | 'keyPointerButton'
  | 'squareTip'
  | 'contiguous'
  | 'pressure'
  | 'regions'
  | 'selectionToVoid'
  | 'carryRegion'
  | 'importLabels'
  | 'exportLabels'
  | 'copyPhoto'
  | 'restIsBackground'
  | 'prediction'
  | 'entropy'
  | 'difference'
  | 'chooseClass'
  | 'hideClass'
  | 'lockClass'
  | 'soloClass'
  | 'labelStyle'
  | 'peek'
  | 'palette'
  | 'patterns'
  | 'zoomToRegion'
  | 'navigator'
  | 'crosshair'
  | 'keepZoom'
  | 'commands'
  | 'keys'

export interface EditorAction {
  readonly command: EditorCommand
  /** As long as nobody chose others: tinykeys notation; the first one is shown. */
  readonly keys: readonly string[]
  /** Locale key; of a class the one of its name. */
  readonly label: string
  readonly section: Section
}

export const SECTIONS = ['tools', 'classes', 'edit', 'regions', 'view', 'photos'] as const
type Section = (typeof SECTIONS)[number]

function verb(kind: EditorVerb, section: Section, keys: readonly string[]): EditorAction {
  return { command: { kind }, section, keys, label: `shortcuts.${kind}` }
}

function tool(id: ToolId, letter: string): EditorAction {
  return {
    command: { kind: 'tool', tool: id },
    section: 'tools',
    keys: [`Key${letter}`],
    label: `shortcuts.tools.${id}`,
  }
}

export const EDITOR_ACTIONS: readonly EditorAction[] = [
  tool('brush', 'B'),
  tool('eraser', 'E'),
  { ...tool('unlabel', 'E'), keys: ['Shift+KeyE'] },
  tool('polygon', 'P'),
  tool('lasso', 'L'),
  tool('fill', 'F'),
  tool('wand', 'W'),
  tool('smart', 'A'),
  tool('superpixel', 'S'),
  tool('scissors', 'K'),
  tool('watershed', 'H'),
  tool('grabcut', 'G'),
  tool('copy', 'C'),
  tool('select', 'V'),
  tool('pick', 'I'),
  verb('smaller', 'tools', ['BracketLeft', 'Shift+BracketLeft']),
  verb('larger', 'tools', ['BracketRight', 'Shift+BracketRight']),
  verb('screenSize', 'tools', ['Shift+KeyS']),
  verb('paintMode', 'tools', ['KeyU']),
  verb('subtract', 'tools', ['KeyY']),
  verb('squareTip', 'tools', []),
  verb('pressure', 'tools', []),
  verb('keyPointer', 'tools', ['Comma']),
  verb('keyPointerButton', 'tools', ['Shift+Comma']),
  verb('contiguous', 'tools', []),
  verb('swapClass', 'classes', ['KeyQ']),
  verb('swapBackground', 'classes', ['KeyX']),
  verb('chooseClass', 'classes', ['Slash']),
  verb('hideClass', 'classes', ['Alt+KeyH']),
  verb('lockClass', 'classes', ['Alt+KeyL']),
  verb('soloClass', 'classes', ['Alt+KeyS']),
  verb('commands', 'edit', ['$mod+KeyK']),
  verb('keys', 'edit', ['Shift+Slash']),
  verb('undo', 'edit', ['$mod+KeyZ']),
  verb('redo', 'edit', ['$mod+Shift+KeyZ', '$mod+KeyY']),
  verb('copyPhoto', 'edit', ['$mod+Shift+KeyC']),
  verb('restIsBackground', 'edit', ['Shift+KeyB', 'Alt+KeyB']),
  verb('save', 'edit', ['$mod+KeyS']),
  verb('regions', 'regions', ['KeyR']),
  ...REGION_OPERATIONS.map(regionAction),
  verb('selectionToVoid', 'regions', ['Alt+KeyV']),
  verb('carryRegion', 'regions', ['Alt+KeyC']),
  verb('moreOpaque', 'view', ['Shift+KeyO']),
  verb('lessOpaque', 'view', ['KeyO']),
  verb('labelStyle', 'view', ['KeyM']),
  verb('peek', 'view', ['KeyT']),
  verb('prediction', 'view', ['KeyD', 'Alt+KeyD']),
  verb('entropy', 'view', ['KeyN', 'Alt+KeyN']),
  verb('difference', 'view', ['Shift+KeyD']),
  verb('palette', 'view', ['Shift+KeyM']),
  verb('patterns', 'view', ['Alt+KeyM']),
  verb('zoomToRegion', 'view', ['Period']),
  verb('navigator', 'view', ['Shift+KeyN']),
  verb('crosshair', 'view', ['Shift+KeyX']),
  verb('keepZoom', 'view', ['Alt+KeyZ']),
  verb('actualSize', 'view', ['KeyZ']),
  verb('fit', 'view', ['Shift+KeyZ']),
  verb('zoomIn', 'view', ['Equal', 'Shift+Equal', 'NumpadAdd']),
  verb('zoomOut', 'view', ['Minus', 'NumpadSubtract']),
  verb('next', 'photos', ['ArrowRight', 'PageDown']),
  verb('previous', 'photos', ['ArrowLeft', 'PageUp']),
  verb('nextToLabel', 'photos', ['Shift+ArrowRight', 'Shift+PageDown']),
  verb('validationFirst', 'photos', []),
  verb('finishAndNext', 'photos', ['$mod+Enter']),
  verb('skipAndNext', 'photos', ['$mod+Shift+Enter']),
  ...(['review', 'reopen', 'freeze', 'unfreeze'] as const).map(recordAction),
  verb('importLabels', 'photos', []),
  verb('exportLabels', 'photos', []),
  verb('nextIssue', 'photos', ['KeyJ']),
  verb('previousIssue', 'photos', ['Shift+KeyJ']),
  verb('newIssue', 'photos', ['Shift+KeyI']),
  verb('issueBoundary', 'photos', ['Alt+Digit1']),
  verb('issueWrongClass', 'photos', ['Alt+Digit2']),
  verb('issueMissedObject', 'photos', ['Alt+Digit3']),
  verb('issueShouldBeVoid', 'photos', ['Alt+Digit4']),
  ...classActions(),
]

function regionAction(operation: RegionOperation): EditorAction {
  return {
    command: { kind: 'region', operation },
    section: 'regions',
    keys: [],
    label: `editor.regions.operations.${operation}`,
  }
}

function recordAction(action: RecordAction): EditorAction {
  return {
    command: { kind: 'record', action },
    section: 'photos',
    keys: [],
    label: `labelActions.${action}`,
  }
}

/** 1..9, 0 = classes 1..10; with Shift 11..20; the key left of 1 = background, with Shift void. */
function classActions(): EditorAction[] {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
  const objects = [1, 2].flatMap((row) =>
    digits.map((digit, at) => {
      const value = at + 1 + (row - 1) * 10
      const prefix = row === 1 ? '' : 'Shift+'
      return classAction(value, `${prefix}Digit${digit}`)
    }),
  )
  return [...objects, classAction(0, 'Backquote'), classAction(255, 'Shift+Backquote')]
}

function classAction(value: number, key: string): EditorAction {
  return {
    command: { kind: 'class', value },
    section: 'classes',
    keys: [key],
    label: classKey(value),
  }
}

/** The name by which keymaps know an action: a verb, `tool.brush`, `class.15`, `region.grow`. */
export function actionId({ command }: EditorAction): string {
  switch (command.kind) {
    case 'tool':
      return `tool.${command.tool}`
    case 'class':
      return `class.${command.value}`
    case 'region':
      return `region.${command.operation}`
    case 'record':
      return `record.${command.action}`
    default:
      return command.kind
  }
}
