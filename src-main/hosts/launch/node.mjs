// Finds the Node that runs the studio's TypeScript: the packaged Node 24 on Linux x64, else the caller's own.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cacheFolder, repository } from './paths.mjs'

const NEEDED_MAJOR = 24
const binFolder = join(repository, 'node_modules/.bin')

/** Path of a Node >= 24. Throws an Error that says what to install. Call after ensureModules. */
export function studioNode() {
  const packaged = join(repository, 'node_modules/node24/bin/node')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(packaged))
    return packaged
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath
  throw new Error(
    `this needs Node ${NEEDED_MAJOR} or newer, and this is ${process.version} on ${process.platform} ${process.arch}. ` +
      `Install Node ${NEEDED_MAJOR} from https://nodejs.org (only on Linux x64 does it come with the packages) and try again.`,
  )
}

/**
 * The environment in which `node`, and every tool's `#!/usr/bin/env node`, is the studio's Node, and which
 * keeps compiled modules between starts: that takes a third off the start of every command.
 */
export function studioEnvironment(env = process.env) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const path = env[key] ?? ''
  return {
    NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'),
    ...env,
    [key]: path.startsWith(binFolder + delimiter) ? path : binFolder + delimiter + path,
  }
}
