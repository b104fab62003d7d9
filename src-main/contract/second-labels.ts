// Blind double labelling: a second person labels some photos of the validation split without seeing the first
// mask; how far the two agree, and how one truth comes out of both.

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { HEAT_CELLS } from '../core/agreement/disagreement-heat.ts'
import { editorSchema } from './label-editing.ts'
import { labelStateSchema, workStretchSchema } from './label-records.ts'
import {
  annotatorSchema,
  encodedLabelMapSchema,
  imageNameSchema,
  intervalSchema,
  problemSchema,
  userIdSchema,
} from './schemas.ts'

const byPerson = z.object({ user: userIdSchema, name: imageNameSchema, annotator: annotatorSchema })

export const secondPhotoSchema = z.object({
  name: imageNameSchema,
  /** The state of the first labelling. */
  firstState: labelStateSchema,
  firstAnnotator: z.string().nullable(),
  /** Damaged: its record or one of the two masks cannot be read. Other photo: the two are of different photos. */
  state: z.enum(['todo', 'draft', 'done', 'settled', 'damaged', 'otherPhoto']),
  annotator: z.string().nullable(),
  /** Mean IoU of the two masks over the classes in either, 0..1; null until both are done. */
  miou: z.number().nullable(),
  /** What is wrong; null unless the state says so. */
  problem: problemSchema.nullable(),
})

export const goldPhotoSchema = z.object({
  name: imageNameSchema,
  state: labelStateSchema,
  isGold: z.boolean(),
  /** Null unless it is gold. */
  markedBy: z.string().nullable(),
  /** How many others have labelled it. */
  doneCount: z.int(),
})

const cellsSchema = z.array(z.int().min(0)).length(HEAT_CELLS)

/** Where two people disagree: a grid over the photo, rows from the top (core/agreement/disagreement-heat.ts). */
export const heatSchema = z.object({
  /** Pixels of each cell that are void in neither mask. */
  compared: cellsSchema,
  /** Those of them whose classes differ. */
  differing: cellsSchema,
  /** The same for the pairs of classes that are mixed up most, the most pixels first. */
  pairs: z.array(z.object({ classes: z.tuple([z.int(), z.int()]), differing: cellsSchema })),
})

export const agreementSchema = z.object({
  /** Drawn for double labelling, or gold: the one looks like the other to whoever labels. */
  photos: z.array(secondPhotoSchema),
  /** Mean IoU of the summed confusion over the pairs, 95 % bootstrap interval over photos; null without a pair. */
  miou: intervalSchema.nullable(),
  /** Classes 0..20 in either mask of a pair: IoU, and the pairs that have the class. */
  classes: z.array(z.object({ index: z.int(), iou: z.number(), n: z.int() })),
  /** Share of pixels that are void in neither mask and have the same class in both. */
  pixelAgreement: z.number().nullable(),
  /** Each person's mean IoU of the summed confusion against gold masks, 95 % bootstrap interval over photos. */
  gold: z.array(z.object({ annotator: z.string(), miou: intervalSchema })),
  /** Over all pairs, whatever the size of their photos; null without a pair. */
  heat: heatSchema.nullable(),
  /** Pairs of masks, two people's or a person's and a gold one, damaged or of two photos: no figure counts them. */
  leftOut: z.int(),
})

export const agreementEventSchema = z.discriminatedUnion('type', [
  /** Pairs of masks that are compared, of all; `file` is the photo that is next. */
  z.object({ type: z.literal('progress'), done: z.int(), total: z.int(), file: z.string() }),
  z.object({ type: z.literal('finished'), report: agreementSchema }),
])

export const secondLabelsContract = {
  /**
   * As `annotator` is to see it; null is nobody known. Aborted or without its connection it stops before the next pair.
   * Error: notFound.
   */
  agreement: oc
    .input(z.object({ user: userIdSchema, annotator: annotatorSchema.nullable().default(null) }))
    .output(eventIterator(agreementEventSchema)),
  /** For whoever leads the labelling: photos whose mask is settled, and those that are gold. Error: notFound. */
  gold: oc.input(z.object({ user: userIdSchema })).output(z.array(goldPhotoSchema)),
  /** Keeps the photo's settled mask to measure others by, or ends that. Error: conflict (not settled, or the photo was replaced). */
  setGold: oc
    .input(byPerson.extend({ isGold: z.boolean() }))
    .output(z.object({ isGold: z.boolean() })),
  /** What the person labelled blind fits the file that took the photo's place. Errors: conflict (another size), io. */
  acceptPhoto: oc.input(byPerson),
  /**
   * The blind mask of a person changes no more. Error: conflict (there is none, it is not saved, its photo was replaced, or
   * another editor has it).
   */
  finish: oc
    .input(
      byPerson.extend({
        work: z.array(workStretchSchema).default([]),
        /** None for a program. */
        editor: editorSchema.optional(),
      }),
    )
    .output(z.object({ state: z.literal('done') })),
  /** Both masks, once both are done. Error: conflict before, when they are settled, or of two photos. */
  pair: oc
    .input(z.object({ user: userIdSchema, name: imageNameSchema }))
    .output(
      z.object({ first: encodedLabelMapSchema, second: encodedLabelMapSchema, heat: heatSchema }),
    ),
  /**
   * One verdict for each disagreement, in the order of core/agreement/agreement.ts. The result becomes the photo's mask;
   * regions to redraw become issues and make it a draft. Errors: as `pair`; invalidInput, conflict (frozen,
   * open to paint, or painted on without having been saved).
   */
  settle: oc
    .input(byPerson.extend({ verdicts: z.array(z.enum(['first', 'second', 'redraw'])) }))
    .output(z.object({ state: labelStateSchema, redrawn: z.int() })),
}

export type GoldPhoto = z.infer<typeof goldPhotoSchema>
export type SecondPhoto = z.infer<typeof secondPhotoSchema>
export type AgreementHeat = z.infer<typeof heatSchema>
export type AgreementEvent = z.infer<typeof agreementEventSchema>
export type Agreement = z.infer<typeof agreementSchema>
