// The words that every domain of the contract shares. Shapes are plain JSON: they cross process borders.

import { z } from 'zod'
import { ERROR_KINDS } from '../core/errors.ts'
import { inEnglish, said } from '../core/said.ts'
import type { Said, Words } from '../core/said.ts'

/** The name of a person who labels or reviews, as it is written into records. */
export const annotatorSchema = z.string().trim().min(1).max(80)

/** A folder name under `personal/`, such as "id1". Letters, digits, dot, dash and underscore; no path. */
export const userIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    inEnglish(said`a user id is letters, digits, ".", "-" and "_"`),
  )

/** An image's opaque name (core/lists/image-name.ts), which lists and addresses can hold. */
export const imageNameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (name) => !/[\\/\u0000-\u001F\u007F]/.test(name) && !/^(\.{1,2}$|[A-Za-z]:)/.test(name),
    inEnglish(said`an image name has no folders, drives and line breaks`),
  )

export const runIdSchema = z
  .string()
  .regex(/^[a-z0-9-]{1,80}$/, inEnglish(said`a run id is a-z, 0-9 and "-"`))

/** A label map, or who labelled its pixels, on the wire: width, height and the base64 of core/bytes/run-length's bytes. */
export const encodedLabelMapSchema = z.object({
  width: z.int().min(1).max(65_535),
  height: z.int().min(1).max(65_535),
  runLengths: z.string(),
})

/** A sentence of the studio as template and values (core/said.ts). */
export const saidSchema: z.ZodType<Said> = z.object({
  template: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.lazy(() => saidSchema)])),
})

/** A sentence as it crosses from one process of the studio to the other, which need no English beside it. */
export const wordsSchema: z.ZodType<Words> = z.union([z.string(), saidSchema])

/** `said` is absent where the sentence has no template, as words that came from the system. */
export const toldSchema = z.object({ message: z.string(), said: saidSchema.optional() })

/** `internal` is a fault of the studio itself, never of the user's files. */
export const errorReportSchema = toldSchema.extend({ kind: z.enum([...ERROR_KINDS, 'internal']) })

/** A finding about the files of a root that does not stop the studio. */
export const problemSchema = toldSchema.extend({ kind: z.enum(ERROR_KINDS), file: z.string() })

export const intervalSchema = z.object({
  mean: z.number(),
  /** Number of values behind the mean. */
  n: z.int().min(0),
  /** 95 % bootstrap interval; equal to the mean when n < 2. */
  low: z.number(),
  high: z.number(),
})

export type EncodedLabelMap = z.infer<typeof encodedLabelMapSchema>
export type ErrorReport = z.infer<typeof errorReportSchema>
export type Problem = z.infer<typeof problemSchema>
export type Interval = z.infer<typeof intervalSchema>
