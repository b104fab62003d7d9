// Finds the official Electron runtime, downloading it once if that is possible. Being offline costs under
// three seconds once a day and never a hang.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder, repository } from './paths.mjs'
import { studioNode } from './node.mjs'
import { say } from './say.mjs'

const PROBE_MS = 2_500
const DOWNLOAD_MS = 15 * 60_000
const REMEMBER_MS = 24 * 3_600_000
const BINARIES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const binary = BINARIES[process.platform] ?? 'electron'
const electronPackage = join(repository, 'node_modules/electron')
const memoFile = join(cacheFolder, 'electron-unreachable')

/** @returns {{ path: string } | { missing: string }} the executable, or why there is none. */
export function findElectron({ retry = false } = {}) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen) return existing(join(chosen, binary), `ELECTRON_OVERRIDE_DIST_PATH has no ${binary}`)
  if (isInstalled()) return { path: installedPath() }
  if (!retry && isRemembered())
    return {
      missing: 'its download failed within the last day (`npm start -- --window` tries again)',
    }
  if (!isCached() && !isReachable()) return forget('its download site cannot be reached')
  say(`downloading the Electron ${version()} runtime (once, about 120 MB) ...`)
  download()
  return isInstalled() ? { path: installedPath() } : forget('its download failed')
}

function existing(path, missing) {
  return existsSync(path) ? { path } : { missing }
}

function version() {
  return JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version
}

function installedPath() {
  return join(electronPackage, 'dist', binary)
}

/** The same test as Electron's own installer: a half-unpacked runtime does not count. */
function isInstalled() {
  const versionFile = join(electronPackage, 'dist/version')
  if (!existsSync(versionFile) || !existsSync(join(electronPackage, 'path.txt'))) return false
  return (
    readFileSync(versionFile, 'utf8').replace(/^v/, '').trim() === version() &&
    existsSync(installedPath())
  )
}

function isRemembered() {
  return existsSync(memoFile) && Date.now() - Number(readFileSync(memoFile, 'utf8')) < REMEMBER_MS
}

function forget(missing) {
  mkdirSync(cacheFolder, { recursive: true })
  writeFileSync(memoFile, String(Date.now()))
  return { missing }
}

function zipName() {
  return `electron-v${version()}-${process.platform}-${process.arch}.zip`
}

/** Electron's own download cache: <root>/<hash of the address>/<zip>. */
function isCached() {
  const { electron_config_cache, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const system = {
    darwin: join(homedir(), 'Library/Caches'),
    win32: LOCALAPPDATA ?? join(homedir(), 'AppData/Local'),
  }[process.platform]
  const folder =
    electron_config_cache ??
    join(system ?? (XDG_CACHE_HOME || join(homedir(), '.cache')), 'electron')
  if (!existsSync(folder)) return false
  return readdirSync(folder).some((entry) => existsSync(join(folder, entry, zipName())))
}

function isReachable() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env
  const site =
    ELECTRON_MIRROR ??
    npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/'
  const address = `${site}v${version()}/${zipName()}`
  // In a process of its own, so that a name server that never answers cannot hold the studio up.
  const program = `fetch(process.argv[1], { method: 'HEAD' }).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`
  const result = spawnSync(studioNode(), ['--eval', program, address], {
    env: downloadEnvironment(),
    stdio: 'ignore',
    timeout: PROBE_MS,
    killSignal: 'SIGKILL',
  })
  return result.status === 0
}

function download() {
  rmSync(memoFile, { force: true })
  spawnSync(studioNode(), [join(electronPackage, 'install.js')], {
    env: downloadEnvironment(),
    stdio: ['ignore', 2, 2],
    timeout: DOWNLOAD_MS,
  })
}

function downloadEnvironment() {
  return { ...process.env, NODE_USE_ENV_PROXY: '1', ELECTRON_GET_USE_PROXY: '1' }
}
