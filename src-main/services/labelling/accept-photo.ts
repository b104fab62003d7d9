// A photo whose file was replaced: the labels fit the new one, says a person who has looked at it.

import type { PhotoLabels } from '../../contract/label-records.ts'
import { acceptPhoto as acceptedPhoto } from '../../core/labels/label-record.ts'
import { blindPlaceOf, withBlindLabelling } from '../../core/labels/blind-labelling.ts'
import { takeOver } from '../../core/labels/labelled-photo.ts'
import { requireFree } from '../label-editing/leases.ts'
import { imageOf } from '../label-editing/mask-key.ts'
import type { PhotoDesk } from '../label-editing/photo-desk.ts'
import { readPhotoLabels } from './label-records.ts'
import type { ByPerson, RecordPorts } from './label-records.ts'
import { placeOf } from './second-labels.ts'

type AcceptPorts = RecordPorts & { readonly desk: Pick<PhotoDesk, 'alone'> }

/** Errors: conflict (frozen, of another size, or somebody paints it), notFound, io. */
export async function acceptPhoto(
  ports: AcceptPorts,
  { annotator, ...key }: ByPerson,
): Promise<PhotoLabels> {
  const at = ports.machine.now().toISOString()
  await ports.desk.alone(key, (holder) => {
    requireFree(key, holder)
    return ports.root.changeLabelRecord({ domain: 'user', ...key }, async ({ record, photo }) => {
      if (record === null) return null
      const next = acceptedPhoto(record, await photo(), { by: annotator, at, name: key.name })
      return next === record ? null : next
    })
  })
  return readPhotoLabels(ports, key)
}

/** Of the person's blind mask alone: each vouches for one's own. Errors: as of opening it; conflict (as above), io. */
export async function acceptBlindPhoto(
  ports: AcceptPorts,
  { annotator: by, ...key }: ByPerson,
): Promise<void> {
  await placeOf(ports, { ...key, annotator: by })
  const at = ports.machine.now().toISOString()
  await ports.desk.alone({ ...key, blindBy: by }, (holder) => {
    requireFree(key, holder)
    return ports.root.changeLabelRecord(imageOf(key), async ({ record, photo }) => {
      const { labelling } = blindPlaceOf(record, by)
      if (record === null || labelling === undefined) return null
      const next = takeOver(labelling, await photo(), { by, at, name: key.name })
      return next === labelling ? null : withBlindLabelling(record, next)
    })
  })
}
