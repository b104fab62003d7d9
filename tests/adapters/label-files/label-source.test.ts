import { zipSync } from 'fflate'
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LabelEntry } from '../../../src-main/adapters/label-files/label-codec.ts'
import { openLabelSource } from '../../../src-main/adapters/label-files/label-source.ts'
import { put } from '../photos.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { codecNamed } from './memory-source.ts'

test('a folder, a file in it and a zip archive of it hold the same files', async () => {
  const folder = await temporaryFolder()
  await put(join(folder, 'labels/a.json'), '1')
  await put(join(folder, 'labels/masks/b.png'), '2')
  await put(join(folder, 'labels/.hidden/c.png'), '3')
  await put(
    join(folder, 'labels.zip'),
    // As macOS packs it.
    zipSync({
      ...{ 'a.json': Buffer.from('1'), masks: { 'b.png': Buffer.from('2') } },
      ...{ '.DS_Store': Buffer.from('3'), '__MACOSX/._a.json': Buffer.from('4') },
    }),
  )
  await copyFile(join(folder, 'labels.zip'), join(folder, 'download'))
  for (const path of ['labels', 'labels/a.json', 'labels.zip', 'download']) {
    const source = await openLabelSource(join(folder, path))
    expect(await source.files()).toEqual(['a.json', 'masks/b.png'])
    expect(Buffer.from(await source.read('masks/b.png')).toString()).toBe('2')
    expect(source.main).toBe(path.endsWith('.json') ? 'a.json' : null)
  }
})

test('one mask that was named is the only one that is read, whatever lies beside it', async () => {
  const folder = await temporaryFolder()
  for (const name of ['a.png', 'b.png', 'deeper/SegmentationClass/c.png', 'notes.txt'])
    await put(join(folder, name), '1')
  const read = async (name: string): Promise<readonly LabelEntry[]> =>
    codecNamed('voc').open(await openLabelSource(join(folder, name)))
  expect((await read('b.png')).map(({ file }) => file)).toEqual(['b.png'])
  await expect(read('notes.txt')).rejects.toThrow('expected PNG masks')
})

test('links are left out, and a name that leads out is refused', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'labels'))
  await writeFile(join(folder, 'secret.json'), '1')
  await symlink(join(folder, 'secret.json'), join(folder, 'labels/link.json'))
  const source = await openLabelSource(join(folder, 'labels'))
  expect(await source.files()).toEqual([])
  await expect(Promise.resolve().then(() => source.read('../secret.json'))).rejects.toMatchObject({
    kind: 'invalidInput',
  })
})

test.each(['../a.png', 'x/../../a.png', '/etc/a.png', 'C:/a.png', 'x\\..\\a.png'])(
  'an archive with the name %s is refused',
  async (name) => {
    const path = join(await temporaryFolder(), 'labels.zip')
    await writeFile(path, zipSync({ 'a.json': Buffer.from('1'), [name]: Buffer.from('2') }))
    await expect(openLabelSource(path)).rejects.toMatchObject({
      kind: 'invalidInput',
      message: expect.stringContaining('expected names inside of the archive') as string,
    })
  },
)

test('an archive that would fill the memory is refused', async () => {
  const path = join(await temporaryFolder(), 'labels.zip')
  await writeFile(path, zipSync({ 'a.png': new Uint8Array(80 * 2 ** 20) }, { level: 9 }))
  await expect(openLabelSource(path)).rejects.toMatchObject({
    kind: 'unsupported',
    message: expect.stringContaining('pack it again without compression') as string,
  })
})

test('an archive without a byte, or cut short, is damaged', async () => {
  const path = join(await temporaryFolder(), 'labels.zip')
  const whole = zipSync({ 'a.json': Buffer.from('1') })
  for (const byteCount of [0, 1, whole.length - 1]) {
    await writeFile(path, whole.subarray(0, byteCount))
    await expect(openLabelSource(path)).rejects.toMatchObject({
      kind: 'corrupt',
      message: expect.stringContaining('the end of the zip archive is missing') as string,
    })
  }
})

test('what is not there is not found', async () => {
  await expect(openLabelSource('/no/such/labels')).rejects.toMatchObject({ kind: 'notFound' })
})
