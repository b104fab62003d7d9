import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { stampsOf } from '../../../src-main/adapters/catalogue/file-stamps.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const FILES = Array.from({ length: 40 }, (_, i) => `${i}.jpg`)

afterEach(() => vi.restoreAllMocks())

async function folderOfFiles(): Promise<string> {
  const folder = join(await temporaryFolder(), 'photos')
  await mkdir(folder)
  for (const [i, file] of FILES.entries()) {
    await writeFile(join(folder, file), 'x'.repeat(i))
    await utimes(join(folder, file), 1000, 2000 + i)
  }
  return folder
}

const EXPECTED = FILES.map((file, i) => ({ file, modifiedMs: (2000 + i) * 1000, byteSize: i }))

test('files have their times and sizes, in the order asked for', async () => {
  expect(await stampsOf(await folderOfFiles(), FILES)).toEqual(EXPECTED)
  expect(await stampsOf('/nowhere', [])).toEqual([])
})

test('on a slow disk the first file is waited for, and the others side by side', async () => {
  const folder = await folderOfFiles()
  let clock = 0
  const looks = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 3))
  expect(await stampsOf(folder, FILES)).toEqual(EXPECTED)
  // Once before the burst and once after each of its files: it ended after the second.
  expect(looks).toHaveBeenCalledTimes(3)
})

test.each(['fast', 'slow'])('a file that is gone is named, on a %s disk', async (disk) => {
  const folder = await folderOfFiles()
  let clock = 0
  if (disk === 'slow') vi.spyOn(performance, 'now').mockImplementation(() => (clock += 3))
  await expect(stampsOf(folder, [...FILES, 'gone.jpg'])).rejects.toMatchObject({
    kind: 'notFound',
    message: expect.stringContaining(join(folder, 'gone.jpg')) as string,
  })
})
