// A PSS root: the folder with VOC2012 (source domain) and personal/<user> (target domains).

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { splitReferenceSchema } from './split.ts'
import { labelStateSchema } from './label-records.ts'
import { imageNameSchema, problemSchema, userIdSchema } from './schemas.ts'

export const userSummarySchema = z.object({
  id: userIdSchema,
  imageCount: z.int(),
  /** Images in each label state. */
  stateCounts: z.record(labelStateSchema, z.int()),
  /** Images whose mask is done, reviewed or frozen. */
  labelledCount: z.int(),
  /** Images of the validation split that are to do or a draft. */
  toLabelCount: z.int(),
  /** Images whose file is not the one that was labelled, though of its size. */
  otherPhotoCount: z.int(),
  /** Median active time of the photos labelled here; null before the first. */
  medianActiveSeconds: z.number().nullable(),
  /** Images of which each class covers at least one labelled pixel, by class index 0..20. */
  imagesPerClass: z.array(z.int()).length(21),
  /** Null when none was drawn. */
  split: splitReferenceSchema.nullable(),
  groupCount: z.int().nullable(),
  coverImages: z.array(imageNameSchema),
})

/** What a root decides for everybody who labels in it. */
export const rootSettingsSchema = z.object({
  /** Predictions may be copied into masks that methods are scored on, where they may be seen. */
  isCopyOnValidationAllowed: z.boolean(),
  /** What a method found in such a photo stays unseen until the photo is done. */
  isBlindOnValidation: z.boolean(),
  /** One person labels and reviews: a review by oneself is then allowed. */
  isSingleAnnotator: z.boolean(),
  /** Share of a user's validation photos that a second person labels as well, 0..1. */
  secondShare: z.number().min(0).max(1),
  /** Draws these photos. */
  secondSeed: z.int().min(0).max(0xffff_ffff),
})

export const rootSummarySchema = z.object({
  path: z.string(),
  isWritable: z.boolean(),
  isSample: z.boolean(),
  /** Labelled image pairs of the source domain's train_aug list; 0 when there is no VOC2012 folder. */
  sourcePairCount: z.int(),
  users: z.array(userSummarySchema),
  problems: z.array(problemSchema),
  settings: rootSettingsSchema,
})

export const importReportSchema = z.object({
  user: userIdSchema,
  imported: z.int(),
  /** Files left out, each with the reason. */
  skipped: z.array(problemSchema),
  validationSplit: z.array(imageNameSchema),
})

export const importEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int(), file: z.string() }),
  z.object({ type: z.literal('finished'), report: importReportSchema }),
])

/** Of the masks that are read because nothing is known of them yet; as many done as there are when all are. */
export const masksReadSchema = z.object({ done: z.int(), total: z.int() })

export const rootContract = {
  /** The opened root, read afresh. Error: invalidInput when the folder is not a PSS root. */
  summary: oc.output(rootSummarySchema),
  /**
   * How far listings of the root that is open, or is being opened, are with its masks: for whoever waits for one. Tells
   * nothing while no mask is read, and ends with the studio alone.
   */
  masksRead: oc.output(eventIterator(masksReadSchema)),
  /** Opens another root; the renderer reloads everything afterwards. */
  open: oc.input(z.object({ path: z.string().min(1) })).output(rootSummarySchema),
  /** Changes some settings, for every door. Error: io when the root cannot be written. */
  configure: oc.input(rootSettingsSchema.partial()).output(rootSettingsSchema),
  /**
   * Copies a folder of photos into personal/<user> and draws its validation split.
   * Errors: conflict (the user exists), notFound, invalidInput (no readable photo), io.
   */
  importUser: oc
    .input(
      z.object({
        folder: z.string().min(1),
        user: userIdSchema,
        /** Share of the photos drawn for the validation split. */
        validationFraction: z.number().gt(0).lte(1).default(0.3),
        seed: z.int().min(0).max(0xffff_ffff).default(1),
      }),
    )
    .output(eventIterator(importEventSchema)),
}

export type UserSummary = z.infer<typeof userSummarySchema>
export type RootSummary = z.infer<typeof rootSummarySchema>
export type RootSettings = z.infer<typeof rootSettingsSchema>
export type MasksRead = z.infer<typeof masksReadSchema>
export type ImportReport = z.infer<typeof importReportSchema>
export type ImportEvent = z.infer<typeof importEventSchema>
