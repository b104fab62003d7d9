// Where thumbnails stand: fixed rows and columns, so that nothing is measured while scrolling.

export interface GridGeometry {
  readonly columns: number
  readonly rows: number
  /** Width of a tile after the spare pixels are shared out. */
  readonly tileWidthPx: number
  readonly rowHeightPx: number
}

export const GAP_PX = 8
export const CAPTION_PX = 24

export function gridGeometry(count: number, widthPx: number, wishedTilePx: number): GridGeometry {
  const columns = Math.max(1, Math.floor((widthPx + GAP_PX) / (wishedTilePx + GAP_PX)))
  const tileWidthPx = Math.max(1, Math.floor((widthPx - GAP_PX * (columns - 1)) / columns))
  return {
    columns,
    rows: Math.ceil(count / columns),
    tileWidthPx,
    rowHeightPx: Math.round(tileWidthPx * 0.75) + CAPTION_PX + GAP_PX,
  }
}

/** Rows above and below the view that are there already when it moves. */
const SPARE_ROWS = 1

/** How many rows exist at once: those that can be in view together, and the spare ones. */
export function rowsAtOnce({ rows, rowHeightPx }: GridGeometry, viewHeightPx: number): number {
  return Math.min(rows, Math.ceil(viewHeightPx / rowHeightPx) + 1 + 2 * SPARE_ROWS)
}

/**
 * `count` rows in one piece around the view's first, also at both ends of the list. As many always: row r is shown
 * in place r modulo `count`, and a row that leaves the view gives its elements to one that enters.
 */
export function rowsAround(firstInView: number, count: number, rows: number): number[] {
  const first = Math.max(0, Math.min(firstInView - SPARE_ROWS, rows - count))
  return Array.from({ length: Math.min(count, rows) }, (_, i) => first + i)
}

/** The index a key leads to, or null when the key does not move. */
export function moveInGrid(
  key: string,
  index: number,
  grid: { readonly count: number; readonly columns: number; readonly pageRows: number },
): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    PageUp: -grid.columns * grid.pageRows,
    PageDown: grid.columns * grid.pageRows,
    Home: -grid.count,
    End: grid.count,
  }
  const step = steps[key]
  if (step === undefined || grid.count === 0) return null
  return Math.max(0, Math.min(grid.count - 1, index + step))
}
