// Label maps: open one for painting, save it atomically.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { encodedLabelMapSchema, imageNameSchema, userIdSchema } from './schemas.ts'

const imageKey = z.object({ user: userIdSchema, name: imageNameSchema })

/** Identifies the stored bytes of a mask; null = there is no mask file yet. */
export const revisionSchema = z.string().nullable()

export const labelsContract = {
  /**
   * The mask at the image's upright size, all background when there is none.
   * Errors: notFound; corrupt when the mask file cannot be read or its size fits neither orientation.
   */
  open: oc.input(imageKey).output(
    z.object({
      width: z.int(),
      height: z.int(),
      labelMap: encodedLabelMapSchema.nullable(),
      revision: revisionSchema,
      isWritable: z.boolean(),
    }),
  ),
  /**
   * Writes SegmentationClass/<name>.png (8-bit palette) and the user's val_all.txt.
   * Errors: conflict when `revision` is not the stored one; invalidInput on a wrong size or value; io.
   */
  save: oc
    .input(imageKey.extend({ labelMap: encodedLabelMapSchema, revision: revisionSchema }))
    .output(z.object({ revision: z.string(), byteCount: z.int() })),
}
