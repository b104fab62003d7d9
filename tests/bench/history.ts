// Keeps the runs of a bench beside the modules, so that the next run can be compared with the last.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { median } from './measurement.ts'
import type { Measurement } from './measurement.ts'

/** Scratch files and results; gone with node_modules. */
export const benchFolder = join(import.meta.dirname, '../../node_modules/.cache/bench')

const KEPT_RUNS = 50

const runSchema = z.object({
  at: z.string(),
  machine: z.string(),
  measurements: z.array(
    z.object({ what: z.string(), unit: z.string(), values: z.array(z.number()) }),
  ),
})
const historySchema = z.array(runSchema)

export interface Recorded {
  /** Medians of the run before, by `what`. */
  readonly previous: ReadonlyMap<string, number>
  readonly machine: string
}

export function recordRun(bench: string, measurements: readonly Measurement[]): Recorded {
  const file = join(benchFolder, `${bench}.json`)
  const history = readHistory(file)
  const last = history.at(-1)?.measurements ?? []
  const machine = describeMachine()
  const plain = measurements.map(({ what, unit, values }) => ({ what, unit, values }))
  const runs = [...history, { at: new Date().toISOString(), machine, measurements: plain }]
  mkdirSync(benchFolder, { recursive: true })
  writeFileSync(`${file}.tmp`, JSON.stringify(runs.slice(-KEPT_RUNS), null, 1))
  renameSync(`${file}.tmp`, file)
  return { previous: new Map(last.map(({ what, values }) => [what, median(values)])), machine }
}

/** A history that cannot be read is started afresh: it is only there to compare with. */
function readHistory(file: string): z.infer<typeof historySchema> {
  try {
    return historySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const load = loadavg().map((value) => value.toFixed(1))
  return `${availableParallelism()} x ${model}, Node ${process.version}, load ${load.join(' ')}`
}
