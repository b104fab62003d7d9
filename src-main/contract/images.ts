// The images of one user, as the library shows them. Pixels travel by media address (media.ts), not here.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { imageNameSchema, userIdSchema } from './schemas.ts'

/** `labelled`: has a mask. `toLabel`: drawn for the validation split, no mask yet. `unlabelled`: the rest. */
export const labelStateSchema = z.enum(['labelled', 'toLabel', 'unlabelled'])

export const imageSummarySchema = z.object({
  name: imageNameSchema,
  /** Upright size in pixels (EXIF orientation applied). */
  width: z.int(),
  height: z.int(),
  labelState: labelStateSchema,
  /** Class indices of imgLabelList.txt, or of the mask where there is one; without background. */
  classes: z.array(z.int().min(1).max(20)),
  /** K-means group, null before grouping. */
  group: z.int().nullable(),
})

export const imagesContract = {
  /** Every image of a user in list order: light enough for 10,000. Error: notFound. */
  list: oc.input(z.object({ user: userIdSchema })).output(z.array(imageSummarySchema)),
}

export type LabelState = z.infer<typeof labelStateSchema>
export type ImageSummary = z.infer<typeof imageSummarySchema>
