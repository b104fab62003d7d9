// Weights that a person points at: a file of any format, or a TensorFlow.js model.json with its shards.
// Of a model, nothing outside of its folder is read.

import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ioError, isMissing } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readWeights } from './formats/read-weights.ts'
import { listShards, readTfjsLayers } from './formats/tfjs-layers.ts'
import type { WeightsFile } from './formats/weights-file.ts'

/** Gives the bytes of a file beside model.json; null when there is none. */
export type ReadBeside = (path: string) => Promise<Uint8Array | null>

export const MODEL_FILE = 'model.json'

/** @param path a file, or a folder with model.json. Errors: notFound, io and those of readWeights. */
export async function readWeightsPath(path: string): Promise<WeightsFile> {
  const isFolder = (await stat(path).catch(failToRead(path))).isDirectory()
  if (!isFolder && !path.endsWith('.json')) {
    return readWeights(await readFile(path).catch(failToRead(path)), path)
  }
  const folder = isFolder ? path : dirname(path)
  const model = await resolveInside(folder, isFolder ? MODEL_FILE : basename(path))
  const bytes = await readFile(model).catch(failToRead(model))
  return readTfjsModel(bytes, model, async (shard) => {
    const file = await resolveInside(folder, shard)
    return readFile(file).catch((error: unknown) => {
      if (isMissing(error)) return null
      throw ioError(error, 'read', file)
    })
  })
}

export async function readTfjsModel(
  modelJson: Uint8Array,
  place: string,
  readBeside: ReadBeside,
): Promise<WeightsFile> {
  const text = Buffer.from(modelJson).toString('utf8')
  const shards = new Map<string, Uint8Array>()
  for (const path of listShards(text, place)) {
    const bytes = shards.has(path) ? null : await readBeside(path)
    if (bytes !== null) shards.set(path, bytes)
  }
  return { format: 'tfjs', ...readTfjsLayers(text, shards, place) }
}

function failToRead(path: string): (error: unknown) => never {
  return (error) => {
    throw ioError(error, 'read', path)
  }
}
