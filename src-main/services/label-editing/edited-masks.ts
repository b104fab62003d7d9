// The masks that the photo desk hands out: a photo's own as it counts, and each person's blind one under the rules of
// blind labelling. The desk itself knows of no difference.

import { createLabelReader, saveLabelMap } from '../labels.ts'
import type { SaveRequest, StampedLabels } from '../labels.ts'
import type { RecordPorts } from '../labelling/label-records.ts'
import { beginSecond, openSecond, saveSecond } from '../labelling/second-labels.ts'
import type { MaskKey } from './mask-key.ts'

type BeforeWrite = (revision: string) => Promise<void>

export interface EditedMasks {
  /** Errors: notFound, corrupt, invalidInput, conflict (not this person's), io. */
  open(key: MaskKey): Promise<StampedLabels>
  /** Before a journal begins: the first move says whose a blind mask is. Error: conflict. */
  begin(key: MaskKey): Promise<void>
  /** Errors: conflict, invalidInput, io. */
  save(
    request: SaveRequest & MaskKey,
    beforeWrite?: BeforeWrite,
  ): Promise<{ revision: string; byteCount: number }>
}

export function createEditedMasks(ports: RecordPorts): EditedMasks {
  const own = createLabelReader(ports)
  return {
    open: ({ user, name, blindBy }) =>
      blindBy === undefined
        ? own.open({ user, name })
        : openSecond(ports, { user, name, annotator: blindBy }),
    async begin({ user, name, blindBy }) {
      if (blindBy !== undefined) await beginSecond(ports, { user, name, annotator: blindBy })
    },
    save: ({ blindBy, ...request }, beforeWrite) =>
      blindBy === undefined
        ? saveLabelMap(ports, request, beforeWrite)
        : saveSecond(ports, { ...request, annotator: blindBy }, beforeWrite),
  }
}
