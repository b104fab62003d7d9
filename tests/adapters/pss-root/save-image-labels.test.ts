import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fullDisk } from '../broken-disk.ts'
import { openForTest, smallRoot } from './small-root.ts'

const listOf = (root: string): string => join(root, 'personal/id1/imgLabelList.txt')

test('labels of some photos are written, the other lines and their order stay', async () => {
  const path = await smallRoot()
  await writeFile(listOf(path), '/JPEGImages/b.jpg:dog,person\n/JPEGImages/a.jpg:background\n')
  const { root } = await openForTest(path)
  await root.saveImageLabels('id1', new Map([['c', [15, 8, 15]], ['b', null]])) // prettier-ignore
  expect(await readFile(listOf(path), 'utf8')).toBe(
    '/JPEGImages/b.jpg:UNKNOWN\n/JPEGImages/a.jpg:background\n/JPEGImages/c.jpg:cat,person\n',
  )
  const { images } = await root.listUser('id1')
  expect(images.map(({ imageLabels }) => imageLabels)).toEqual([[], null, [8, 15]])
})

test('a photo that is not there leaves the list as it was', async () => {
  const path = await smallRoot()
  const before = await readFile(listOf(path), 'utf8')
  const { root } = await openForTest(path)
  const changes = new Map([['a', [15] as const], ['gone', null]] as const) // prettier-ignore
  await expect(root.saveImageLabels('id1', changes)).rejects.toMatchObject({ kind: 'notFound' })
  expect(await readFile(listOf(path), 'utf8')).toBe(before)
})

test('a list that cannot be understood is not written over', async () => {
  const path = await smallRoot()
  await writeFile(listOf(path), '/JPEGImages/a.jpg:unicorn\n')
  const { root } = await openForTest(path)
  await expect(root.saveImageLabels('id1', new Map([['a', []]]))).rejects.toMatchObject({
    kind: 'invalidInput',
    message: expect.stringContaining('personal/id1/imgLabelList.txt, line 1') as string,
  })
  expect(await readFile(listOf(path), 'utf8')).toBe('/JPEGImages/a.jpg:unicorn\n')
})

test('calls at the same time all count', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  await Promise.all([
    root.saveImageLabels('id1', new Map([['a', [1]]])),
    root.saveImageLabels('id1', new Map([['b', [2]]])),
    root.saveImageLabels('id1', new Map([['c', []]])),
  ])
  expect(await readFile(listOf(path), 'utf8')).toBe(
    '/JPEGImages/a.jpg:aeroplane\n/JPEGImages/b.jpg:bicycle\n/JPEGImages/c.jpg:\n',
  )
})

test('on a full disk the list stays as it was', async () => {
  const path = await smallRoot()
  const before = await readFile(listOf(path), 'utf8')
  const { root } = await openForTest(path, { fileSystem: fullDisk() })
  await expect(root.saveImageLabels('id1', new Map([['a', []]]))).rejects.toMatchObject({
    kind: 'io',
  })
  expect(await readFile(listOf(path), 'utf8')).toBe(before)
})
