import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { splitHash } from '../../../src-main/core/lists/split.ts'
import { openForTest, smallRoot } from './small-root.ts'

const NAMES = ['a', 'b']
const SPLIT = {
  names: NAMES,
  hash: splitHash(NAMES),
  drawn: { seed: 7, fraction: 0.5, isStratified: true },
  frozenAt: '2026-11-26T12:00:00.000Z',
}
const fileOf = (root: string): string => join(root, 'personal/id1/validation_split.json')

test('a split is kept with the photos and decides which are in it', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  expect((await root.listUser('id1')).validationSplit).toBeNull()
  await root.changeValidationSplit('id1', () => SPLIT)
  const { images, validationSplit } = await root.listUser('id1')
  expect(validationSplit).toEqual(SPLIT)
  expect(images.map(({ isInValidationSplit }) => isInValidationSplit)).toEqual([true, true, false])
  expect(JSON.parse(await readFile(fileOf(path), 'utf8'))).toMatchObject({
    version: 2,
    names: NAMES,
  })
})

test('a split of an older studio is read where it is, and written beside the photos', async () => {
  const path = await smallRoot()
  await mkdir(join(path, '.pss-studio/splits'), { recursive: true })
  const older = { version: 1, seed: 3, fraction: 0.3, names: ['c'], hash: splitHash(['c']) }
  await writeFile(join(path, '.pss-studio/splits/id1.json'), JSON.stringify(older))
  const { root } = await openForTest(path)
  expect((await root.listUser('id1')).validationSplit).toMatchObject({
    names: ['c'],
    frozenAt: null,
  })
  await root.changeValidationSplit('id1', (split) => ({ ...split!, frozenAt: SPLIT.frozenAt }))
  expect(JSON.parse(await readFile(fileOf(path), 'utf8'))).toMatchObject({ names: ['c'], frozenAt: SPLIT.frozenAt }) // prettier-ignore
})

test.each([
  ['is no JSON', '{', 'corrupt', 'expected JSON with the names'],
  ['was changed by hand', JSON.stringify({ version: 1, seed: 1, fraction: 1, names: ['a'], hash: SPLIT.hash }), 'corrupt', 'they were changed by hand'], // prettier-ignore
  ['is of a newer studio', JSON.stringify({ version: 3 }), 'unsupported', 'a newer studio'],
])('a split file that %s is an error that names it', async (_, text, kind, message) => {
  const path = await smallRoot()
  await writeFile(fileOf(path), text)
  const { root } = await openForTest(path)
  const failure = await root.listUser('id1').catch((error: unknown) => error)
  expect(failure).toMatchObject({ kind, message: expect.stringContaining(message) as string })
  expect(failure).toMatchObject({ message: expect.stringContaining('personal/id1/validation_split.json') as string }) // prettier-ignore
})

test('a photo of the split that is gone is a problem', async () => {
  const path = await smallRoot()
  const { root } = await openForTest(path)
  const names = ['a', 'gone']
  await root.changeValidationSplit('id1', () => ({ ...SPLIT, names, hash: splitHash(names) }))
  const { problems } = await root.listUser('id1')
  expect(problems.map(({ file }) => file)).toContain('personal/id1/validation_split.json')
})

test('changes at the same time see each other', async () => {
  const { root } = await openForTest(await smallRoot())
  await root.changeValidationSplit('id1', () => ({ ...SPLIT, names: [], hash: splitHash([]) }))
  const add = (name: string) =>
    root.changeValidationSplit('id1', (split) => {
      const names = [...split!.names, name].sort()
      return { ...split!, names, hash: splitHash(names) }
    })
  await Promise.all(['a', 'b', 'c'].map(add))
  expect((await root.listUser('id1')).validationSplit?.names).toEqual(['a', 'b', 'c'])
})
