// Label records: how far the labels of a photo are, who worked on them and how long, what is wrong with them.
// Backed by personal/<user>/Annotations/<name>.json.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ISSUE_KINDS } from '../core/labels/label-issues.ts'
import type { LabelRecord } from '../core/labels/label-record.ts'
import { LABEL_ACTIONS, LABEL_STATES, SKIP_REASONS } from '../core/labels/label-states.ts'
import { editorSchema } from './label-editing.ts'
import { annotatorSchema, imageNameSchema, userIdSchema } from './schemas.ts'

export const labelStateSchema = z.enum(LABEL_STATES)
export const skipReasonSchema = z.enum(SKIP_REASONS)
const issueKindSchema = z.enum(ISSUE_KINDS)

/** Active seconds with one tool (core/labels/active-time.ts). */
const workTimeSchema = z.object({
  tool: z.string().min(1).max(40),
  isAssisted: z.boolean(),
  seconds: z.number().min(0),
  /** Records of older studios have no count. */
  gestures: z.int().min(0).default(0),
})

export const workStretchSchema = workTimeSchema.extend({ startedAt: z.iso.datetime() })

const pinnedRegionSchema = z.object({
  x: z.int().min(0),
  y: z.int().min(0),
  width: z.int().min(1),
  height: z.int().min(1),
  runLengths: z.string(),
})

const issueSchema = z.object({
  id: z.string(),
  kind: issueKindSchema,
  classValue: z.int().min(0).max(255),
  region: pinnedRegionSchema,
  comment: z.string().max(2000),
  assignee: annotatorSchema.nullable(),
  isOpen: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  changedBy: z.string(),
  changedAt: z.string(),
})

const sourceCountsSchema = z.object({
  unlabelled: z.int(),
  human: z.int(),
  assist: z.int(),
  copied: z.int(),
})

const labelledPhotoSchema = z.object({
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  orientation: z.int().min(1).max(8).nullable().default(null),
})

const earlierPhotosSchema = z
  .array(labelledPhotoSchema.extend({ by: z.string(), at: z.string() }))
  .default([])

const blindLabellingSchema = z.object({
  annotator: z.string(),
  state: z.enum(['draft', 'done']),
  work: z.array(workTimeSchema),
  photo: labelledPhotoSchema.nullable().default(null),
  earlierPhotos: earlierPhotosSchema,
})

/** The file as it is stored; what the fields mean stands in core/labels/label-record.ts. */
export const labelRecordSchema = z.object({
  schemaVersion: z.literal(1),
  photo: labelledPhotoSchema,
  earlierPhotos: earlierPhotosSchema,
  annotator: z.string().nullable(),
  state: labelStateSchema,
  skipReason: skipReasonSchema.nullable(),
  frozenSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  frozenProvenanceSha256: z
    .string()
    .regex(/^([0-9a-f]{64})?$/)
    .nullable()
    .default(null),
  history: z.array(
    z.object({
      at: z.string(),
      by: z.string().nullable(),
      action: z.enum(LABEL_ACTIONS),
      from: labelStateSchema,
      to: labelStateSchema,
    }),
  ),
  work: z.array(workTimeSchema),
  sources: sourceCountsSchema.nullable().default(null),
  issues: z.array(issueSchema),
  second: blindLabellingSchema
    .extend({
      settled: z
        .object({
          by: z.string(),
          at: z.string(),
          first: z.int(),
          second: z.int(),
          redraw: z.int(),
        })
        .nullable(),
    })
    .nullable(),
  gold: z.object({ by: z.string(), at: z.string() }).nullable().default(null),
  goldLabellings: z.array(blindLabellingSchema).default([]),
}) satisfies z.ZodType<LabelRecord>

export const photoLabelsSchema = z.object({
  state: labelStateSchema,
  /** Null while nobody worked on the photo here: no mask yet, or one that came with the folder. */
  record: labelRecordSchema.nullable(),
})

export const loggedStretchSchema = workStretchSchema.extend({ by: z.string().nullable() })

const workLogSchema = z.object({
  stretches: z.array(loggedStretchSchema),
  damagedLines: z.int(),
})

const imageKey = z.object({ user: userIdSchema, name: imageNameSchema })
const byPerson = imageKey.extend({ annotator: annotatorSchema })

export const labelRecordsContract = {
  /** Errors: notFound; corrupt (not what the studio writes), unsupported (written by a newer studio). */
  get: oc.input(imageKey).output(photoLabelsSchema),
  /**
   * Moves a photo to its next state; saving does this by itself. `work` is added to the record.
   * Errors: conflict (the action does not fit the state, a review of one's own work, or another photo than the
   * labelled one is to be finished, reviewed or frozen; to be frozen, the photo must be saved, and no other editor have it),
   * invalidInput, io.
   */
  act: oc
    .input(
      byPerson.extend({
        action: z.enum(LABEL_ACTIONS).exclude(['save', 'import']),
        skipReason: skipReasonSchema.optional(),
        work: z.array(workStretchSchema).default([]),
        /** None for a program. */
        editor: editorSchema.optional(),
      }),
    )
    .output(photoLabelsSchema),
  /**
   * The labels fit the file that took the photo's place. Errors: conflict (frozen, another size, or somebody paints it),
   * notFound, io.
   */
  acceptPhoto: oc.input(byPerson).output(photoLabelsSchema),
  /** Adds active time to a photo that has a record; one without was only looked at. */
  addWork: oc
    .input(byPerson.extend({ work: z.array(workStretchSchema) }))
    .output(photoLabelsSchema),
  /** Every stretch of work on a photo, oldest first. Empty where none was logged; `damagedLines` are left out. */
  workLog: oc.input(imageKey).output(workLogSchema),
  /** Error: invalidInput when the region leaves the photo. */
  addIssue: oc
    .input(
      byPerson.extend({
        kind: issueKindSchema,
        classValue: z.int().min(0).max(255),
        region: pinnedRegionSchema,
        comment: z.string().trim().max(2000),
        assignee: annotatorSchema.nullable(),
      }),
    )
    .output(photoLabelsSchema),
  /** Resolves or reopens. Error: notFound. */
  setIssueOpen: oc
    .input(byPerson.extend({ id: z.string(), isOpen: z.boolean() }))
    .output(photoLabelsSchema),
}

export type WorkLog = z.infer<typeof workLogSchema>
export type PhotoLabels = z.infer<typeof photoLabelsSchema>
