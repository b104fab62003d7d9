// What lies over the labels for a moment, as pictures: cells, the selected region, a pending proposal. Each
// is painted again only when it, or the width of its lines, changes.

import { computed } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import type { Palette } from '../class-palettes.ts'
import type { Editor } from './editor.ts'
import {
  paintCellOverlay,
  paintCellsOverlay,
  paintPredictedOverlay,
  paintProposalOverlay,
  paintSelectionOverlay,
} from './overlay-painter.ts'
import type { PixelOverlay } from './overlay-painter.ts'
import type { ToolPreview } from './tools/tool.ts'

export interface OverlaySource {
  editor(): Editor
  preview(): ToolPreview
  /** Image pixels for a pixel of an overlay. */
  readonly pitch: Readonly<Ref<number>>
  readonly palette: Readonly<Ref<Palette>>
}

export function useStageOverlays({
  editor,
  preview,
  pitch,
  palette,
}: OverlaySource): ComputedRef<readonly PixelOverlay[]> {
  const cells = computed(() => {
    const shown = preview()
    return shown.kind === 'cells' ? shown.cells : null
  })
  const cellBorders = computed(() =>
    cells.value === null ? [] : [paintCellsOverlay(cells.value, pitch.value)],
  )
  return computed(() => {
    const { proposals, selection, session } = editor()
    const shown = [...cellBorders.value]
    const tool = preview()
    if (tool.kind === 'cells' && tool.hovered !== null)
      shown.push(paintCellOverlay(tool.cells, tool.hovered))
    if (tool.kind === 'region') shown.push(paintPredictedOverlay(tool, pitch.value, palette.value))
    if (selection.value !== null)
      shown.push(paintSelectionOverlay(selection.value, session.labelMap, pitch.value))
    if (proposals.pending.value !== null)
      shown.push(paintProposalOverlay(proposals.pending.value, pitch.value, palette.value))
    return shown
  })
}
