import { copyFile, open, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import type { WritableFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { createJournalStore } from '../../../src-main/adapters/files/journal-store.ts'
import { WRITABLE } from '../../../src-main/adapters/files/write-access.ts'
import { diskError, fullDisk } from '../broken-disk.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const A = { domain: 'user', user: 'id1', name: 'a' } as const

async function openStore(fileSystem: WritableFileSystem = nodeFileSystem) {
  const rootPath = await temporaryFolder()
  const file = join(rootPath, '.pss-studio/journals/id1/a.journal')
  const store = createJournalStore({ rootPath, access: WRITABLE, fileSystem })
  return { rootPath, file, store }
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text))
}

test('what is appended is read back, and half a record is written over', async () => {
  const { store, file } = await openStore()
  expect(await store.read(A)).toBeNull()
  await store.append(A, 0, bytes('start '))
  await store.append(A, 6, bytes('torn record'))
  await store.append(A, 6, bytes('whole'))
  await store.close()
  expect(await readFile(file, 'utf8')).toBe('start whole')
  expect(Buffer.from((await store.read(A))!).toString()).toBe('start whole')
})

test('a disk that takes part of a write is asked for the rest', async () => {
  const { store, file, rootPath } = await openStore()
  const handle = await open(rootPath)
  await handle.close()
  const methods = Object.getPrototypeOf(handle) as typeof handle
  vi.spyOn(methods, 'write').mockImplementationOnce(async function (this: typeof handle) {
    const { bytesWritten } = await this.writev([bytes('sta')], 0)
    return { bytesWritten, buffer: '' }
  })
  await store.append(A, 0, bytes('start and end'))
  expect(await readFile(file, 'utf8')).toBe('start and end')
  await store.close()
})

test('a journal that someone removed or cut is not continued with a hole', async () => {
  const { store, file } = await openStore()
  await store.append(A, 0, bytes('start'))
  await writeFile(file, 'st')
  const conflict = { kind: 'conflict', message: expect.stringContaining(`${file}: `) as string }
  await expect(store.append(A, 5, bytes('more'))).rejects.toMatchObject(conflict)
  expect(await readFile(file, 'utf8')).toBe('st')
  await rm(file)
  await expect(store.append(A, 5, bytes('more'))).rejects.toMatchObject(conflict)
  await store.close()
})

test('a journal put aside is found beside the journals, whole', async () => {
  const { store, rootPath } = await openStore()
  await store.append(A, 0, bytes('of another mask'))
  const path = await store.keepAside(A)
  await store.remove(A)
  expect(await store.read(A)).toBeNull()
  expect(await readFile(path, 'utf8')).toBe('of another mask')
  expect(await readdir(join(rootPath, '.pss-studio/journals-aside/id1'))).toHaveLength(1)
  expect(Buffer.from((await store.readAside(A, path))!).toString()).toBe('of another mask')
  await store.close()
})

test('only what was put aside of the photo itself is read back', async () => {
  const { store, file, rootPath } = await openStore()
  const other = { ...A, name: 'a-2' }
  await store.append(A, 0, bytes('its own'))
  await store.append(other, 0, bytes('of a-2'))
  const path = await store.keepAside(other)
  const elsewhere = join(rootPath, basename(path))
  await copyFile(path, elsewhere)
  for (const wrong of [path, file, elsewhere, `${dirname(path)}/../id1/${basename(path)}`])
    expect([wrong, await store.readAside(A, wrong)]).toEqual([wrong, null])
  expect(await store.readAside({ ...other, user: 'id2' }, path)).toBeNull()
  expect(Buffer.from((await store.readAside(other, path))!).toString()).toBe('of a-2')
  await rm(path)
  expect(await store.readAside(other, path)).toBeNull()
  await store.close()
})

test('what was put aside with a note is told until it is dismissed or gone, the latest first', async () => {
  const { store } = await openStore()
  const note = { moves: 3, canReturn: true }
  expect(await store.findAside(A)).toBeNull()
  await store.append(A, 0, bytes('a'))
  await store.keepAside(A)
  expect(await store.findAside(A)).toBeNull()
  const keep = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2))
    return store.keepAside(A, note)
  }
  const paths = [await keep(), await keep(), await keep()]
  const found = (at: number) => ({ ...note, path: paths[at] })
  expect(await store.findAside(A)).toEqual(found(2))
  await rm(paths[2]!)
  expect(await store.findAside(A)).toEqual(found(1))
  await store.dismissAside({ ...A, name: 'b' }, paths[1])
  await store.dismissAside(A, paths[1])
  expect(await store.findAside(A)).toEqual(found(0))
  expect(Buffer.from((await store.readAside(A, paths[1]!))!).toString()).toBe('a')
  await keep()
  await store.dismissAside(A)
  expect(await store.findAside(A)).toBeNull()
  await store.close()
})

test('writes of a moment are flushed together, and a failed flush is told by the next write', async () => {
  const flushed: string[] = []
  let isBroken = false
  const { store, file } = await openStore({
    ...nodeFileSystem,
    async flush(path) {
      if (isBroken) throw diskError('EIO')
      flushed.push(path)
      await nodeFileSystem.flush(path)
    },
  })
  await store.append(A, 0, bytes('a'))
  await store.append(A, 1, bytes('b'))
  await store.close()
  expect(flushed).toEqual([file])
  isBroken = true
  await store.append(A, 2, bytes('c'))
  await store.close()
  await expect(store.append(A, 3, bytes('d'))).rejects.toMatchObject({ kind: 'io' })
})

test('a full disk is told in words', async () => {
  const { store, file } = await openStore(fullDisk())
  await expect(store.append(A, 0, bytes('a'))).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${file}: the disk is full; free some space and try again, nothing was changed`,
  })
})

test('a read-only root has journals to read alone', async () => {
  const rootPath = await temporaryFolder()
  const access = { refusal: 'another studio has it' }
  const store = createJournalStore({ rootPath, access, fileSystem: nodeFileSystem })
  expect(await store.read(A)).toBeNull()
  await expect(store.append(A, 0, bytes('a'))).rejects.toThrow(/another studio has it/)
})

test('journals of blind masks lie with the person’s others, and apart from the photo’s own', async () => {
  const { store, rootPath } = await openStore()
  const bobs = { ...A, whose: 'second.b0b' } as const
  const eves = { ...A, whose: 'second.e4e' } as const
  const other = { ...bobs, name: 'a-2' }
  expect(await store.listBlind(A)).toEqual([])
  for (const mask of [A, bobs, eves, other])
    await store.append(mask, 0, bytes(`${mask.name} ${'whose' in mask ? mask.whose : ''}`))
  expect(await store.listBlind(A)).toEqual([bobs, eves])
  expect(Buffer.from((await store.read(eves))!).toString()).toBe('a second.e4e')
  const path = await store.keepAside(bobs)
  await store.remove(bobs)
  expect(await store.listBlind(A)).toEqual([eves])
  expect(dirname(path)).toBe(join(rootPath, '.pss-studio/journals-aside/id1/second.b0b'))
  for (const wrong of [A, eves, other]) expect(await store.readAside(wrong, path)).toBeNull()
  expect(Buffer.from((await store.readAside(bobs, path))!).toString()).toBe('a second.b0b')
  await store.close()
})
