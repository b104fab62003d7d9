// Serves the studio to the browser: starts `pss serve`, shows its address and opens it where there is a screen.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { studioEnvironment, studioNode } from './node.mjs'
import { repository } from './paths.mjs'
import { runChild } from './run-child.mjs'

/** Resolves when the server ended. */
export function serveToBrowser(root, port) {
  const cli = join(repository, 'src-main/hosts/cli/main.ts')
  const args = ['serve', '--root', root, ...(port === undefined ? [] : ['--port', port])]
  return runChild(studioNode(), [cli, ...args], {
    env: studioEnvironment(),
    stdio: ['inherit', 'pipe', 'inherit'],
    onSpawn: (child) => watchForAddress(child.stdout),
  })
}

function watchForAddress(stream) {
  let seen = ''
  let isOpened = false
  stream.setEncoding('utf8')
  stream.on('data', (text) => {
    process.stdout.write(text)
    if (isOpened) return
    seen += text
    const address = /https?:\/\/\S+(?=\s)/.exec(seen)?.[0]
    if (address === undefined) return
    isOpened = true
    openBrowser(address)
  })
}

function openBrowser(address) {
  const [command, args] = opener(address)
  if (command === undefined) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  // No browser to be found is no fault: the address stands in the terminal.
  child.once('error', () => {})
  child.unref()
}

function opener(address) {
  if (process.platform === 'darwin') return ['open', [address]]
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]]
  const hasScreen = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  return hasScreen ? ['xdg-open', [address]] : []
}
