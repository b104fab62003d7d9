import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWeightsLibrary } from '../../../src-main/adapters/weights/weights-library.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const SHIPPED = join(import.meta.dirname, '../../../resources/weights')
const FILE = 'mobilenetv2-imagenet.safetensors'

test('the shipped weights are whole', async () => {
  const library = createWeightsLibrary(SHIPPED)
  const [entry] = await library.list()
  expect(entry).toMatchObject({ name: 'mobilenet-v2', path: join(SHIPPED, FILE) })
  expect((await library.read('mobilenet-v2')).length).toBe(9_066_184)
})

test('an unknown name lists the known ones', async () => {
  await expect(createWeightsLibrary(SHIPPED).read('resnet-50')).rejects.toMatchObject({
    kind: 'notFound',
    message: 'there are no weights for "resnet-50"; there are: mobilenet-v2',
  })
})

test('damaged, cut and missing weights are errors that name the file', async () => {
  const folder = await temporaryFolder()
  await cp(SHIPPED, folder, { recursive: true })
  const path = join(folder, FILE)
  const library = createWeightsLibrary(folder)
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
  await expect(
    createWeightsLibrary(join(folder, 'none')).read('mobilenet-v2'),
  ).rejects.toMatchObject({ kind: 'notFound' })
})
