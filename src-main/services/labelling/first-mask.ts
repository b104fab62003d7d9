// The first of two masks of a photo, kept for comparison.

import { countsAsTruth } from '../../core/labels/label-states.ts'
import type { RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'

/**
 * Once both are done, the first mask is kept as it is at that moment: what is compared was drawn without sight of
 * the other, whatever becomes of the photo's mask later.
 */
export async function keepFirstMask({ root }: RootPorts, image: UserImage): Promise<void> {
  const { record, maskSha256 } = await root.readLabelRecord(image)
  if (record?.second?.state !== 'done' || maskSha256 === null) return
  if (!countsAsTruth(record.state) || (await root.readPairedMask(image, 'first')) !== null) return
  // A mask of another size than its photo waits for its own way out, and holds up nobody else.
  if (await root.hasOtherSize(image)) return
  const mask = await root.readLabelMap(image)
  if (mask === null) return
  const { provenance } = await root.readProvenance(image, mask)
  await root.savePairedMask(
    { ...image, which: 'first' },
    { labelMap: mask.labelMap, provenance },
    null,
  )
}
