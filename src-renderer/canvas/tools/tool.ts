// What every tool is: a small state machine fed with pointer positions in image pixels. A gesture begins,
// moves, and is committed or aborted; both ends have the same rank. Tools know no DOM and no Vue.

import type { Point } from '../../../src-main/core/brush.ts'
import type { Region } from '../../../src-main/core/flood-fill.ts'
import type { LabelMap } from '../../../src-main/core/label-map.ts'
import type { PaintRule } from '../../../src-main/core/paint.ts'
import type { Rect } from '../../../src-main/core/rect.ts'

export const TOOL_IDS = ['brush', 'eraser', 'polygon', 'lasso', 'fill', 'select', 'pick'] as const
export type ToolId = (typeof TOOL_IDS)[number]

/** Where the pointer is, in image pixels from the top left corner, and what is held with it. */
export interface ToolPointer extends Point {
  readonly shift: boolean
  readonly alt: boolean
  readonly ctrl: boolean
  /** How many image pixels a finger's width on the screen is, for "near the first vertex". */
  readonly reach: number
}

export interface ToolSettings {
  /** The value painted: 0..20 or 255. */
  readonly activeClass: number
  readonly brushRadius: number
  readonly eraserRadius: number
  readonly tip: 'round' | 'square'
}

/** What a tool may do to the studio. */
export interface ToolHost {
  readonly labelMap: LabelMap
  settings(): ToolSettings
  /** Starts recording a gesture. */
  begin(): void
  /** The rule to paint `value` by, with locks applied; `isCareful` never cuts into labelled pixels. */
  rule(value: number, isCareful: boolean): PaintRule
  /** Pixels changed: show them. */
  painted(rect: Rect): void
  /** Ends the gesture as one undo step; `name` is a key of `steps` in the locale. */
  commit(name: string): void
  /** Ends the gesture as if it had never begun. */
  abort(): void
  /** Makes the value under the cursor the active class. */
  pick(value: number): void
  /** The region that region operations work on; null for all of the active class. */
  select(region: Region | null): void
  selection(): Region | null
}

export type ToolPreview =
  | { readonly kind: 'none' }
  | { readonly kind: 'path'; readonly points: readonly Point[]; readonly isOpen: boolean }

export const NO_PREVIEW: ToolPreview = { kind: 'none' }

export type ToolKey = 'Enter' | 'Escape' | 'Backspace'

export interface Tool {
  readonly id: ToolId
  /** The active path, such as "brush.idle": a test and a reader can see where the machine stands. */
  state(): string
  press(pointer: ToolPointer): void
  /** All positions since the last call, oldest first. */
  move(pointers: readonly ToolPointer[]): void
  release(pointer: ToolPointer): void
  doublePress(pointer: ToolPointer): void
  /** True when the tool used the key. */
  key(key: ToolKey): boolean
  /** Ends whatever is under way without a trace. */
  cancel(): void
  preview(): ToolPreview
}

/** The parts that most tools leave alone. */
export function idleTool(): Pick<Tool, 'doublePress' | 'key' | 'preview'> {
  return { doublePress: () => undefined, key: () => false, preview: () => NO_PREVIEW }
}
