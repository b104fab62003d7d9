// Training samples and network inputs from the files of a root. What comes out depends on the request and
// the files alone: not on the thread, nor on what was made before.

import {
  augmentImage,
  augmentLabels,
  drawAugmentation,
  imagenetNormalisation,
} from '../../core/images/augmentation.ts'
import type { PixelNormalisation } from '../../core/images/augmentation.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { createRandom } from '../../core/random.ts'
import { networkPixels } from '../../engine/inference/image-tensor.ts'
import type {
  ArtifactStore,
  LabelPlace,
  PssRoot,
  SampleReader,
  SampleRequest,
  TrainingSample,
} from '../../services/ports.ts'
import type { ImageReference } from '../../services/ports/image-reference.ts'
import { decodeIndexedPng } from '../images/label-png.ts'

/** What samples are made from; an opened root has it. */
export interface SampleFiles {
  readonly root: Pick<PssRoot, 'imageSize' | 'readPixels' | 'readLabelMap'>
  readonly artifacts: Pick<ArtifactStore, 'read' | 'locate'>
}

/** Makes everything in this very thread. */
export function createSampleMaker(files: SampleFiles): SampleReader {
  const table = imagenetNormalisation()
  return {
    sample: (request) => makeSample(files, request, table),
    image: async (image, size) => networkPixels(await files.root.readPixels(image, size), table),
  }
}

async function makeSample(
  files: SampleFiles,
  { image, labels, augmentation, seed }: SampleRequest,
  table: PixelNormalisation,
): Promise<TrainingSample> {
  const { root } = files
  const size = await root.imageSize(image)
  const plan = drawAugmentation(createRandom(seed), size, augmentation)
  const area = plan.cropSize ** 2
  const pixels = new Float32Array(3 * area)
  const resized = { width: plan.resizeWidth, height: plan.resizeHeight }
  augmentImage(await root.readPixels(image, resized), plan, { out: pixels, offset: 0, table })
  const labelMap = labels === null ? null : await readLabels(files, image, labels)
  if (labelMap === null) return { pixels, labels: null }
  const values = new Int32Array(area)
  augmentLabels(labelMap, plan, { out: values, offset: 0 })
  return { pixels, labels: values }
}

async function readLabels(
  { root, artifacts }: SampleFiles,
  image: ImageReference,
  place: LabelPlace,
): Promise<LabelMap | null> {
  if (place.type === 'mask') return (await root.readLabelMap(image))?.labelMap ?? null
  const bytes = await artifacts.read(place.key)
  return bytes === null ? null : decodeIndexedPng(bytes, artifacts.locate(place.key))
}
