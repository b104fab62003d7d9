import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { writeNewFolder } from '../../../src-main/adapters/files/write-new-folder.ts'
import type { NewFile } from '../../../src-main/adapters/files/write-new-folder.ts'
import { fullDisk } from '../broken-disk.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function* twoFiles(): AsyncGenerator<NewFile> {
  yield { name: 'a.txt', bytes: Buffer.from('one') }
  yield await Promise.resolve({ name: 'b.txt', bytes: Buffer.from('two') })
}

test.each(['new', 'empty'])('a %s folder gets all files and nothing else', async (kind) => {
  const outer = await temporaryFolder()
  const folder = join(outer, 'out')
  if (kind === 'empty') await mkdir(folder)
  expect(await writeNewFolder(nodeFileSystem, folder, twoFiles())).toEqual(['a.txt', 'b.txt'])
  expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b.txt'])
  expect(await readFile(join(folder, 'b.txt'), 'utf8')).toBe('two')
  expect(await readdir(outer)).toEqual(['out'])
})

test('a folder with a file in it is left alone', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'mine.txt'), '')
  await expect(writeNewFolder(nodeFileSystem, folder, twoFiles())).rejects.toMatchObject({
    kind: 'conflict',
    message: `${folder}: the folder is not empty; name a new one, or empty it first`,
  })
  expect(await readdir(folder)).toEqual(['mine.txt'])
})

test('a file that fails on the way leaves nothing', async () => {
  const outer = await temporaryFolder()
  async function* broken(): AsyncGenerator<NewFile> {
    yield* twoFiles()
    await Promise.reject(new Error('no third file'))
  }
  const writing = writeNewFolder(nodeFileSystem, join(outer, 'out'), broken())
  await expect(writing).rejects.toThrow('no third file')
  expect(await readdir(outer)).toEqual([])
})

test('a full disk, a path through a file and a relative path are told apart', async () => {
  const outer = await temporaryFolder()
  const folder = join(outer, 'out')
  await writeFile(join(outer, 'file'), '')
  await expect(writeNewFolder(fullDisk(), folder, twoFiles())).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${folder}: the disk is full; free some space and try again, nothing was changed`,
  })
  const below = writeNewFolder(nodeFileSystem, join(outer, 'file', 'out'), twoFiles())
  await expect(below).rejects.toMatchObject({ kind: 'io' })
  const relative = writeNewFolder(nodeFileSystem, 'out', twoFiles())
  await expect(relative).rejects.toMatchObject({ kind: 'invalidInput' })
  expect(await readdir(outer)).toEqual(['file'])
})
