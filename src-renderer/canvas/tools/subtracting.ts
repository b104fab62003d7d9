// Tools that Alt turns round, and the switch that does it without: window managers take Alt with a drag to move
// windows. The brush has an eraser beside it.

import { toggled } from '../../browse/filters.ts'
import type { EditorSettings } from '../editor-settings.ts'
import type { ToolId } from './tool.ts'

/** What becomes of a gesture: pixels become background; it shows what an object is not; predictions are rejected. */
type Subtraction = 'subtract' | 'exclude' | 'reject'

const SUBTRACTIONS: Readonly<Partial<Record<ToolId, Subtraction>>> = {
  polygon: 'subtract',
  lasso: 'subtract',
  fill: 'subtract',
  wand: 'subtract',
  superpixel: 'subtract',
  scissors: 'subtract',
  watershed: 'subtract',
  smart: 'exclude',
  copy: 'reject',
}
const ADDITIONS = { subtract: 'add', exclude: 'include', reject: 'copy' } as const

type Settings = Pick<EditorSettings, 'toolId' | 'subtracting'>

export function canSubtract(tool: ToolId): boolean {
  return SUBTRACTIONS[tool] !== undefined
}

/** Whether the tool in hand subtracts while Alt is not held, and adds while it is. */
export function isSubtracting({ toolId, subtracting }: Settings): boolean {
  return canSubtract(toolId) && subtracting.includes(toolId)
}

export function toggleSubtracting(settings: Settings): void {
  if (canSubtract(settings.toolId))
    settings.subtracting = toggled(settings.subtracting, settings.toolId)
}

/** Both ways of a tool as the locale knows them, the usual one first; null for a tool that has one way. */
export function waysOf(tool: ToolId) {
  const subtraction = SUBTRACTIONS[tool]
  return subtraction === undefined ? null : ([ADDITIONS[subtraction], subtraction] as const)
}
