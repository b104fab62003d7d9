// The Debian packages that the window tests need: a browser, a virtual display. Installed when missing and
// allowed; otherwise the error says which command a person must run.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NEEDED = [
  { package: 'chromium', program: 'chromium' },
  { package: 'xvfb', program: 'xvfb-run' },
  { package: 'xauth', program: 'xauth' },
]
/** Text must have a face, or every screenshot is boxes. */
const FONTS = {
  package: 'fonts-dejavu-core',
  file: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
}

/** Throws an Error that says what to do. Does nothing on Windows and macOS. */
export function ensureDebianPackages() {
  if (process.platform !== 'linux') return
  const missing = missingPackages()
  if (missing.length === 0) return
  const install = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`
  const prefix = privilege()
  if (prefix === null)
    throw new Error(
      `missing: ${missing.join(', ')}. Run once: sudo apt-get update && sudo ${install}`,
    )
  process.stderr.write(`installing Debian packages: ${missing.join(' ')}\n`)
  run([...prefix, 'apt-get', 'update', '--quiet'])
  run([...prefix, ...install.split(' '), '--quiet'])
  const still = missingPackages()
  if (still.length > 0) throw new Error(`still missing after apt-get: ${still.join(', ')}`)
}

function missingPackages() {
  const missing = NEEDED.filter(({ program }) => !isOnPath(program)).map((entry) => entry.package)
  return isThere(FONTS.file) ? missing : [...missing, FONTS.package]
}

function isOnPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => isThere(join(folder, program), constants.X_OK))
}

function isThere(path, mode = constants.R_OK) {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

/** How to become root without a question, or null. */
function privilege() {
  if (!isOnPath('apt-get')) return null
  if (process.getuid() === 0) return []
  const canSudo = isOnPath('sudo') && spawnSync('sudo', ['--non-interactive', 'true']).status === 0
  return canSudo ? ['sudo', '--non-interactive'] : null
}

function run([command, ...args]) {
  const result = spawnSync(command, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0)
    throw new Error(
      `\`${command} ${args.join(' ')}\` ended with ${result.status ?? result.error?.message}`,
    )
}
