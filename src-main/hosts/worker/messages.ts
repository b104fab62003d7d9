// What crosses between the studio and a worker process, checked on both sides.

import { z } from 'zod'
import {
  checkpointKindSchema,
  deviceSchema,
  runEventSchema,
  stageSchema,
} from '../../contract/runs.ts'
import { promptsSchema, segmentCandidateSchema } from '../../contract/assist.ts'
import { THUMBNAIL_SIZES } from '../../contract/media.ts'
import { checkSchema } from '../../contract/system.ts'
import {
  errorReportSchema,
  imageNameSchema,
  problemSchema,
  runIdSchema,
  saidSchema,
  userIdSchema,
  wordsSchema,
} from '../../contract/schemas.ts'
import type { WorkerEvent, WorkerRequest } from '../../services/ports.ts'

const imageSchema = z.discriminatedUnion('domain', [
  z.object({ domain: z.literal('source'), name: imageNameSchema }),
  z.object({ domain: z.literal('user'), user: userIdSchema, name: imageNameSchema }),
])

export const workerRequestSchema: z.ZodType<WorkerRequest> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), rootPath: z.string().min(1), runId: runIdSchema }),
  z.object({
    type: z.literal('export'),
    rootPath: z.string().min(1),
    runId: runIdSchema,
    stage: stageSchema,
    checkpoint: checkpointKindSchema,
    folder: z.string().min(1),
  }),
  z.object({
    type: z.literal('makeThumbnails'),
    rootPath: z.string().min(1),
    size: z.literal(THUMBNAIL_SIZES),
  }),
  z.object({ type: z.literal('tryDevices') }),
  z.object({
    type: z.literal('encode'),
    rootPath: z.string().min(1),
    image: imageSchema,
    device: deviceSchema.exclude(['tfjs-gpu']),
  }),
  z.object({
    type: z.literal('decode'),
    rootPath: z.string().min(1),
    key: z.string(),
    prompts: promptsSchema,
    mostMasks: z.int().min(1),
  }),
  z.object({ type: z.literal('pause') }),
])

export const workerEventSchema: z.ZodType<WorkerEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), event: runEventSchema }),
  z.object({ type: z.literal('engine'), description: saidSchema, device: deviceSchema }),
  z.object({
    type: z.literal('devicesTried'),
    chosen: z.object({
      device: deviceSchema,
      reason: wordsSchema,
      trials: z.array(
        z.object({ device: deviceSchema, status: checkSchema.shape.status, detail: wordsSchema }),
      ),
    }),
  }),
  z.object({ type: z.literal('memory'), peakBytes: z.number().min(0) }),
  z.object({ type: z.literal('exported'), files: z.array(z.string()) }),
  z.object({
    type: z.literal('thumbnailsMade'),
    done: z.int(),
    total: z.int(),
    unreadable: z.int(),
    problems: z.array(problemSchema),
  }),
  z.object({ type: z.literal('encoded'), key: z.string() }),
  z.object({
    type: z.literal('decoded'),
    candidates: z.array(segmentCandidateSchema).nullable(),
  }),
  z.object({ type: z.literal('refused'), error: errorReportSchema }),
  z.object({ type: z.literal('ended') }),
])
