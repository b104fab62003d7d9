import { mkdir, readFile, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRoot } from '../../../src-main/adapters/pss-root/open-root.ts'
import { fullDisk, readOnlyDisk } from '../broken-disk.ts'
import { byPeople, halfLabelMap, put, writePhoto } from '../photos.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openForTest, smallRoot } from './small-root.ts'

const A = { domain: 'user', user: 'id1', name: 'a' } as const

test('a root lists its users and its source pairs', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  expect([root.path, root.isWritable, root.isSample]).toEqual([path, true, false])
  expect(await root.users()).toEqual(['id1'])
  expect(await root.listSource()).toEqual({ names: ['s1', 's2'], problems: [] })
})

test('the folder above "data" is taken for the root', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'data', 'personal'), { recursive: true })
  const { root } = await openForTest(folder)
  expect(root.path).toBe(join(folder, 'data'))
  expect(await root.users()).toEqual([])
  expect(await root.listSource()).toEqual({ names: [], problems: [] })
})

test('a folder that is no root says what a root is', async () => {
  const folder = await temporaryFolder()
  await expect(openRoot(folder, { as: 'studio' })).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      `${folder}: expected a PSS root, a folder with "personal/<user>/JPEGImages" or ` +
      '"VOC2012/JPEGImages", found neither; choose another folder, or make a folder "personal" in ' +
      'it to start a new root',
  })
  expect(await readdir(folder)).toEqual([])
})

test('a folder inside a root points at the root', async () => {
  const path = await smallRoot()
  for (const inner of ['personal', 'personal/id1', 'VOC2012']) {
    await expect(openRoot(join(path, inner), { as: 'studio' })).rejects.toThrow(
      `choose ${path} instead`,
    )
  }
})

test('a missing folder is not found', async () => {
  const path = join(await temporaryFolder(), 'none')
  await expect(openRoot(path, { as: 'studio' })).rejects.toMatchObject({
    kind: 'notFound',
    message: `${path}: there is no such folder; choose an existing one`,
  })
})

test('the sample is known by its mark', async () => {
  const path = await smallRoot()
  await put(join(path, 'pss-sample.json'), '{}')
  expect((await openForTest(path)).root.isSample).toBe(true)
})

test.each([
  ['EROFS', 'the folder is read-only'],
  ['EACCES', 'you may not write to this folder'],
] as const)('a read-only root (%s) can be looked at; writing says why not', async (code, why) => {
  const path = await smallRoot()
  const { root, artifacts } = await openForTest(path, { fileSystem: readOnlyDisk(code) })
  const reason =
    `${why}; its photos can be looked at, but to label or run, ` +
    'copy the folder to a place you may write to and open it there'
  expect(root.isWritable).toBe(false)
  expect((await root.listSource()).problems).toMatchObject([
    { kind: 'io', file: path, message: reason },
  ])
  expect((await root.listUser('id1')).images).toHaveLength(3)
  expect(await root.storedThumbnail('id1', 'a', 192)).toBeNull()
  const made = await root.thumbnail('id1', 'a', 192)
  expect(made.contentType).toBe('image/webp')
  expect(await root.storedThumbnail('id1', 'a', 192)).toEqual(made)
  const mask = join(path, 'personal/id1/SegmentationClass/a.png')
  await expect(
    root.saveLabelMap(A, byPeople(halfLabelMap(20, 10, 15)), null),
  ).rejects.toMatchObject({
    kind: 'io',
    message: `cannot write ${mask}: ${reason}`,
  })
  await expect(artifacts.write('a.json', new Uint8Array())).rejects.toThrow(reason)
  expect(await readdir(path)).toEqual(['VOC2012', 'personal'])
})

test('a root on a full disk can be looked at', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path, { fileSystem: fullDisk() })
  expect(root.isWritable).toBe(false)
  expect((await root.listSource()).problems[0]?.message).toBe(
    'the disk is full; its photos can be looked at, but to label or run, make room and open the folder again',
  )
  expect((await root.listUser('id1')).images).toHaveLength(3)
})

test('the second studio on a root reads only, and its worker shares the first one’s root', async () => {
  const path = await smallRoot()
  const first = await openForTest(path)
  const second = await openForTest(path, { processId: process.ppid })
  const worker = await openForTest(path, { as: 'worker' })
  expect([first.root.isWritable, second.root.isWritable, worker.root.isWritable]).toEqual([
    true,
    false,
    true,
  ])
  const [problem] = (await second.root.listSource()).problems
  expect(problem?.message).toMatch(
    new RegExp(`^another PSS Studio has this folder open \\(process ${process.pid} on `),
  )
  await expect(second.artifacts.write('x', new Uint8Array())).rejects.toThrow('another PSS Studio')
})

test('what a killed studio left half-written beside masks and journals is gone once it is opened', async () => {
  const path = await smallRoot()
  const places = ['personal/id1', 'personal/id1/SegmentationClass', '.pss-studio/journals/id1', '.pss-studio/journals/id1/second.b0b'] // prettier-ignore
  for (const place of places) await put(join(path, place, '.pss-studio-tmp-1-a.png'), 'half')
  await openForTest(path)
  const files = await readdir(path, { recursive: true })
  expect(files.filter((file) => file.includes('pss-studio-tmp'))).toEqual([])
})

test('an unknown user names the known ones; a path is no user', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  await expect(root.listUser('id9')).rejects.toMatchObject({
    kind: 'notFound',
    message: `there is no user "id9" in ${path}; there are id1`,
  })
  await expect(root.listUser('../personal/id1')).rejects.toMatchObject({ kind: 'notFound' })
})

test('names with folders never reach the disk', async () => {
  const { root } = await openForTest(await smallRoot())
  for (const name of ['../a', '/etc/passwd', 'x/../../a']) {
    const image = { domain: 'user', user: 'id1', name } as const
    await expect(root.readPixels(image)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(root.saveLabelMap(image, byPeople(halfLabelMap(2, 1, 1)), null)).rejects.toThrow()
  }
  const outside = { domain: 'user', user: '../..', name: 'a' } as const
  await expect(root.imageSize(outside)).rejects.toMatchObject({ kind: 'invalidInput' })
})

test('a user folder that is a link out of the root is refused', async () => {
  const path = await smallRoot()
  const elsewhere = await temporaryFolder()
  await writePhoto(join(elsewhere, 'JPEGImages/x.jpg'), { width: 4, height: 4 })
  await symlink(elsewhere, join(path, 'personal/id2'))
  const { root } = await openForTest(path)
  await expect(root.listUser('id2')).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      `${join(path, 'personal/id2')} is a link that leads out of ${path}, to ${elsewhere}; ` +
      'put the files themselves there, or open the folder they are in',
  })
})

test('a folder in personal that cannot be a user is reported', async () => {
  const path = await smallRoot()
  await mkdir(join(path, 'personal', 'my photos'))
  const { root } = await openForTest(path)
  expect(await root.users()).toEqual(['id1'])
  expect((await root.listSource()).problems).toMatchObject([
    {
      kind: 'invalidInput',
      file: 'personal/my photos',
      message:
        'expected a user folder named with letters, digits, ".", "-" and "_", so that it is left out; rename it',
    },
  ])
})

test('the group list is written the way other programs read it', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const groupOf = new Map([
    ['a', 0],
    ['b', 3],
  ])
  await expect(root.writeClusterList('id1', { groupCount: 80, groupOf })).rejects.toThrow(
    'expected a group for every photo, found none for "c"; group the photos again',
  )
  const file = await root.writeClusterList('id1', { groupCount: 80, groupOf: groupOf.set('c', 1) })
  expect(file).toBe(join(path, 'personal/id1/train_cluster80.txt'))
  expect(await readFile(file, 'utf8')).toBe(
    '/JPEGImages/a.jpg /SegmentationClass/a.png 0\n' +
      '/JPEGImages/b.jpg /SegmentationClass/b.png 3\n' +
      '/JPEGImages/c.jpg /SegmentationClass/c.png 1\n',
  )
})
