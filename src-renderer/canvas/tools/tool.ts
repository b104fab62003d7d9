// What every tool is: a small state machine fed with pointer positions in image pixels. A gesture begins,
// moves, and is committed or aborted; both ends have the same rank. Tools know no DOM and no Vue.

import { pixelUnder } from '../camera/pixel-under.ts'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { Region } from '../../../src-main/core/painting/flood-fill.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { PaintRule } from '../../../src-main/core/painting/paint.ts'
import type { Ring } from '../../../src-main/core/painting/polygon.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import type { PromptBox, PromptPoint } from '../../../src-main/core/segmenter/prompts.ts'
import type { Scribble } from '../../../src-main/core/vision/scribbles.ts'
import type { Superpixels } from '../../../src-main/core/vision/superpixel-cells.ts'
import type { GestureSource } from '../painting/label-session.ts'
import type { PhotoWork } from '../photo/photo-work.ts'
import type { PredictedLabels } from '../results/predicted-labels.ts'
import type { SmartPhoto } from '../smart/smart-photo.ts'

export const TOOL_IDS = [
  'brush',
  'eraser',
  'unlabel',
  'polygon',
  'lasso',
  'fill',
  'wand',
  'smart',
  'superpixel',
  'scissors',
  'watershed',
  'grabcut',
  'copy',
  'select',
  'pick',
] as const
export type ToolId = (typeof TOOL_IDS)[number]

/** Where the pointer is, in image pixels from the top left corner, and what is held with it. */
export interface ToolPointer extends Point {
  readonly shift: boolean
  readonly alt: boolean
  readonly ctrl: boolean
  /** 0..1, how hard a pen is pressed; 1 for everything that cannot tell. */
  readonly pressure: number
  /** How many image pixels a finger's width on the screen is, for "near the first vertex". */
  readonly reach: number
}

export interface ToolSettings {
  /** The value painted: 0..20 or 255. */
  readonly activeClass: number
  readonly brushRadius: number
  readonly eraserRadius: number
  readonly unlabelRadius: number
  readonly tip: 'round' | 'square'
  /** A pen's pressure makes the tip of brush and eraser smaller. */
  readonly isPressureSize: boolean
  /** Largest colour difference the wand takes, in CIELAB units. */
  readonly wandTolerance: number
  /** The wand takes joined pixels alone, not all of the photo. */
  readonly isWandContiguous: boolean
  /** 0 fine, 1 middle, 2 coarse superpixels. */
  readonly cellLevel: number
  /** Edges weaker than this, 0..255, do not hold the smart edge. */
  readonly edgeThreshold: number
  /** How far GrabCut may move an edge, in image pixels. */
  readonly bandPx: number
}

/** What a tool may do to the studio. */
export interface ToolHost {
  readonly labelMap: LabelMap
  settings(): ToolSettings
  /** Starts recording a gesture; its pixels are a person's work unless `source` says otherwise. */
  begin(source?: GestureSource): void
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
  /** The prediction that may be copied from; null while there is none, or it must not be seen. */
  prediction(): PredictedLabels | null
  /** The same, fetched if it is not there yet. */
  neededPrediction(): Promise<PredictedLabels | null>
  /** What is worked out from the photo's pixels; null until the photo is there. */
  photo(): Pick<PhotoWork, 'ask'> | null
  /** The model of smart click on this photo. */
  readonly smart: Pick<SmartPhoto, 'isReady' | 'isWithoutModel' | 'segment'>
  /** What of a proposal changes pixels that may be painted. */
  allowed(proposal: Proposal): Proposal
  /** Shows what would change, in place of the proposal before; `name` as for `commit`. */
  propose(name: string, proposal: Proposal): void
  isPending(): boolean
  /** True when the pending proposal changes the pixel under the point. */
  isProposed(at: Point): boolean
  /** Paints the pending proposal as one gesture; `isCareful` does not cut into labels. */
  accept(isCareful?: boolean): void
  drop(): void
  /** Hands over the answer of work elsewhere and shows the tool again; a failure is told to the person and to the tool. */
  waitFor<T>(work: Promise<T>, use: (answer: T) => void, failed?: () => void): void
  keepTolerance(tolerance: number): void
}

export type ToolPreview =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'scribbles'
      readonly scribbles: readonly Scribble[]
      /** What would be flooded, each apart from the others. */
      readonly boxes: readonly Rect[]
    }
  | { readonly kind: 'cells'; readonly cells: Superpixels; readonly hovered: number | null }
  | { readonly kind: 'region'; readonly region: Region; readonly isRejected: boolean }
  | {
      readonly kind: 'path'
      readonly points: readonly Point[]
      readonly isOpen: boolean
      /** Rings that are done, of the same outline. */
      readonly rings: readonly Ring[]
    }
  | {
      readonly kind: 'prompts'
      readonly points: readonly PromptPoint[]
      readonly box: PromptBox | null
      /** What a click would give. */
      readonly shade: Proposal | null
    }

export const NO_PREVIEW: ToolPreview = { kind: 'none' }

export type ToolKey = 'Enter' | 'Escape' | 'Backspace'
export type SecondButton = 'alt' | 'shift' | ToolId

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
  /** Tab and Shift+Tab: the next or the former of several results. True when there are some. */
  cycle?(by: 1 | -1): boolean
  /** What the tool has for a size was chosen anew: its cells, its threshold. The pointer may rest meanwhile. */
  resized?(): void
  /** What is drawn next is not joined to what was drawn before, though the gesture goes on. */
  lift?(): void
  /** The pointer has left the photo's stage. */
  leave?(): void
  /** The photo is read when the tool is taken in hand or the pointer comes, and not with the first press. */
  readonly looksAtPhoto?: true
  /** The right button presses too: as if this key were held, or another tool for one gesture. */
  readonly secondButton?: SecondButton
  /** Ends a stroke: what it has painted stays. */
  keep?(): void
  /** Ends whatever is under way without a trace. */
  cancel(): void
  preview(): ToolPreview
}

/** The parts that most tools leave alone. */
export function idleTool(): Pick<Tool, 'doublePress' | 'key' | 'preview'> {
  return { doublePress: () => undefined, key: () => false, preview: () => NO_PREVIEW }
}

/** Ends what is under way with the tool; what is painted already stays, as the next key is often quicker than the button. */
export function putDown(tool: Tool): void {
  tool.keep?.()
  tool.cancel()
}

/** The object or void class under a point; null over background, over unlabelled pixels and beside the image. */
export function classUnder(labelMap: LabelMap, at: Point): number | null {
  const pixel = pixelUnder(labelMap, at)
  const value = pixel === null ? 0 : labelMap.data[pixel.y * labelMap.width + pixel.x]!
  return value === 0 || value === UNLABELLED ? null : value
}
