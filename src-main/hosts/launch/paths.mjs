// Where things are before anything is installed. Must run on Node 20 with nothing but Node.
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
/** Stamps and downloads; gone with node_modules, so never the truth about anything. */
export const cacheFolder = join(repository, 'node_modules/.cache/pss-studio')

/** The folder where this system keeps a person's application data. */
export function userDataFolder({ platform = process.platform, env = process.env } = {}) {
  if (platform === 'win32')
    return join(env.APPDATA ?? join(homedir(), 'AppData/Roaming'), 'PSS Studio')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/PSS Studio')
  return join(env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'pss-studio')
}
