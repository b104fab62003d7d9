// The images of one user, as the library shows them. Pixels travel by media address (media.ts), but for thumbnails that
// are stored: many at once.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { labelStateSchema } from './label-records.ts'
import { THUMBNAIL_SIZES } from './media.ts'
import { imageNameSchema, userIdSchema } from './schemas.ts'

const objectClass = z.int().min(1).max(20)

export const imageSummarySchema = z.object({
  name: imageNameSchema,
  /** Upright size in pixels (EXIF orientation applied). */
  width: z.int(),
  height: z.int(),
  /** A mask that came with the folder is `done`; evaluation takes `done`, `reviewed` and `frozen`. */
  labelState: labelStateSchema,
  /** Drawn for the validation split (contract/split.ts), labelled or not. */
  isInValidationSplit: z.boolean(),
  /** Its file is not the one that was labelled, though of its size. */
  isOtherPhoto: z.boolean(),
  openIssueCount: z.int(),
  /** Recorded active time on its labels, in whole seconds. */
  activeSeconds: z.int(),
  /** Who labelled it last; null when nobody gave a name. Never who labels it blind. */
  annotator: z.string().nullable(),
  hasMask: z.boolean(),
  /** Object classes of imgLabelList.txt; null when it says nothing of the photo. */
  imageLabels: z.array(objectClass).nullable(),
  /** Object classes of the mask where there is one, else the image-level labels. */
  classes: z.array(objectClass),
  /** K-means group, null before grouping. */
  group: z.int().nullable(),
})

/** Image-level labels of one photo; null = nothing is known of it. */
export const imageLabelsSchema = z.object({
  name: imageNameSchema,
  classes: z.array(objectClass).max(20).nullable(),
})

export const maskFiguresSchema = z.object({
  name: imageNameSchema,
  /** Of the whole mask. */
  pixels: z.int(),
  classes: z.array(z.object({ index: objectClass, pixels: z.int(), regions: z.int() })),
})

const thumbnailSchema = z.object({
  user: userIdSchema,
  name: imageNameSchema,
  size: z.literal(THUMBNAIL_SIZES),
})

export const imagesContract = {
  /** Every image of a user in list order: light enough for 10,000. Error: notFound. */
  list: oc.input(z.object({ user: userIdSchema })).output(z.array(imageSummarySchema)),
  /** What the masks of a user hold; regions are connected. Error: notFound. */
  figures: oc.input(z.object({ user: userIdSchema })).output(z.array(maskFiguresSchema)),
  /** Stored thumbnails as data URLs. Null where none can be read: its address (media.ts) makes it, or says why not. */
  thumbnails: oc
    .input(z.array(thumbnailSchema).min(1).max(64))
    .output(z.array(z.string().nullable())),
  /**
   * Says which classes are in some photos: one atomic write of imgLabelList.txt, all or nothing.
   * Errors: notFound (user, photo), invalidInput (the list file cannot be understood), io.
   */
  setLabels: oc.input(
    z.object({ user: userIdSchema, labels: z.array(imageLabelsSchema).min(1).max(100_000) }),
  ),
}

export type ImageLabelsOfPhoto = z.infer<typeof imageLabelsSchema>
export type ThumbnailKey = z.infer<typeof thumbnailSchema>
export type MaskFiguresOfPhoto = z.infer<typeof maskFiguresSchema>
export type ImageSummary = z.infer<typeof imageSummarySchema>
