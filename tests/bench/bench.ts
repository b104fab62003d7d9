// npm run bench -- names: measures how fast the studio is and prints a table; without a name it lists what there is to
// measure and how long that takes. It never fails because of a time: it fails when something cannot be measured.

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
import { labelFormats } from './label-formats.ts'
import { maskSave } from './mask-save.ts'
import { smartClick } from './smart-click.ts'
import { thumbnails } from './thumbnails.ts'
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
  thumbnails,
  engine,
  input,
  kmeans,
  labelFormats,
  smartClick,
]

/** Names of several benches together. */
const SETS: Readonly<Record<string, (bench: Bench) => boolean>> = {
  short: ({ minutes }) => minutes < 5,
  all: () => true,
}

process.exitCode = await main(argv.slice(2))

async function main(names: readonly string[]): Promise<number> {
  if (names.length === 0) return list(0)
  const unknown = names.filter((name) => BENCHES.every((bench) => !isMeantBy(name, bench)))
  if (unknown.length > 0) {
    stderr.write(`there is no bench ${unknown.join(', ')}; there are:\n`)
    return list(2)
  }
  const chosen = BENCHES.filter((bench) => names.some((name) => isMeantBy(name, bench)))
  let broken = 0
  for (const bench of chosen) broken += (await runOne(bench)) ? 0 : 1
  return broken > 0 ? 1 : 0
}

function isMeantBy(name: string, bench: Bench): boolean {
  return name === bench.name || SETS[name]?.(bench) === true
}

async function runOne(bench: Bench): Promise<boolean> {
  stderr.write(`${bench.name}: ${bench.summary}\n`)
  const start = performance.now()
  try {
    const measurements = await bench.run((line) => void stderr.write(`  ${line}\n`))
    const { previous, machine } = recordRun(bench.name, measurements)
    stdout.write(`\n${formatTable(bench.name, measurements, previous)}\n${machine}\n`)
    stdout.write(`took ${((performance.now() - start) / 60_000).toFixed(1)} minutes\n\n`)
    return true
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    stderr.write(`${bench.name}: broken: ${text}\n`)
    return false
  }
}

function list(code: number): number {
  for (const { name, summary, minutes } of BENCHES) {
    const time = minutes < 1 ? 'less than 1' : String(minutes)
    stdout.write(`${name.padEnd(13)} ${time.padStart(11)} min  ${summary}\n`)
  }
  const total = (set: string): string => {
    const chosen = BENCHES.filter((bench) => isMeantBy(set, bench))
    return String(Math.ceil(chosen.reduce((sum, { minutes }) => sum + minutes, 0)))
  }
  stdout.write(
    '\nnpm run bench -- NAME ...    one or more of these\n' +
      `npm run bench -- short       all that take less than 5 minutes, ${total('short')} together\n` +
      `npm run bench -- all         all of them, ${total('all')} minutes\n` +
      '\nPSS_CHROMIUM_SWITCHES="..."  starts Chromium with these as well: by which driver it draws on a GPU, say\n',
  )
  return code
}
