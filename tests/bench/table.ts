// Measurements as a table for people: median, spread, target, ratio to the reference of the same run.

import { median } from './measurement.ts'
import type { Measurement } from './measurement.ts'

const HEAD = ['what', 'median', 'min - max', 'n', 'target', 'ratio', 'before']

export function formatTable(
  name: string,
  measurements: readonly Measurement[],
  previous: ReadonlyMap<string, number>,
): string {
  const rows = measurements.map((measurement) => row(measurement, measurements, previous))
  const lines = [[name, ...HEAD.slice(1)], ...rows]
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  return lines.map((line) => line.map((cell, i) => pad(cell, widths[i]!, i)).join('  ')).join('\n')
}

function row(
  measurement: Measurement,
  all: readonly Measurement[],
  previous: ReadonlyMap<string, number>,
): string[] {
  const { what, unit, values, target } = measurement
  const middle = median(values)
  const before = previous.get(what)
  return [
    what,
    `${number(middle)} ${unit}`,
    values.length > 1 ? `${number(Math.min(...values))} - ${number(Math.max(...values))}` : '',
    String(values.length),
    target === undefined ? '' : `${number(target)} ${middle <= target ? 'met' : 'MISSED'}`,
    ratio(measurement, all),
    before === undefined ? '' : number(before),
  ]
}

function ratio(measurement: Measurement, all: readonly Measurement[]): string {
  if (measurement.isReference === true) return 'is 1'
  const reference = all.find(
    ({ isReference, unit }) => isReference === true && unit === measurement.unit,
  )
  if (reference === undefined) return ''
  return number(median(measurement.values) / median(reference.values))
}

function number(value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return value.toFixed(0)
  return value.toPrecision(3)
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
