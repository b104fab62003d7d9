// A photo whose file was replaced: the labels fit the new one, says a person who has looked at it.

import type { PhotoLabels } from '../../contract/label-records.ts'
import { acceptPhoto as acceptedPhoto } from '../../core/labels/label-record.ts'
import { requireFree } from '../label-editing/leases.ts'
import type { PhotoDesk } from '../label-editing/photo-desk.ts'
import { readPhotoLabels } from './label-records.ts'
import type { ByPerson, RecordPorts } from './label-records.ts'

/** Errors: conflict (frozen, of another size, or somebody paints it), notFound, io. */
export async function acceptPhoto(
  ports: RecordPorts & { readonly desk: Pick<PhotoDesk, 'alone'> },
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
