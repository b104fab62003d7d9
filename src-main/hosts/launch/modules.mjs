// Brings node_modules in line with the lock file. Runs on Node 20 with nothing installed; costs one stat
// and one small read when all is well.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, repository } from './paths.mjs'
import { say } from './say.mjs'

const lockFile = join(repository, 'package-lock.json')
const installedFile = join(repository, 'node_modules/.package-lock.json')
const stampFile = join(cacheFolder, 'modules.json')

/** Throws an Error that says what to do when the packages cannot be installed. */
export function ensureModules() {
  const stamp = stampOf(lockFile)
  if (readStamp() === stamp) return
  if (!isInstalledAsLocked()) install()
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(stampFile, stamp)
}

function stampOf(file) {
  const { size, mtimeMs } = statSync(file)
  return JSON.stringify({ size, mtimeMs })
}

function readStamp() {
  return existsSync(installedFile) && existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null
}

/** True when every package of the lock file is installed in its version; optional ones may be absent. */
function isInstalledAsLocked() {
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  const present = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true
    const found = present[folder]
    return found === undefined ? entry.optional === true : found.version === entry.version
  })
}

function install() {
  say('installing the packages of the lock file (once, a minute or two) ...')
  // The Node that runs npm, not one from node_modules/.bin: `npm ci` deletes that folder first.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  const args = ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error']
  const useNpmOfCaller = npm !== undefined && /npm-cli\.c?js$/.test(npm) && existsSync(npm)
  const result = useNpmOfCaller
    ? spawnSync(node ?? 'node', [npm, ...args], options())
    : spawnSync('npm', args, { ...options(), shell: process.platform === 'win32' })
  if (result.status === 0) return
  throw new Error(
    `\`npm ci\` failed (${result.error?.message ?? `exit code ${result.status}`}). ` +
      'It needs the npm registry; check the network or `npm config get registry` and try again.',
  )
}

function options() {
  return { cwd: repository, stdio: ['ignore', 2, 2] }
}
