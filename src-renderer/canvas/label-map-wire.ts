// Label maps on the wire: run lengths in base64. The inverse of what the studio sends.

import type { EncodedLabelMap } from '../../src-main/contract/schemas.ts'
import { decodeBase64, encodeBase64 } from '../../src-main/core/base64.ts'
import { createLabelMap } from '../../src-main/core/label-map.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import { decodeRuns, encodeRuns } from '../../src-main/core/run-length.ts'

export function encodeLabelMap({ width, height, data }: LabelMap): EncodedLabelMap {
  return { width, height, runLengths: encodeBase64(encodeRuns(data)) }
}

/** Throws `corrupt` when the runs do not fill the map. */
export function decodeLabelMap({ width, height, runLengths }: EncodedLabelMap): LabelMap {
  return createLabelMap(width, height, decodeRuns(decodeBase64(runLengths), width * height))
}
