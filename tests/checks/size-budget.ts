// Keeps files readable and folders small: fails with what to do instead. Raising a number here is a reviewed
// line, not an accident.
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

const repository = join(import.meta.dirname, '../..')

/** Lines a file may have, by extension. */
const FILE_LIMITS: Readonly<Record<string, number>> = {
  '.ts': 300,
  '.mts': 300,
  '.mjs': 300,
  '.cjs': 300,
  '.vue': 400,
  '.css': 400,
}

/** Lines of all sources below a folder. */
const FOLDER_BUDGETS: Readonly<Record<string, number>> = {
  'src-main/core': 10_900,
  'src-main/engine': 10_000,
  'src-main/contract': 1_600,
  'src-main/services': 9_350,
  'src-main/adapters': 12_850,
  'src-main/hosts': 5_650,
  'src-renderer': 30_300,
  tests: 43_750,
}

interface SourceFile {
  readonly path: string
  readonly lines: number
}

const problems = [...Object.keys(FOLDER_BUDGETS)].flatMap(checkFolder)
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length > 0 ? 1 : 0

function checkFolder(folder: string): string[] {
  const files = sourcesBelow(join(repository, folder))
  const total = files.reduce((sum, file) => sum + file.lines, 0)
  const budget = FOLDER_BUDGETS[folder] ?? 0
  process.stdout.write(
    `${folder.padEnd(20)} ${String(total).padStart(6)} of ${String(budget)} lines\n`,
  )
  const problems = files.flatMap(checkFile)
  if (total <= budget) return problems
  const excess = `size: ${folder} has ${String(total)} lines, its budget is ${String(budget)}. `
  const advice =
    'First look for code that repeats or that nobody needs; if the growth is worth it, raise the number in tests/checks/size-budget.ts and say why in the commit.'
  return [...problems, excess + advice]
}

function checkFile(file: SourceFile): string[] {
  const limit = FILE_LIMITS[extname(file.path)] ?? 0
  if (file.lines <= limit) return []
  return [
    `size: ${relative(repository, file.path)} has ${String(file.lines)} lines, a file may have ${String(limit)}. ` +
      'It has more than one purpose: name the second one and give it a file of its own.',
  ]
}

function sourcesBelow(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) in FILE_LIMITS)
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|golden)[\\/]/.test(path))
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
}
