// What a run's preset and budget mean for the trainer. Class weights depend on the source masks: they are
// counted once a run and kept with it, so that a resumed run weighs the same.

import { z } from 'zod'
import { CLASS_COUNT } from '../../../core/labels/classes.ts'
import { classWeights } from '../../../core/training/class-weights.ts'
import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import { classPixelCounts } from '../../../core/labels/label-map.ts'
import type { MethodOptions } from '../../../engine/methods/method.ts'
import { readJson, writeJson } from '../../artifact-json.ts'
import { runKey } from '../run-files.ts'
import { requireLabelMap } from './batches.ts'
import type { PipelineContext } from './context.ts'
import { sourceImage } from './context.ts'
import { hyperparametersOf, networkOptions } from './presets.ts'

const pixelsSchema = z.array(z.int().min(0)).length(CLASS_COUNT)

/** Errors: notFound and corrupt of source masks. */
export async function methodOptions(context: PipelineContext): Promise<MethodOptions> {
  const { budget } = context.config
  const hyperparameters = hyperparametersOf(context.config)
  const { classBalance } = hyperparameters
  return {
    network: networkOptions(context.config),
    hyperparameters,
    classWeights:
      classBalance === 0 ? [] : classWeights(await sourceClassPixels(context), classBalance),
    batchSize: budget.batchSize,
    cropSizePx: budget.cropSizePx,
  }
}

/** Labelled pixels of each class over all source masks. */
async function sourceClassPixels(context: PipelineContext): Promise<number[]> {
  const { artifacts, root, runId, images } = context
  const key = runKey(runId, 'source-classes.json')
  const known = await readJson(artifacts, key, pixelsSchema)
  if (known !== null) return known
  const pixels = Array.from({ length: CLASS_COUNT }, () => 0)
  for (const index of images.source.keys()) {
    const { labelMap } = await requireLabelMap(root, sourceImage(context, index))
    const counts = classPixelCounts(labelMap)
    for (const [value, count] of counts.entries()) pixels[value] = (pixels[value] ?? 0) + count
  }
  if (pixels.every((count) => count === 0)) {
    const message = said`the source masks carry no class: all their pixels are void; label some source photos`
    throw new StudioError('invalidInput', message)
  }
  await writeJson(artifacts, key, pixels)
  return pixels
}
