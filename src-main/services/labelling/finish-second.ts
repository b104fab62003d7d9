// A blind mask is done for good: what is compared and measured is what was stored then.

import { StudioError } from '../../core/errors.ts'
import { nothingLabelled } from '../../core/labels/label-record.ts'
import { isUnlabelled } from '../../core/labels/provenance.ts'
import { said } from '../../core/said.ts'
import { requireFree } from '../label-editing/leases.ts'
import { imageOf, journalOf } from '../label-editing/mask-key.ts'
import type { PhotoDesk } from '../label-editing/photo-desk.ts'
import { requireSaved } from '../label-editing/unsaved-moves.ts'
import type { RootPorts } from '../ports.ts'
import { keepFirstMask } from './first-mask.ts'
import { requireSamePhoto } from './same-photo.ts'
import { changeLabelling, placeOf } from './second-labels.ts'
import type { Worked } from './second-labels.ts'

/**
 * Errors: as of opening it; conflict without a second mask, when nothing is labelled in it, when its photo was replaced,
 * when another editor has it, or when what was painted is not saved yet.
 */
export function finishSecond(
  ports: RootPorts & { readonly desk: Pick<PhotoDesk, 'alone'> },
  { editorId, ...worked }: Worked & { readonly editorId: string | null },
): Promise<{ state: 'done' }> {
  const { user, name, annotator: blindBy } = worked
  return ports.desk.alone({ user, name, blindBy, editorId }, (holder) => {
    requireFree(worked, holder)
    return finishAlone(ports, worked)
  })
}

async function finishAlone(ports: RootPorts, worked: Worked): Promise<{ state: 'done' }> {
  const { user, name, annotator } = worked
  const image = imageOf(worked)
  const { which, labelling, stored } = await placeOf(ports, worked)
  await requireSamePhoto(labelling, stored, name)
  const mask = await ports.root.readPairedMask(image, which)
  if (mask === null) {
    throw new StudioError(
      'conflict',
      said`photo ${name} has no second mask to finish; save one first`,
    )
  }
  await requireSaved(ports, journalOf({ user, name, blindBy: annotator }), mask.revision)
  if (mask.provenance !== null && isUnlabelled(mask.provenance)) throw nothingLabelled(name)
  await changeLabelling(ports, worked, 'done')
  if (which === 'second') await keepFirstMask(ports, image)
  return { state: 'done' }
}
