import { utimes, writeFile, mkdir, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { acquireStudioLock } from '../../../src-main/adapters/files/studio-lock.ts'
import type { StudioLock } from '../../../src-main/adapters/files/studio-lock.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { inEnglish, said } from '../../../src-main/core/said.ts'

/** The parent of the test process: alive and not this process. */
const OTHER = process.ppid

async function putLock(root: string, owner: object, ageMs: number): Promise<void> {
  await mkdir(join(root, '.pss-studio'), { recursive: true })
  const path = join(root, '.pss-studio', 'studio.lock')
  await writeFile(path, JSON.stringify(owner))
  const time = new Date(Date.now() - ageMs)
  await utimes(path, time, time)
}

test('the second studio is told who has the folder', async () => {
  const root = await temporaryFolder()
  const first = await acquireStudioLock(root, nodeFileSystem, OTHER)
  expect(first.isHeld).toBe(true)
  expect(await acquireStudioLock(root, nodeFileSystem)).toEqual({
    isHeld: false,
    reason: said`another PSS Studio has this folder open (process ${OTHER} on ${hostname()});
      it is opened for reading only: close the other one and open the folder again`,
  })
  if (first.isHeld) await first.lock.release()
  const again = await acquireStudioLock(root, nodeFileSystem)
  expect(again.isHeld).toBe(true)
  if (again.isHeld) await again.lock.release()
  expect(await readdir(join(root, '.pss-studio'))).toEqual([])
})

test.each([
  ['of a process that ended', { token: 'x', pid: 999_999_999, host: hostname() }, 0],
  ['of another computer, without heartbeat', { token: 'x', pid: 1, host: 'elsewhere' }, 60_000],
  ['that is damaged', { nothing: true }, 5_000],
])('a lock %s is taken over', async (_, owner, age) => {
  const root = await temporaryFolder()
  await putLock(root, owner, age)
  const result = await acquireStudioLock(root, nodeFileSystem)
  expect(result.isHeld).toBe(true)
  expect(await readdir(join(root, '.pss-studio'))).toEqual(['studio.lock'])
  if (result.isHeld) await result.lock.release()
})

test('a lock that is being written at this moment is respected', async () => {
  const root = await temporaryFolder()
  await putLock(root, {}, 0)
  expect(await acquireStudioLock(root, nodeFileSystem)).toEqual({
    isHeld: false,
    reason: said`another PSS Studio is opening this folder at this moment; try again`,
  })
})

test('a lock of another computer with a heartbeat is respected', async () => {
  const root = await temporaryFolder()
  await putLock(root, { token: 'x', pid: 1, host: 'elsewhere' }, 1000)
  expect((await acquireStudioLock(root, nodeFileSystem)).isHeld).toBe(false)
})

test('a studio may open its own folder again; letting go of the first lock keeps the second', async () => {
  const root = await temporaryFolder()
  const first = await acquireStudioLock(root, nodeFileSystem)
  const second = await acquireStudioLock(root, nodeFileSystem)
  expect([first.isHeld, second.isHeld]).toEqual([true, true])
  if (first.isHeld) await first.lock.release()
  expect((await acquireStudioLock(root, nodeFileSystem, OTHER)).isHeld).toBe(false)
  if (second.isHeld) await second.lock.release()
})

describe('a studio that has the folder', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }))
  afterEach(() => vi.useRealTimers())

  async function held(root: string, processId?: number): Promise<StudioLock> {
    const result = await acquireStudioLock(root, nodeFileSystem, processId)
    if (!result.isHeld) throw new Error('expected the lock')
    return result.lock
  }

  test('and stood still too long writes no more once another has taken it over', async () => {
    const root = await temporaryFolder()
    const lock = await held(root)
    vi.setSystemTime(Date.now() + 40_000)
    expect(inEnglish(lock.refusal ?? '')).toContain('stood still')
    const other = await held(root, OTHER)
    vi.advanceTimersByTime(5_000)
    await vi.waitFor(() => expect(inEnglish(lock.refusal ?? '')).toContain(`process ${OTHER} on`))
    await other.release()
    vi.advanceTimersByTime(5_000)
    expect(lock.refusal).not.toBeNull()
  })

  test('writes on when nobody took it over, and keeps it when its file was removed', async () => {
    const root = await temporaryFolder()
    const lock = await held(root)
    vi.setSystemTime(Date.now() + 40_000)
    vi.advanceTimersByTime(5_000)
    await vi.waitFor(() => expect(lock.refusal).toBeNull())
    await rm(join(root, '.pss-studio'), { recursive: true })
    vi.advanceTimersByTime(5_000)
    await vi.waitFor(async () => expect(await readdir(join(root, '.pss-studio'))).toEqual(['studio.lock'])) // prettier-ignore
    expect((await acquireStudioLock(root, nodeFileSystem, OTHER)).isHeld).toBe(false)
    await lock.release()
  })

  test('makes nothing in the place of a folder that is gone, as with its drive', async () => {
    const root = await temporaryFolder()
    const lock = await held(root)
    await rm(root, { recursive: true })
    vi.advanceTimersByTime(5_000)
    for (let look = 0; look < 20; look++)
      await expect(readdir(root)).rejects.toThrow('no such file')
    await lock.release()
  })
})
