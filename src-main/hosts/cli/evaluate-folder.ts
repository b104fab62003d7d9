// Scores a folder of PNG predictions made elsewhere.

import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { StudioError } from '../../core/errors.ts'
import type { ImageCodec } from '../../services/ports.ts'
import { evaluateImages, evaluation } from '../../services/runs/evaluate-stored.ts'
import type { Evaluation } from '../../services/runs/evaluate-stored.ts'
import { splitReference } from '../../services/split.ts'
import { composeCliPorts } from './open-client.ts'
import type { Output } from './output.ts'

export interface FolderRequest {
  readonly root: string
  readonly user: string
  readonly folder: string
}

/** Labelled images without a PNG are named on stderr and left out. */
export async function evaluateFolder(
  { root: rootPath, user, folder }: FolderRequest,
  output: Output,
): Promise<Evaluation> {
  const ports = composeCliPorts(output)
  const { root } = await ports.openRoot(resolve(rootPath))
  try {
    const images = await evaluateImages(root, user, async (name) => {
      const path = join(resolve(folder), `${name}.png`)
      const prediction = await readPrediction(ports.codec, path)
      if (prediction !== null) return { prediction, entropy: 0, group: 0 }
      output.note(`left out ${name}: there is no ${path}`)
      return null
    })
    const split = splitReference((await root.listUser(user)).validationSplit)
    return evaluation({ stage: 'stage2', checkpoint: 'last', iteration: 0, split }, images)
  } finally {
    await root.close()
  }
}

async function readPrediction(codec: ImageCodec, path: string): Promise<LabelMap | null> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new StudioError('io', `cannot read ${path}`, { cause: error })
  })
  if (bytes === null) return null
  const prediction = await codec.decodeIndexedPng(bytes)
  if (prediction.data.every((value) => value <= 20)) return prediction
  throw new StudioError('invalidInput', `${path}: a prediction holds the classes 0 to 20 alone`)
}
