// What lies over the labels for a moment, as pictures: cells, the selected region, what a click would give, a pending
// proposal. Of each as much is painted as is in sight, and again only when it, that or the width of its lines changes.

import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { maskOfRegion } from '../../../src-main/core/geometry/pixel-mask.ts'
import { isSameRect } from '../../../src-main/core/geometry/rect.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import type { Palette } from '../../classes/class-palettes.ts'
import type { Editor } from '../editor.ts'
import {
  overlayPart,
  paintCellOverlay,
  paintCellsOverlay,
  paintPredictedOverlay,
  paintProposalOverlay,
  paintSelectionOverlay,
} from './overlay-painter.ts'
import type { PixelOverlay } from './overlay-painter.ts'
import type { ToolPreview } from '../tools/tool.ts'

export interface OverlaySource {
  editor(): Editor
  preview(): ToolPreview
  /** Image pixels for a pixel of an overlay. */
  readonly pitch: Readonly<Ref<number>>
  /** What of the image is in sight, in its pixels. */
  readonly visible: Readonly<Ref<Rect>>
  readonly palette: Readonly<Ref<Palette>>
  /** Another number when the pictures were lost (restored-canvases.ts). */
  readonly restored: Readonly<Ref<number>>
}

export function useStageOverlays({
  editor,
  preview,
  pitch,
  visible,
  palette,
  restored,
}: OverlaySource): ComputedRef<readonly PixelOverlay[]> {
  const picture = (paint: () => PixelOverlay[]): ComputedRef<PixelOverlay[]> =>
    computed(() => (restored.value >= 0 ? paint() : []))
  const cells = computed(() => {
    const shown = preview()
    return shown.kind === 'cells' ? shown.cells : null
  })
  const part = computed<Rect>((before) => {
    const next = overlayPart(visible.value, pitch.value)
    return before !== undefined && isSameRect(before, next) ? before : next
  })
  const cellBorders = picture(() =>
    cells.value === null ? [] : [paintCellsOverlay(cells.value, part.value, pitch.value)],
  )
  const region = computed(() => {
    const { selection, session } = editor()
    if (selection.value === null) return []
    return [maskOfRegion(selection.value, 0, session.labelMap)]
  })
  const shown = computed(() => ({ part: part.value, pitch: pitch.value }))
  const selected = picture(() =>
    region.value.map((mask) => paintSelectionOverlay(mask, shown.value)),
  )
  const shade = computed(() => {
    const shown = preview()
    return shown.kind === 'prompts' ? shown.shade : null
  })
  const proposals = picture(() =>
    [shade.value, editor().proposals.pending.value].flatMap((proposal) =>
      proposal === null ? [] : [paintProposalOverlay(proposal, shown.value, palette.value)],
    ),
  )
  return computed(() => {
    const tool = preview()
    const isHovered = tool.kind === 'cells' && tool.hovered !== null
    const cell = isHovered ? [paintCellOverlay(tool.cells, tool.hovered)] : []
    const isPredicted = tool.kind === 'region'
    const predicted = isPredicted ? [paintPredictedOverlay(tool, shown.value, palette.value)] : []
    return [...cellBorders.value, ...cell, ...predicted, ...selected.value, ...proposals.value]
  })
}
