// The pictures of one labelled image for a report: small, and inside the page as data addresses.

import type { ImageScore } from '../../../contract/runs.ts'
import { encodeBase64 } from '../../../core/bytes/base64.ts'
import { VOC_CLASSES } from '../../../core/labels/classes.ts'
import { differenceImage } from '../../../core/agreement/difference.ts'
import { resizeLabelMap } from '../../../core/labels/label-map.ts'
import type { LabelMap } from '../../../core/labels/label-map.ts'
import { differencePalette } from '../../media/difference-palette.ts'
import type { ImageCodec, RootPorts } from '../../ports.ts'
import { entropyKey, predictionKey } from '../run-files.ts'
import type { StageResult } from '../run-files.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { percent } from './score-tables.ts'

const LONG_SIDE = 240
const JPEG_QUALITY = 78

export interface PictureSource extends RootPorts {
  readonly codec: ImageCodec
  readonly user: string
  readonly key: StageResult
}

/** Null when mask or prediction are gone. */
export async function pictureRow(source: PictureSource, score: ImageScore): Promise<Html | null> {
  const { codec, root, artifacts, key, user } = source
  const image = { domain: 'user', user, name: score.name } as const
  const truth = await root.readLabelMap(image)
  const storedPrediction = await artifacts.read(predictionKey(key, score.name))
  const storedEntropy = await artifacts.read(entropyKey(key, score.name))
  if (truth === null || storedPrediction === null || storedEntropy === null) return null
  const size = smallSize(truth.labelMap)
  const small = (map: LabelMap): LabelMap => resizeLabelMap(map, size.width, size.height)
  const labels = small(truth.labelMap)
  const prediction = small(await codec.decodeIndexedPng(storedPrediction))
  const entropy = small(await codec.decodeGreyPng(storedEntropy))
  const difference = differenceImage(labels, prediction)
  const photo = await codec.encodeJpeg(await root.readPixels(image, size), JPEG_QUALITY)
  return html`<tr>
    <th>
      ${score.name}<br /><small
        >FIoU ${percent(score.fiou)}${withoutCopied(score)}<br />group ${score.group}<br />truth:
        ${names(score.trueClasses)}<br />seen: ${names(score.predictedClasses)}</small
      >
    </th>
    <td>${picture('photo', 'jpeg', photo)}</td>
    <td>${picture('truth', 'png', await codec.encodePalettePng(labels))}</td>
    <td>${picture('prediction', 'png', await codec.encodePalettePng(prediction))}</td>
    <td>${picture('entropy', 'png', await codec.encodeGreyPng(entropy))}</td>
    <td>
      ${picture('difference', 'png', await codec.encodeIndexedPng(difference, differencePalette()))}
    </td>
  </tr>`
}

function withoutCopied({ withoutCopied: rest }: ImageScore): string {
  return rest === undefined ? '' : ` (without copied pixels ${percent(rest.fiou)})`
}

function smallSize({ width, height }: LabelMap): { width: number; height: number } {
  const scale = Math.min(1, LONG_SIDE / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

function picture(alt: string, type: 'jpeg' | 'png', bytes: Uint8Array): Html {
  return html`<img alt="${alt}" src="data:image/${type};base64,${encodeBase64(bytes)}" />`
}

function names(classes: readonly number[]): string {
  return classes.length === 0 ? 'nothing' : classes.map((i) => VOC_CLASSES[i] ?? `${i}`).join(', ')
}
