import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { scanFolder } from '../../../src-main/adapters/catalogue/scan-folder.ts'
import type { FileStamp } from '../../../src-main/adapters/catalogue/file-stamps.ts'
import { setTime } from '../pss-root/small-root.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('what was read by then is stored every second, so that an end of the studio does not take it', async () => {
  const folderPath = await temporaryFolder()
  const files = ['a', 'b', 'c', 'd', 'e']
  await Promise.all(files.map((file) => writeFile(join(folderPath, file), file)))
  await setTime('2026-01-01', ...files.map((file) => join(folderPath, file)))
  let nowMs = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
  onTestFinished(() => clock.mockRestore())
  const stored: string[][] = []
  await scanFolder<FileStamp>({
    folderPath,
    files,
    known: () => new Map(),
    concurrency: 1,
    examine: async (_, stamp) => {
      nowMs += 600
      return stamp
    },
    update: (records) => stored.push(records.map(({ file }) => file)),
  })
  expect(stored).toEqual([['a', 'b'], ['c', 'd'], ['e']])
})
