// Numbers and tables for people.

/** 0.5123 to "51.2"; "-" when there is none. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : (value * 100).toFixed(1)
}

/** Columns padded to their widest cell; the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columnCount = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columnCount }, (_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  )
  return rows.map((row) => row.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join('  ').trimEnd()).join('\n') // prettier-ignore
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
