// `npm start`: sets up what is missing, builds, and opens the studio in a window, or in the browser where
// there is no window to be had. Must run on Node 20 with nothing installed.
import { join, resolve } from 'node:path'
import { ensureBuild } from './build.mjs'
import { findElectron } from './electron-runtime.mjs'
import { ensureModules } from './modules.mjs'
import { parseArgs } from 'node:util'
import { repository } from './paths.mjs'
import { ensureSampleCopy } from './sample-root.mjs'
import { endLike } from './run-child.mjs'
import { giveUp, say } from './say.mjs'
import { serveToBrowser } from './start-browser.mjs'
import { openWindow } from './start-window.mjs'

const USAGE = `npm start [-- options]
  --root DIR   open this PSS root (default: a working copy of the sample photos)
  --browser    serve to the browser even where a window could be opened
  --port N     the port of the browser's address (default 8377)
  --window     try again to download the desktop runtime`

await main(readOptions())

async function main(options) {
  try {
    ensureModules()
    ensureBuild()
    const root = options.root ? resolve(process.env.INIT_CWD ?? '.', options.root) : sampleCopy()
    endLike(await open(root, options))
  } catch (error) {
    giveUp(error.message)
  }
}

function readOptions() {
  const options = {
    root: { type: 'string' },
    browser: { type: 'boolean' },
    port: { type: 'string' },
    window: { type: 'boolean' },
    help: { type: 'boolean' },
  }
  try {
    const { values } = parseArgs({ options })
    if (values.help) {
      process.stdout.write(`${USAGE}\n`)
      process.exit(0)
    }
    return values
  } catch (error) {
    return giveUp(`${error.message}\n${USAGE}`, 2)
  }
}

function sampleCopy() {
  return ensureSampleCopy(join(repository, 'resources/sample'))
}

async function open(root, options) {
  const fallBack = (why) => {
    say(`${why}; serving the same studio to your browser instead.`)
    return serveToBrowser(root, options.port)
  }
  if (options.browser) return serveToBrowser(root, options.port)
  if (!hasDisplay()) return fallBack('there is no display')
  const electron = findElectron({ retry: options.window === true })
  if (electron.missing)
    return fallBack(`the desktop runtime (Electron) is not here: ${electron.missing}`)
  const ended = await openWindow(electron.path, root)
  if (ended.failedToStart)
    return fallBack(`the desktop runtime (Electron) could not start here: ${ended.failedToStart}`)
  return ended
}

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
