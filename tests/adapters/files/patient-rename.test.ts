import { expect, test, vi } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { renamePatiently } from '../../../src-main/adapters/files/patient-rename.ts'
import { diskError } from '../broken-disk.ts'

/** A scanner lets go of the file after so many attempts. */
function heldFor(attempts: number, code: string) {
  let tried = 0
  const rename = (): Promise<void> =>
    ++tried > attempts ? Promise.resolve() : Promise.reject(diskError(code))
  return { disk: { ...nodeFileSystem, rename }, tried: () => tried }
}

async function outcome(work: Promise<void>): Promise<string> {
  const settled = work.then(
    () => 'renamed',
    (error: unknown) => String(error),
  )
  await vi.runAllTimersAsync()
  return settled
}

test('on Windows a file that is held for a while is waited for, on other systems it is refused', async () => {
  vi.useFakeTimers()
  try {
    const way = { from: 'a', to: 'b' }
    const scanned = heldFor(8, 'EPERM')
    expect(await outcome(renamePatiently(scanned.disk, way, 'win32'))).toBe('renamed')
    const denied = heldFor(8, 'EPERM')
    expect(await outcome(renamePatiently(denied.disk, way, 'linux'))).toContain('EPERM')
    expect(denied.tried()).toBe(1)
    const forEver = heldFor(Infinity, 'EBUSY')
    expect(await outcome(renamePatiently(forEver.disk, way, 'win32'))).toContain('EBUSY')
    const elsewhere = heldFor(8, 'EXDEV')
    expect(await outcome(renamePatiently(elsewhere.disk, way, 'win32'))).toContain('EXDEV')
    expect(elsewhere.tried()).toBe(1)
  } finally {
    vi.useRealTimers()
  }
})
