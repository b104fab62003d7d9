// Label maps: open one for painting, save it atomically; labels of other tools in and out.

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { EVERY_COMPONENT, SMALL_COMPONENTS } from '../core/label-files/component-wish.ts'
import type { ComponentWish } from '../core/label-files/component-wish.ts'
import {
  EXPORT_CHOICES,
  LABEL_FORMATS,
  LABEL_NOTES,
  LABEL_REMARKS,
} from '../core/label-files/formats.ts'
import { WIDEST_RING_PX } from '../core/label-files/void-ring.ts'
import { workStretchSchema } from './label-records.ts'
import {
  editingSessionSchema,
  editorSchema,
  holderSchema,
  labelEditingContract,
  maskKey,
  openedJournalSchema,
} from './label-editing.ts'
import {
  annotatorSchema,
  encodedLabelMapSchema,
  problemSchema,
  saidSchema,
  toldSchema,
  userIdSchema,
} from './schemas.ts'

/** Identifies the stored bytes of a mask; null = there is no mask file yet. */
export const revisionSchema = z.string().nullable()

export const labelFormatSchema = z.enum(LABEL_FORMATS)

/** What becomes of one image of a label file; only `new` and `replaces` are written. */
export const labelOutcomeSchema = z.enum([
  'new',
  'replaces',
  /** The photo's mask has the same pixels. */
  'same',
  /** The photo has another mask, or moves that are not saved yet, and replacing was not asked for. */
  'kept',
  /** The photo's mask is frozen. */
  'frozen',
  /** Somebody has the photo open to paint. */
  'openInEditor',
  'otherSize',
  /** The labels are of the photo as stored, before EXIF turned it, and turning was not asked for. */
  'turned',
  'unknownClass',
  /** Two files of the import speak of this photo: neither is taken. */
  'twice',
  /** The file, or the photo's own mask. */
  'unreadable',
  'noLabels',
  'noPhoto',
])

export const labelImportRowSchema = z.object({
  name: z.string(),
  /** The file with the labels. */
  file: z.string(),
  outcome: labelOutcomeSchema,
  /** Pixels that are not background. */
  labelledPixels: z.int(),
  /** Labelled pixels of the photo's present mask that get another value. */
  replacedPixels: z.int(),
  remarks: z.array(z.enum(LABEL_REMARKS)),
  /** Sizes, names of classes, another file or an error's message. */
  detail: z.string().nullable(),
  /** The detail, where it is a sentence. */
  said: saidSchema.optional(),
})

/** What did not come through the conversion, counted (core/label-files/formats.ts). */
export const labelNotesSchema = z.partialRecord(z.enum(LABEL_NOTES), z.int())

export const labelImportReportSchema = z.object({
  isDryRun: z.boolean(),
  rows: z.array(labelImportRowSchema),
  /** Every name in the files that has pixels; `className` null = unknown. */
  classes: z.array(
    z.object({
      name: z.string(),
      className: z.string().nullable(),
      pixels: z.int(),
      images: z.int(),
    }),
  ),
  notes: labelNotesSchema,
})

const progressSchema = z.object({
  type: z.literal('progress'),
  done: z.int(),
  total: z.int(),
  file: z.string(),
})

export const labelImportEventSchema = z.discriminatedUnion('type', [
  /** `written`: masks that are stored by now. */
  progressSchema.extend({ written: z.int() }),
  z.object({ type: z.literal('finished'), report: labelImportReportSchema }),
])

const componentWishSchema: z.ZodType<ComponentWish, ComponentWish> = z.object({
  smallestPx: z.int().min(1),
  small: z.enum(SMALL_COMPONENTS),
  mostAnnotations: z.int().min(1).nullable(),
})

const annotationCountSchema = z.object({
  count: z.int(),
  busiest: z.object({ name: z.string(), count: z.int() }),
})

const labelExportSchema = z.object({
  path: z.string(),
  imageCount: z.int(),
  notes: labelNotesSchema,
  /** Of all files. */
  byteCount: z.int(),
  /** Null where a format has none. */
  annotations: annotationCountSchema.nullable(),
  /** Masks that cannot be read, left out. */
  skipped: z.array(problemSchema),
  /** Names that are one on Windows or macOS, and names that Windows cannot have; one for all of a kind. */
  foreignNames: z.array(problemSchema),
})

export const labelExportEventSchema = z.discriminatedUnion('type', [
  progressSchema,
  z.object({ type: z.literal('finished'), report: labelExportSchema }),
])

const labelFilesKey = z.object({
  user: userIdSchema,
  format: labelFormatSchema,
  /** Absolute path of a file, a folder or a zip archive on the studio's machine. */
  path: z.string().min(1),
})

export const openedLabelsSchema = z.object({
  width: z.int(),
  height: z.int(),
  /** Null when there is no mask: nothing is labelled. */
  labelMap: encodedLabelMapSchema.nullable(),
  /** Who labelled each pixel; null when the mask stands alone: people did, all of it. */
  provenance: encodedLabelMapSchema.nullable(),
  /** Why a stored provenance was left aside, and what that means; null when there is nothing to say. */
  provenanceNote: toldSchema.nullable(),
  revision: revisionSchema,
  /**
   * False when the root is read-only, the mask is frozen, of another photo or a blind one that is done, or another editor
   * has it.
   */
  isWritable: z.boolean(),
})

export const labelsContract = {
  ...labelEditingContract,
  /**
   * The mask at the image's upright size, of a blind one never the first. With an editor it is opened for painting: it is
   * that editor's unless another one has it.
   * Errors: notFound; corrupt when the mask file cannot be read or its size fits neither orientation.
   */
  open: oc
    .input(
      maskKey.extend({
        editor: editorSchema.optional(),
        /** The `stamp` of labels that are at hand: while it is that of the stored ones, they are not sent again. */
        known: z.string().optional(),
      }),
    )
    .output(
      openedLabelsSchema.extend({
        /** Another one whenever the stored labels are others. */
        stamp: z.string(),
        /** The photo's file is not the one that was labelled: it can be looked at alone. */
        isOtherPhoto: z.boolean(),
        /** The stored labels are the known ones: `labelMap` and `provenance` are null and say nothing. */
        isKnown: z.boolean(),
        /** The root that is open; an editor tells it with what it writes. */
        root: z.string(),
        holder: holderSchema.nullable(),
        journal: openedJournalSchema,
      }),
    ),
  /**
   * Writes SegmentationClass/<name>.png (8-bit palette, background where nobody has labelled),
   * Provenance/<name>.png and the user's val_all.txt; mask and provenance together or neither. The photo becomes
   * a draft unless everything stays the same. A blind mask goes to SegmentationClass.second/ and Provenance.second/, and the
   * photo stays as it is. Errors: conflict when `revision` is not the stored one, the mask is frozen, done or another
   * editor has it; invalidInput on a wrong size or value; io.
   */
  save: oc
    .input(
      maskKey.extend({
        labelMap: encodedLabelMapSchema,
        /** Null says that people labelled every pixel. */
        provenance: encodedLabelMapSchema.nullable(),
        revision: revisionSchema,
        /** Of a blind mask it is whose that is. */
        annotator: annotatorSchema.nullable().default(null),
        /** Active time since the last save. */
        work: z.array(workStretchSchema).default([]),
        /** None for a program that keeps no journal. */
        session: editingSessionSchema.optional(),
      }),
    )
    .output(z.object({ revision: z.string(), byteCount: z.int() })),
  /**
   * Masks from label files of another tool, one photo after the other; each is written whole or not at all.
   * Whoever aborts it, or whose connection is lost, stops it before the next photo: masks before it stay. Errors: notFound,
   * invalidInput (nothing of this format, a choice that is no class), corrupt, unsupported, io.
   */
  import: oc
    .input(
      labelFilesKey.extend({
        /** Class names or "void" for names in the files that are no class. */
        classes: z.record(z.string(), z.string()).default({}),
        isReplacing: z.boolean().default(false),
        /** Takes labels of photos as stored, and turns them as EXIF turns the photos. */
        isTurning: z.boolean().default(false),
        /** Reads and compares everything, writes nothing. */
        isDryRun: z.boolean(),
      }),
    )
    .output(eventIterator(labelImportEventSchema)),
  /**
   * Every mask of the user in another tool's format, as a new file or folder. Aborted or without its connection it stops
   * before the next photo, and leaves nothing. Errors: notFound (no mask), conflict (the path exists), invalidInput (a
   * choice of another format, more annotations than allowed), io.
   */
  export: oc
    .input(
      labelFilesKey.extend({
        /** Of the void around every object in the copy; the masks of the root stay as they are. */
        voidRingPx: z.int().min(0).max(WIDEST_RING_PX).default(0),
        /** Those that the format has (core/label-files/formats.ts). */
        choices: z.array(z.enum(EXPORT_CHOICES)).default([]),
        /** Of the choice componentMasks. */
        components: componentWishSchema.default(EVERY_COMPONENT),
        /** Makes and counts everything, writes nothing; however many annotations it comes to. */
        isDryRun: z.boolean().default(false),
      }),
    )
    .output(eventIterator(labelExportEventSchema)),
}

export type OpenedLabels = z.infer<typeof openedLabelsSchema>
export type LabelOutcome = z.infer<typeof labelOutcomeSchema>
export type LabelImportRow = z.infer<typeof labelImportRowSchema>
export type LabelImportReport = z.infer<typeof labelImportReportSchema>
export type LabelExport = z.infer<typeof labelExportSchema>
export type LabelImportEvent = z.infer<typeof labelImportEventSchema>
export type LabelExportEvent = z.infer<typeof labelExportEventSchema>
