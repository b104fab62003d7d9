// Freezing vouches for the very bytes of a mask: nobody paints it meanwhile, and its file holds all that was painted.

import type { PhotoLabels } from '../../contract/label-records.ts'
import { shortHash } from '../../core/bytes/short-hash.ts'
import type { WorkStretch } from '../../core/labels/active-time.ts'
import { requireFree } from '../label-editing/leases.ts'
import { imageOf } from '../label-editing/mask-key.ts'
import type { PhotoDesk } from '../label-editing/photo-desk.ts'
import { requireSaved } from '../label-editing/unsaved-moves.ts'
import { actOnLabels } from './label-records.ts'
import type { ByPerson, RecordPorts } from './label-records.ts'

interface FreezeRequest extends ByPerson {
  readonly work: readonly WorkStretch[]
}

/** `editorId`: the window that asks, which may have the photo. Errors: conflict, io and those of reading. */
export function freezeLabels(
  ports: RecordPorts & { readonly desk: Pick<PhotoDesk, 'alone'> },
  request: FreezeRequest,
  editorId: string | null,
): Promise<PhotoLabels> {
  const { user, name } = request
  const image = imageOf(request)
  return ports.desk.alone({ user, name, editorId }, async (holder) => {
    requireFree(request, holder)
    const { maskSha256 } = await ports.root.readLabelRecord(image)
    await requireSaved(ports, image, maskSha256 === null ? null : shortHash(maskSha256))
    return actOnLabels(ports, { ...request, action: 'freeze' })
  })
}
