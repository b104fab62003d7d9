// Opens the studio's window with an Electron runtime and waits for it to close.
import { repository } from './paths.mjs'
import { runChild } from './run-child.mjs'
import { say } from './say.mjs'

const START_MS = 20_000

/** Resolves when the window closed; `failedToStart` says why there never was one. */
export async function openWindow(electron, root) {
  const asRoot = process.getuid?.() === 0
  if (asRoot) say('running as root, so Chromium runs without its sandbox (--no-sandbox).')
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  const started = Date.now()
  const args = [...(asRoot ? ['--no-sandbox'] : []), repository, '--root', root]
  const ended = await runChild(electron, args, { env })
  const isEarly = Date.now() - started < START_MS
  if (isEarly && ended.signal !== null && !['SIGINT', 'SIGTERM', 'SIGHUP'].includes(ended.signal))
    return { ...ended, failedToStart: `ended by ${ended.signal}` }
  if (isEarly && ended.code !== null && ended.code !== 0 && ended.code < 128)
    return { ...ended, failedToStart: `exit code ${ended.code}, its message is above` }
  return ended
}
