// What lies over the labels for a moment, as pictures: cells, the selected region, a pending proposal. Each
// is painted again only when it, or the width of its lines, changes.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { Editor } from './editor.ts'
import {
  paintCellOverlay,
  paintCellsOverlay,
  paintProposalOverlay,
  paintSelectionOverlay,
} from './overlay-painter.ts'
import type { PixelOverlay } from './overlay-painter.ts'
import type { ToolPreview } from './tools/tool.ts'

/** `lineWidth` is in image pixels. */
export function useStageOverlays(
  editor: () => Editor,
  preview: () => ToolPreview,
  lineWidth: () => number,
): ComputedRef<readonly PixelOverlay[]> {
  const cells = computed(() => {
    const shown = preview()
    return shown.kind === 'cells' ? shown.cells : null
  })
  const cellBorders = computed(() =>
    cells.value === null ? [] : [paintCellsOverlay(cells.value, lineWidth())],
  )
  return computed(() => {
    const { proposals, selection, session } = editor()
    const shown = [...cellBorders.value]
    const tool = preview()
    if (tool.kind === 'cells' && tool.hovered !== null)
      shown.push(paintCellOverlay(tool.cells, tool.hovered))
    if (selection.value !== null)
      shown.push(paintSelectionOverlay(selection.value, session.labelMap, lineWidth()))
    if (proposals.pending.value !== null)
      shown.push(paintProposalOverlay(proposals.pending.value, lineWidth()))
    return shown
  })
}
