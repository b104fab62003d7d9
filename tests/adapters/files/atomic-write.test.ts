import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeFileAtomic } from '../../../src-main/adapters/files/atomic-write.ts'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { diskError, fullDisk } from '../broken-disk.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('a written file has the new bytes and leaves no temporary file', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'deep', 'a.txt')
  await writeFileAtomic(nodeFileSystem, path, Buffer.from('one'))
  await writeFileAtomic(nodeFileSystem, path, Buffer.from('two'))
  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(join(folder, 'deep'))).toEqual(['a.txt'])
})

test('on a full disk the old file stays and the message says what to do', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.txt')
  await writeFile(path, 'old')
  await expect(writeFileAtomic(fullDisk(), path, Buffer.from('new'))).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${path}: the disk is full; free some space and try again, nothing was changed`,
  })
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

test('a failing rename leaves the old file and no temporary file', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.txt')
  await writeFile(path, 'old')
  const disk = { ...nodeFileSystem, rename: () => Promise.reject(diskError('EACCES')) }
  await expect(writeFileAtomic(disk, path, Buffer.from('new'))).rejects.toThrow('access is denied')
  expect(await readdir(folder)).toEqual(['a.txt'])
})
