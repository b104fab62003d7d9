// npm run bench [-- names]: measures how fast the studio is and prints a table. It never fails because of
// a time: it fails when something cannot be measured.
// Flags: --list

import { argv, stderr, stdout } from 'node:process'

import { coldStart } from './cold-start.ts'
import { editorTools } from './editor-tools.ts'
import { editorWindow } from './editor-window.ts'
import { engine } from './engine/engine.ts'
import { grid10k } from './grid-10k.ts'
import { gridMemory } from './grid-memory.ts'
import { input } from './input.ts'
import { journal } from './journal.ts'
import { kmeans } from './kmeans.ts'
import { maskSave } from './mask-save.ts'
import { smartClick } from './smart-click.ts'
import type { Bench } from './measurement.ts'
import { recordRun } from './history.ts'
import { formatTable } from './table.ts'

const BENCHES: readonly Bench[] = [
  maskSave,
  journal,
  editorTools,
  editorWindow,
  coldStart,
  grid10k,
  gridMemory,
  engine,
  input,
  kmeans,
  smartClick,
]

process.exitCode = await main(argv.slice(2))

async function main(names: readonly string[]): Promise<number> {
  if (names.includes('--list') || names.includes('--help')) return list(0)
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name))
  if (unknown.length > 0) {
    stderr.write(`there is no bench ${unknown.join(', ')}; there are:\n`)
    return list(2)
  }
  const chosen = BENCHES.filter(({ name, isLong }) =>
    names.length === 0 ? isLong !== true : names.includes(name),
  )
  let broken = 0
  for (const bench of chosen) broken += (await runOne(bench)) ? 0 : 1
  return broken > 0 ? 1 : 0
}

async function runOne(bench: Bench): Promise<boolean> {
  stderr.write(`${bench.name}: ${bench.summary}\n`)
  try {
    const measurements = await bench.run((line) => void stderr.write(`  ${line}\n`))
    const { previous, machine } = recordRun(bench.name, measurements)
    stdout.write(`\n${formatTable(bench.name, measurements, previous)}\n${machine}\n\n`)
    return true
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    stderr.write(`${bench.name}: broken: ${text}\n`)
    return false
  }
}

function list(code: number): number {
  for (const { name, summary } of BENCHES) stdout.write(`${name.padEnd(12)} ${summary}\n`)
  return code
}
