import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addWeights } from '../../../src-main/adapters/weights/add-weights.ts'
import type { AddedNetwork } from '../../../src-main/adapters/weights/add-weights.ts'
import { createWeightsLibrary } from '../../../src-main/adapters/weights/weights-library.ts'
import { said } from '../../../src-main/core/said.ts'
import { decodeSafetensors } from '../../../src-main/engine/checkpoint/safetensors.ts'
import { ENCODERS } from '../../../src-main/engine/networks/encoders.ts'
import { TINY_ENCODERS, resnetFile, vggFile } from '../../engine/checkpoint/tiny-weights.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { npzFile, onnxFile, safetensorsFile, tfjsFiles, torchFile } from './written-weights.ts'

const SHIPPED = join(import.meta.dirname, '../../../resources/weights')

async function add(
  source: string,
  folder: string,
  candidates = TINY_ENCODERS,
): Promise<AddedNetwork> {
  const onProgress = (): void => undefined
  const registry = (): string => 'http://127.0.0.1:9'
  const added = await addWeights(source, { folder, candidates, registry, onProgress })
  if (added.kind !== 'network') throw new Error(`${source} was taken for a ${added.kind}`)
  return added
}

async function write(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
  return path
}

/** The last says whether the file holds integers, too. */
const FORMATS = [
  ['safetensors', 'a.safetensors', safetensorsFile, false],
  ['npz', 'a.npz', npzFile, true],
  ['onnx', 'a.onnx', onnxFile, true],
  ['torch-zip', 'a.pth', torchFile, false],
] as const

describe('added weights', () => {
  it.each(FORMATS)('come from %s', async (format, name, encode, hasIntegers) => {
    const folder = join(await temporaryFolder(), 'new/weights')
    const tensors = resnetFile()
    if (!hasIntegers) tensors.delete('bn1.num_batches_tracked')
    const source = await write(join(await temporaryFolder(), name), encode(tensors))
    const added = await add(source, folder)
    expect(added).toMatchObject({ network: 'resnet-50', format, others: [] })
    expect(added.unused).toEqual(hasIntegers ? ['bn1.num_batches_tracked', 'fc.bias'] : ['fc.bias'])
    const library = createWeightsLibrary({ shipped: SHIPPED, added: folder })
    const stored = decodeSafetensors(await library.read('resnet-50'), 'stored').tensors
    for (const unused of added.unused) tensors.delete(unused)
    expect(stored).toEqual(tensors)
    expect((await library.list())[1]).toEqual({
      name: 'resnet-50',
      path: added.path,
      detail: said`added from ${name} (${format})`,
    })
  })

  it.each(['', 'model.json'])('come from a TensorFlow.js model at "%s"', async (path) => {
    const [folder, model] = [await temporaryFolder(), await temporaryFolder()]
    for (const [name, bytes] of Object.entries(tfjsFiles(vggFile()))) {
      await write(join(model, name), bytes)
    }
    const added = await add(join(model, path), folder)
    expect(added).toMatchObject({ network: 'vgg-16-deeplab', format: 'tfjs', others: ['vgg-16'] })
    expect(added.used).toEqual([...vggFile().keys()])
  })

  it('are the same file whatever format they came in', async () => {
    const folder = await temporaryFolder()
    const sums = []
    for (const [, name, encode] of FORMATS.slice(1)) {
      const source = await write(join(await temporaryFolder(), name), encode(resnetFile()))
      sums.push((await add(source, folder)).sha256)
    }
    expect(new Set(sums).size).toBe(1)
  })

  it('replace those of the same network and leave others alone', async () => {
    const [folder, given] = [await temporaryFolder(), await temporaryFolder()]
    const source = join(given, 'a.npz')
    await add(await write(source, npzFile(vggFile())), folder)
    const before = await add(await write(source, npzFile(resnetFile())), folder)
    const changed = resnetFile()
    changed.get('conv1.weight')!.data[0] = 42
    const after = await add(await write(source, npzFile(changed)), folder)
    expect(after.path).not.toBe(before.path)
    const files = await readdir(folder)
    expect(files).toHaveLength(3)
    expect(files).not.toContain(before.path.split('/').at(-1))
    const library = createWeightsLibrary({ shipped: SHIPPED, added: folder })
    const names = (await library.list()).map(({ name }) => name)
    expect(names).toEqual(['mobilenet-v2', 'vgg-16-deeplab', 'resnet-50'])
  })

  it('may be the shipped ones; a damaged copy says how to go on', async () => {
    const folder = await temporaryFolder()
    const source = join(SHIPPED, 'mobilenetv2-imagenet.safetensors')
    const { network, path, unused } = await add(source, folder, [...ENCODERS])
    expect({ network, unused }).toEqual({ network: 'mobilenet-v2', unused: [] })
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(1))
    const library = createWeightsLibrary({ shipped: SHIPPED, added: folder })
    await expect(library.read('mobilenet-v2')).rejects.toThrow(
      `found ${bytes.length - 1}; the file is damaged or exchanged: delete it and add the weights again with: pss weights add`,
    )
  })
})

describe('nothing is stored', () => {
  it('of weights of no network, of one that is not meant, and of no weights', async () => {
    const folder = join(await temporaryFolder(), 'weights')
    const given = await temporaryFolder()
    const npz = await write(join(given, 'a.npz'), npzFile(resnetFile()))
    const text = await write(join(given, 'a.txt'), Buffer.from('weights'))
    await expect(add(npz, folder, TINY_ENCODERS.slice(1))).rejects.toThrow(
      `${npz}: expected the ImageNet weights of a network, but no tensor has a name that one has`,
    )
    await expect(add(text, folder)).rejects.toMatchObject({ kind: 'unsupported' })
    await expect(add(given, folder)).rejects.toThrow('model.json: there is no such file or folder')
    await expect(add(join(given, 'none'), folder)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(readdir(folder)).rejects.toThrow('ENOENT')
  })

  it('of a model whose shards are missing or lead out of its folder', async () => {
    const [folder, outside] = [await temporaryFolder(), await temporaryFolder()]
    const files = tfjsFiles(vggFile())
    const model = await write(join(outside, 'model/model.json'), files['model.json']!)
    await expect(add(model, folder)).rejects.toThrow('expected the shard "shards/1.bin" beside it')
    await write(join(outside, 'shards/1.bin'), files['shards/1.bin']!)
    await symlink(join(outside, 'shards'), join(outside, 'model/shards'))
    await expect(add(model, folder)).rejects.toThrow('is a link that leads out of')
    const text = Buffer.from(files['model.json']!).toString().replaceAll('shards/', '../shards/')
    await write(model, Buffer.from(text))
    await expect(add(model, folder)).rejects.toThrow('a path with ".."')
    expect(await readdir(folder)).toEqual([])
  })
})
