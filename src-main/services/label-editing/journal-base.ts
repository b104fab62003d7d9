// What a journal builds on, of labels as they are opened and as they are sent.

import type { OpenedLabels } from '../../contract/labels.ts'
import { decodeBase64 } from '../../core/bytes/base64.ts'
import { encodeRun } from '../../core/bytes/run-length.ts'
import { PROVENANCE } from '../../core/labels/provenance.ts'
import type { SaveRequest } from '../labels.ts'
import type { ImageSize } from '../ports/label-files.ts'
import type { JournalBase } from './photo-journal.ts'

/** Of labels as they were opened. */
export function baseOf({
  width,
  height,
  labelMap,
  provenance,
  revision,
}: OpenedLabels): JournalBase {
  if (labelMap !== null) return { ...wireBase({ labelMap, provenance }), revision }
  // Background in the one plane, nobody's in the other: both are 0.
  const nothing = (): Uint8Array => plane({ width, height }, PROVENANCE.unlabelled)
  return { width, height, revision, planes: () => ({ labels: nothing(), provenance: nothing() }) }
}

/** Of labels as they cross the contract. */
export function wireBase({
  labelMap,
  provenance,
}: Pick<SaveRequest, 'labelMap' | 'provenance'>): Omit<JournalBase, 'revision'> {
  const { width, height, runLengths } = labelMap
  return {
    width,
    height,
    planes: () => ({
      labels: decodeBase64(runLengths),
      provenance:
        provenance === null
          ? plane(labelMap, PROVENANCE.human)
          : decodeBase64(provenance.runLengths),
    }),
  }
}

function plane({ width, height }: ImageSize, value: number): Uint8Array {
  return encodeRun(value, width * height)
}
