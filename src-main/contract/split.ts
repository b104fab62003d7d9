// The validation split of a user: the photos to label and to score. Drawn, changed, frozen with its hash.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { imageNameSchema, userIdSchema } from './schemas.ts'

/** What a summary and a score say of a split. */
export const splitReferenceSchema = z.object({
  /** First 16 hexadecimal digits of the SHA-256 of the sorted names, one a line (core/lists/split.ts). */
  hash: z.string(),
  count: z.int(),
  /** ISO 8601; null while photos may still be added and removed. */
  frozenAt: z.string().nullable(),
})

export const drawOptionsSchema = z.object({
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  /** Share of the photos drawn for the validation split. */
  fraction: z.number().gt(0).lte(1).default(0.3),
  /** By the classes of masks and image-level labels; else every photo is as likely. */
  isStratified: z.boolean().default(false),
})

export const splitStatusSchema = splitReferenceSchema.extend({
  names: z.array(imageNameSchema),
  drawn: drawOptionsSchema,
  imageCount: z.int(),
  /** Photos of the split that have a mask, and masks of photos outside it, which are not scored. */
  labelledInside: z.int(),
  labelledOutside: z.int(),
  /** Object classes that occur among the user's photos. */
  classes: z.array(z.object({ index: z.int(), images: z.int(), inSplit: z.int() })),
})

const user = z.object({ user: userIdSchema })

export const splitContract = {
  /** Null when none was drawn: then the photos with masks, and those of val_all.txt, are the split. */
  get: oc.input(user).output(splitStatusSchema.nullable()),
  /** Draws anew, in place of the present split. Errors: conflict (it is frozen), invalidInput (no photos), io. */
  draw: oc
    .input(
      user.extend({
        ...drawOptionsSchema.shape,
        /** Draws and tells, writes nothing; also where the present split is frozen. */
        isDryRun: z.boolean(),
      }),
    )
    .output(splitStatusSchema),
  /** Adds and removes photos. Errors: conflict (frozen), notFound (no split, no such photo), io. */
  change: oc
    .input(user.extend({ add: z.array(imageNameSchema), remove: z.array(imageNameSchema) }))
    .output(splitStatusSchema),
  /** From now on the split does not change. Errors: notFound (no split), conflict (frozen already), io. */
  freeze: oc.input(user).output(splitStatusSchema),
  /** `hash` is that of the frozen split: nobody unfreezes another one by mistake. Errors: notFound, conflict, io. */
  unfreeze: oc.input(user.extend({ hash: z.string() })).output(splitStatusSchema),
}

export type SplitReference = z.infer<typeof splitReferenceSchema>
export type SplitStatus = z.infer<typeof splitStatusSchema>
