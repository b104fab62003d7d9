// The bytes behind a media path: photos and masks from the root, results from a run's artifacts.

import type { CheckpointKind, Stage } from '../../contract/runs.ts'
import { differenceImage } from '../../core/agreement/difference.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { ImageCodec, RootPorts } from '../ports.ts'
import type { MediaFile } from '../ports/media-file.ts'
import { entropyKey, predictionKey, probabilityKey } from '../runs/run-files.ts'
import { readRun } from '../runs/run-store.ts'
import { differencePalette } from './difference-palette.ts'
import { parseMediaPath } from './parse-media-path.ts'

interface ResultKey {
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
  readonly name: string
}

/** Errors: notFound (unknown path, photo, mask or result), corrupt, conflict (mask of another size). */
export async function resolveMedia(
  ports: RootPorts,
  codec: ImageCodec,
  path: string,
): Promise<MediaFile> {
  const request = parseMediaPath(path)
  switch (request.kind) {
    case 'thumbnail':
      return ports.root.thumbnail(request.user, request.name, request.size)
    case 'image':
      return ports.root.imageFile({ domain: 'user', user: request.user, name: request.name })
    case 'label-map':
      return labelMapPicture(ports, codec, request)
    case 'prediction':
      return storedPng(ports, predictionKey(request, request.name), request)
    case 'probability':
      return storedPng(ports, probabilityKey(request, request.name), request)
    case 'entropy':
      return storedPng(ports, entropyKey(request, request.name), request)
    case 'difference':
      return png(await differencePicture(ports, codec, request))
  }
}

async function labelMapPicture(
  ports: RootPorts,
  codec: ImageCodec,
  { user, name }: { readonly user: string; readonly name: string },
): Promise<MediaFile> {
  const stored = await ports.root.readLabelMap({ domain: 'user', user, name })
  if (stored === null)
    throw new StudioError('notFound', said`image ${name} of ${user} has no mask yet`)
  return png(await codec.encodePalettePng(stored.labelMap))
}

async function storedPng(ports: RootPorts, key: string, request: ResultKey): Promise<MediaFile> {
  const bytes = await ports.artifacts.read(key)
  if (bytes !== null) return png(bytes)
  const { runId, stage, checkpoint, name } = request
  throw new StudioError(
    'notFound',
    said`run ${runId} has no result of ${stage} (${checkpoint}) for image ${name}`,
  )
}

/** Prediction against the mask as it is now. */
export async function differencePicture(
  ports: RootPorts,
  codec: ImageCodec,
  request: ResultKey,
): Promise<Uint8Array> {
  const { config } = await readRun(ports.artifacts, request.runId)
  const { name } = request
  const truth = await ports.root.readLabelMap({ domain: 'user', user: config.user, name })
  if (truth === null)
    throw new StudioError('notFound', said`image ${name} has no mask to compare with`)
  const stored = await storedPng(ports, predictionKey(request, name), request)
  const prediction = await codec.decodeIndexedPng(stored.bytes)
  const { width, height } = truth.labelMap
  if (prediction.width !== width || prediction.height !== height) {
    throw new StudioError(
      'conflict',
      said`image ${name}: the mask is ${width}x${height}, the prediction ${prediction.width}x${prediction.height};
        the photo was replaced after the run, run again`,
    )
  }
  return codec.encodeIndexedPng(differenceImage(truth.labelMap, prediction), differencePalette())
}

function png(bytes: Uint8Array): MediaFile {
  return { bytes, contentType: 'image/png' }
}
