// One studio writes to a root at a time: a lock file with process id and a heartbeat. A studio that
// died leaves a lock that the next one takes over; one that only stood still, as in sleep, writes no more then.

import { randomUUID } from 'node:crypto'
import { readFile, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { STUDIO_FOLDER } from './artifact-store.ts'
import type { WritableFileSystem } from './file-system.ts'
import { errorCode, isMissing } from './io-error.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import type { WriteAccess } from './write-access.ts'

/** Refuses for good what is written when another studio has taken the lock over. */
export interface StudioLock extends WriteAccess {
  release(): Promise<void>
}

export type LockResult =
  | { readonly isHeld: true; readonly lock: StudioLock }
  | { readonly isHeld: false; readonly reason: Said }

interface Owner {
  readonly token: string
  readonly pid: number
  readonly host: string
}

const HEARTBEAT_MS = 5_000
/** Six missed heartbeats: the owner is dead or its computer sleeps. */
const STALE_MS = 30_000
/** Before others may take the lock, so that no write is under way when they do. */
const SURE_MS = STALE_MS - HEARTBEAT_MS
/** A lock without a readable owner is being written at this moment, or is damaged. */
const WRITING_MS = 2_000
const NOBODY = ''
const STOOD_STILL = said`this studio stood still for a while, and looks whether another one has the folder now; try again in a moment`
const GONE = said`the lock of this studio is gone, and another one may have had the folder; open the folder again`
const BEING_OPENED = said`another PSS Studio is opening this folder at this moment; try again`

/** The file system's error when the lock cannot be written (read-only root). */
export async function acquireStudioLock(
  rootPath: string,
  fileSystem: WritableFileSystem,
  processId: number = process.pid,
): Promise<LockResult> {
  const path = join(rootPath, STUDIO_FOLDER, 'studio.lock')
  const mine: Owner = { token: randomUUID(), pid: processId, host: hostname() }
  await fileSystem.makeFolder(dirname(path))
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await tryCreate(path, mine, fileSystem))
      return { isHeld: true, lock: beat(path, mine, fileSystem) }
    const other = await readOwner(path)
    if (other === null) continue
    if (await isAlive(path, other, mine)) return { isHeld: false, reason: explain(other) }
    await takeAway(path, other, fileSystem)
  }
  return { isHeld: false, reason: BEING_OPENED }
}

async function tryCreate(
  path: string,
  mine: Owner,
  fileSystem: WritableFileSystem,
): Promise<boolean> {
  try {
    await fileSystem.writeNew(path, Buffer.from(JSON.stringify(mine) + '\n'))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Null when the file has just gone. A damaged file has an owner that nobody is. */
async function readOwner(path: string): Promise<Owner | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  const nobody: Owner = { token: text, pid: 0, host: NOBODY }
  try {
    const owner: unknown = JSON.parse(text)
    return isOwner(owner) ? owner : nobody
  } catch {
    return nobody
  }
}

function isOwner(value: unknown): value is Owner {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string'
  )
}

async function isAlive(path: string, other: Owner, mine: Owner): Promise<boolean> {
  if (other.host === mine.host && other.pid === mine.pid) return false
  if (other.host === mine.host && !isProcessAlive(other.pid)) return false
  const file = await stat(path).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  const patienceMs = other.host === NOBODY ? WRITING_MS : STALE_MS
  return file !== null && Date.now() - file.mtimeMs < patienceMs
}

function isProcessAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Moved aside first, so that of two studios only one removes the dead lock. */
async function takeAway(path: string, dead: Owner, fileSystem: WritableFileSystem): Promise<void> {
  const aside = `${path}-${randomUUID()}`
  try {
    await fileSystem.rename(path, aside)
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  const moved = await readOwner(aside)
  if (moved !== null && moved.token !== dead.token) await fileSystem.rename(aside, path)
  else await fileSystem.remove(aside)
}

function beat(path: string, mine: Owner, fileSystem: WritableFileSystem): StudioLock {
  let beatenAt = Date.now()
  let loss: Said | null = null
  const isSure = (): boolean => Date.now() - beatenAt < SURE_MS

  async function look(): Promise<void> {
    const now = new Date()
    const owner = await readOwner(path)
    // Removed with its folder; after a long time perhaps by a studio that had it meanwhile.
    const isHeld = owner === null && isSure() && (await restore())
    if (!isHeld && owner?.token !== mine.token) return lose(owner)
    await utimes(path, now, now)
    beatenAt = now.getTime()
  }

  async function restore(): Promise<boolean> {
    const folder = dirname(path)
    // A drive that was taken out: nothing is made in its place.
    await stat(dirname(folder))
    await fileSystem.makeFolder(folder)
    return tryCreate(path, mine, fileSystem)
  }

  function lose(owner: Owner | null): void {
    loss = owner === null || owner.host === NOBODY ? GONE : takenOver(owner)
    clearInterval(timer)
  }

  // A missed beat is made up by the next; six in a row give the lock away.
  const timer = setInterval(() => void look().catch(() => undefined), HEARTBEAT_MS)
  timer.unref()
  return {
    get refusal() {
      return loss ?? (isSure() ? null : STOOD_STILL)
    },
    async release() {
      clearInterval(timer)
      if ((await readOwner(path))?.token === mine.token) await fileSystem.remove(path)
    },
  }
}

function takenOver({ pid, host }: Owner): Said {
  return said`another PSS Studio took this folder over (process ${pid} on ${host});
    here it is open for reading only now: close the other one and open the folder again`
}

function explain(other: Owner): Said {
  if (other.host === NOBODY) return BEING_OPENED
  return said`another PSS Studio has this folder open (process ${other.pid} on ${other.host});
    it is opened for reading only: close the other one and open the folder again`
}
