import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createArtifactStore } from '../../../src-main/adapters/files/artifact-store.ts'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { WRITABLE } from '../../../src-main/adapters/files/write-access.ts'
import type { ArtifactStore } from '../../../src-main/services/ports.ts'
import { fullDisk } from '../broken-disk.ts'
import { temporaryFolder } from '../temporary-folder.ts'

function storeOf(rootPath: string): ArtifactStore {
  return createArtifactStore({ rootPath, access: WRITABLE, fileSystem: nodeFileSystem })
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('what was written can be read, listed and removed', async () => {
  const store = storeOf(await temporaryFolder())
  await store.write('runs/x/run.json', bytes('{}'))
  await store.write('runs/x/events.txt', bytes(''))
  expect(Buffer.from((await store.read('runs/x/run.json'))!).toString()).toBe('{}')
  expect(await store.list('runs')).toEqual(['x'])
  expect(await store.list('runs/x')).toEqual(['events.txt', 'run.json'])
  await store.remove('runs/x')
  expect(await store.read('runs/x/run.json')).toBeNull()
  expect(await store.list('runs')).toEqual([])
})

test('an absent key is null and an absent folder is empty', async () => {
  const store = storeOf(await temporaryFolder())
  expect(await store.read('runs/none.json')).toBeNull()
  expect(await store.list('runs')).toEqual([])
  await store.remove('runs')
})

test('a line after a torn line begins on its own line', async () => {
  const root = await temporaryFolder()
  const store = storeOf(root)
  await store.appendLine('runs/x/events.txt', 'one')
  await appendFile(store.locate('runs/x/events.txt'), 'half a li')
  await store.appendLine('runs/x/events.txt', 'two')
  expect(await readFile(store.locate('runs/x/events.txt'), 'utf8')).toBe('one\nhalf a li\ntwo\n')
})

test.each(['../secret', '/etc/passwd', 'runs//x', 'runs\\x', './x', 'runs/'])(
  'the key %j is refused',
  async (key) => {
    const store = storeOf(await temporaryFolder())
    await expect(store.write(key, bytes('x'))).rejects.toMatchObject({ kind: 'invalidInput' })
    await expect(store.read(key)).rejects.toMatchObject({ kind: 'invalidInput' })
  },
)

test('a read-only root says why nothing can be written, and can be read', async () => {
  const rootPath = await temporaryFolder()
  await storeOf(rootPath).write('a.json', bytes('1'))
  const access = { refusal: 'the folder is read-only; copy it' }
  const store = createArtifactStore({ rootPath, access, fileSystem: nodeFileSystem })
  expect(await store.list('runs')).toEqual([])
  expect(await store.read('a.json')).not.toBeNull()
  await expect(store.write('a.json', bytes('2'))).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${join(rootPath, '.pss-studio', 'a.json')}: the folder is read-only; copy it`,
  })
})

test('a full disk is an error that names the file', async () => {
  const rootPath = await temporaryFolder()
  const store = createArtifactStore({ rootPath, access: WRITABLE, fileSystem: fullDisk() })
  const path = join(rootPath, '.pss-studio', 'events.txt')
  const message = `cannot write ${path}: the disk is full; free some space and try again, nothing was changed`
  await expect(store.write('events.txt', bytes('1'))).rejects.toMatchObject({ message })
  await expect(store.appendLine('events.txt', '1')).rejects.toMatchObject({ message })
})
