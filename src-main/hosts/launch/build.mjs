// Builds out/ when a source changed since the last build. The fingerprint covers names, sizes and times.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { studioEnvironment, studioNode } from './node.mjs'
import { repository } from './paths.mjs'
import { say } from './say.mjs'

const SOURCES = ['src-main', 'src-renderer', 'electron.vite.config.ts', 'package-lock.json']
const stampFile = join(repository, 'out/.fingerprint')

/** Throws when the build fails; its output is on stderr. */
export function ensureBuild() {
  const before = fingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === before) return
  say('building ...')
  const tool = join(repository, 'node_modules/electron-vite/bin/electron-vite.js')
  const result = spawnSync(studioNode(), [tool, 'build', '--logLevel', 'warn'], {
    cwd: repository,
    env: studioEnvironment(),
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) throw new Error('the build failed; its messages are above.')
  writeFileSync(stampFile, before)
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) addTo(hash, source)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const state = statSync(join(repository, path))
  if (!state.isDirectory()) {
    hash.update(`${path}\n${state.size}\n${state.mtimeMs}\n`)
    return
  }
  for (const name of readdirSync(join(repository, path)).sort()) addTo(hash, `${path}/${name}`)
}
