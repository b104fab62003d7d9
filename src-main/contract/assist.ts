// Smart click: points and a box on a photo become masks, by a promptable segmenter that a person has added.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { inEnglish, said } from '../core/said.ts'
import { deviceSchema } from './runs.ts'
import { imageNameSchema, toldSchema, userIdSchema } from './schemas.ts'

const coordinate = z.number().min(-1e6).max(1e6)

/** In pixels of the upright photo, from its top left corner. */
const pointSchema = z.object({ x: coordinate, y: coordinate, isPositive: z.boolean() })

const boxSchema = z.object({
  left: coordinate,
  top: coordinate,
  right: coordinate,
  bottom: coordinate,
})

const MOST_POINTS = 100

export const promptsSchema = z
  .object({
    points: z.array(pointSchema).max(MOST_POINTS),
    box: boxSchema.nullable(),
    /** For each prompt but the last, which mask of its answer was on the screen; the box is the first prompt. */
    chosen: z.array(z.int().min(0).max(2)),
  })
  .refine(
    ({ points, box }) => points.length > 0 || box !== null,
    inEnglish(said`a point or a box is needed`),
  )
  .refine(
    ({ points, box, chosen }) => chosen.length === points.length + (box === null ? 0 : 1) - 1,
    inEnglish(said`one chosen mask is needed for each prompt but the last`),
  )

export const segmentCandidateSchema = z.object({
  /** The IoU with the object that the model expects, about 0..1. */
  score: z.number(),
  /** Where the mask lies in the photo; empty when it has no pixel. */
  rect: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  /** Base64 of core/bytes/run-length's bytes of the rectangle: 1 inside the mask, 0 beside it. */
  runLengths: z.string(),
})

const NAMES_AHEAD = 8
/** One for each scale of what is ambiguous: a part, more of it, the whole. */
const MOST_MASKS = 3

export const assistContract = {
  /** Whether there is a segmenter (the doctor says how to get one), and the device that looks at the next photo. */
  status: oc.output(
    z.object({ isAvailable: z.boolean(), device: deviceSchema, reason: toldSchema }),
  ),
  /**
   * Makes photos ready, one after the other, the first one before all that waits. Ends when all are; a caller who
   * goes away withdraws what has not begun. Errors: notFound (no segmenter, no photo), cancelled, corrupt, io,
   * outOfMemory.
   */
  prepare: oc
    .input(
      z.object({ user: userIdSchema, names: z.array(imageNameSchema).min(1).max(NAMES_AHEAD) }),
    )
    .output(z.object({ readyCount: z.int() })),
  /**
   * At most `mostMasks`, the likeliest first: what is only looked at needs one. A caller who goes away withdraws what has not begun.
   * Errors: notFound (no segmenter, no photo), cancelled, corrupt, io, outOfMemory.
   */
  segment: oc
    .input(
      z.object({
        user: userIdSchema,
        name: imageNameSchema,
        prompts: promptsSchema,
        mostMasks: z.int().min(1).max(MOST_MASKS).default(MOST_MASKS),
      }),
    )
    .output(z.object({ candidates: z.array(segmentCandidateSchema) })),
}

export type SegmentCandidate = z.infer<typeof segmentCandidateSchema>
