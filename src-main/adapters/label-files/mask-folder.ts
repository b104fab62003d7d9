// One PNG for each image in a folder SegmentationClass: what VOC and CVAT share.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { isSameSize } from './label-codec.ts'
import type { LabelEntry } from './label-codec.ts'
import type { LabelSource } from './label-source.ts'
import { readMask } from './mask-names.ts'
import type { MaskNaming } from './mask-names.ts'
import { lastPart } from './read-json.ts'

export const MASK_FOLDER = 'SegmentationClass'

/**
 * The mask that was named; else the masks in SegmentationClass, wherever it lies; else the PNG files right in the folder.
 * Error: invalidInput.
 */
export async function maskEntries(
  source: LabelSource,
  naming: MaskNaming,
): Promise<readonly LabelEntry[]> {
  const files = source.main === null ? await source.files() : [source.main]
  const masks = files.filter((file) => /\.png$/i.test(file))
  const inFolder = masks.filter((file) => file.split('/').slice(0, -1).includes(MASK_FOLDER))
  const chosen = inFolder.length > 0 ? inFolder : masks.filter((file) => !file.includes('/'))
  if (chosen.length === 0) {
    throw new StudioError(
      'invalidInput',
      said`${source.place}: expected PNG masks in a folder ${MASK_FOLDER}, found none; choose the folder or
        archive that holds it, or one mask`,
    )
  }
  return chosen.map((file) => ({
    name: imageNameOf(lastPart(file)),
    file,
    async read(photo) {
      const { labels, remarks } = await readMask(await source.read(file), file, naming)
      return isSameSize(labels, photo)
        ? { kind: 'labels', labels, notes: {}, remarks }
        : { kind: 'otherSize', size: { width: labels.width, height: labels.height } }
    },
  }))
}
