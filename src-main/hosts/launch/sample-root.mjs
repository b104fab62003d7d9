// The sample root a person may paint in: a working copy in their data folder, never the shipped one.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { userDataFolder } from './paths.mjs'

/**
 * Copies `shipped` to `<dataFolder>/sample` if that is not there yet, all or nothing, and returns its path.
 * A copy that a person changed is left as it is; deleting the folder brings a fresh one.
 */
export function ensureSampleCopy(shipped, dataFolder = userDataFolder()) {
  const copy = join(dataFolder, 'sample')
  if (existsSync(copy)) return copy
  if (!existsSync(shipped))
    throw new Error(`the sample photos are missing: expected the folder ${shipped}`)
  const unfinished = join(dataFolder, `sample.unfinished-${process.pid}`)
  mkdirSync(dirname(unfinished), { recursive: true })
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(shipped, unfinished, { recursive: true })
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another studio may have made the copy meanwhile.
    if (!existsSync(copy)) throw error
  }
  return copy
}
