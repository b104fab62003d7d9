// Label maps: opened for painting, saved atomically by the root.

import type { EncodedLabelMap } from '../contract/schemas.ts'
import { decodeBase64, encodeBase64 } from '../core/base64.ts'
import { createLabelMap } from '../core/label-map.ts'
import type { LabelMap } from '../core/label-map.ts'
import { decodeRuns, encodeRuns } from '../core/run-length.ts'
import type { RootPorts } from './ports.ts'

interface ImageKey {
  readonly user: string
  readonly name: string
}

export interface OpenedLabelMap {
  width: number
  height: number
  labelMap: EncodedLabelMap | null
  revision: string | null
  isWritable: boolean
}

export async function openLabelMap(ports: RootPorts, key: ImageKey): Promise<OpenedLabelMap> {
  const image = { domain: 'user', ...key } as const
  const { width, height } = await ports.root.imageSize(image)
  const stored = await ports.root.readLabelMap(image)
  return {
    width,
    height,
    labelMap: stored === null ? null : encodeLabelMap(stored.labelMap),
    revision: stored?.revision ?? null,
    isWritable: ports.root.isWritable,
  }
}

export interface SaveRequest extends ImageKey {
  readonly labelMap: EncodedLabelMap
  readonly revision: string | null
}

/** The root checks size and values, and names the file when they are wrong. */
export async function saveLabelMap(
  ports: RootPorts,
  request: SaveRequest,
): Promise<{ revision: string; byteCount: number }> {
  const labelMap = decodeLabelMap(request.labelMap)
  const image = { domain: 'user', user: request.user, name: request.name } as const
  return ports.root.saveLabelMap(image, labelMap, request.revision)
}

export function encodeLabelMap(labelMap: LabelMap): EncodedLabelMap {
  const { width, height, data } = labelMap
  return { width, height, runLengths: encodeBase64(encodeRuns(data)) }
}

/** Errors: invalidInput (not base64), corrupt (runs of another size). */
export function decodeLabelMap(encoded: EncodedLabelMap): LabelMap {
  const { width, height, runLengths } = encoded
  return createLabelMap(width, height, decodeRuns(decodeBase64(runLengths), width * height))
}
