import { mkdir, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { joinInside, resolveInside } from '../../../src-main/adapters/files/path-guard.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('names below the folder are joined', () => {
  const root = resolve('data')
  expect(joinInside(root, 'personal/id1', 'a.jpg')).toBe(join(root, 'personal', 'id1', 'a.jpg'))
})

test.each([
  ['../a', 'a path with ".."'],
  ['a/../../b', 'a path with ".."'],
  ['a\\..\\b', 'a path with ".."'],
  ['/etc/passwd', 'an absolute path'],
  ['C:\\photos', 'an absolute path'],
  ['\\\\server\\share', 'an absolute path'],
  ['a\0b', 'a name with a zero byte'],
  ['', 'an empty name'],
])('%j is refused', (part, what) => {
  expect(() => joinInside('/data', part)).toThrow(
    `"${part}": expected a name below the folder, got ${what}; correct the name`,
  )
})

test('a link that leads out of the folder is refused, one that stays inside is not', async () => {
  const folder = await temporaryFolder()
  const root = join(folder, 'root')
  const elsewhere = join(folder, 'elsewhere')
  await mkdir(join(root, 'inside'), { recursive: true })
  await mkdir(elsewhere)
  await symlink(elsewhere, join(root, 'out'))
  await symlink(join(root, 'inside'), join(root, 'in'))
  await expect(resolveInside(root, 'out', 'new.png')).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      `${join(root, 'out', 'new.png')} is a link that leads out of ${root}, to ` +
      `${join(elsewhere, 'new.png')}; put the files themselves there, or open the folder they are in`,
  })
  expect(await resolveInside(root, 'in', 'new.png')).toBe(join(root, 'in', 'new.png'))
})
