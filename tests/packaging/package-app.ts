// Packages the built studio as a folder, with the test runtime in place of the official Electron.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { electronProgram } from '../e2e/doors/electron-door.ts'

const repository = join(import.meta.dirname, '../..')
const bin = join(repository, 'node_modules/.bin')

export interface PackagedApp {
  readonly folder: string
  readonly program: string
  readonly resources: string
}

/** Throws with the tool's own words when packaging fails. */
export function packageApp(output: string): PackagedApp {
  const electronDist = dirname(electronProgram())
  run('electron-builder', [
    '--config',
    '.electron-builder.yml',
    '--linux',
    'dir',
    '--publish=never',
    `--config.electronDist=${electronDist}`,
    '--config.electronVersion=42.0.0',
    `--config.directories.output=${output}`,
  ])
  const folder = join(output, 'linux-unpacked')
  return { folder, program: join(folder, 'pss-studio'), resources: join(folder, 'resources') }
}

/** Paths inside the application's archive, each with a leading slash. */
export function archivedFiles({ resources }: PackagedApp): readonly string[] {
  return run('asar', ['list', join(resources, 'app.asar')])
    .trim()
    .split(/\r?\n/)
}

/** Lines such as "RunAsNode is Disabled". */
export function fuseStates({ program }: PackagedApp): string {
  return run('electron-fuses', ['read', '--app', program])
}

function run(tool: string, args: readonly string[]): string {
  const env = { ...process.env, FORCE_COLOR: '0' }
  const result = spawnSync(join(bin, tool), args, { cwd: repository, env, encoding: 'utf8' })
  if (result.status === 0) return result.stdout
  throw new Error(
    `${tool} ended with ${String(result.status)}:\n${result.stdout}\n${result.stderr}`,
  )
}
