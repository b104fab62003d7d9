// What crosses between the studio and a worker process, checked on both sides.

import { z } from 'zod'
import {
  checkpointKindSchema,
  deviceSchema,
  runEventSchema,
  stageSchema,
} from '../../contract/runs.ts'
import { checkSchema } from '../../contract/system.ts'
import { errorReportSchema, runIdSchema } from '../../contract/schemas.ts'
import type { WorkerEvent, WorkerRequest } from '../../services/ports.ts'

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
  z.object({ type: z.literal('tryDevices') }),
  z.object({ type: z.literal('pause') }),
])

export const workerEventSchema: z.ZodType<WorkerEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), event: runEventSchema }),
  z.object({ type: z.literal('engine'), description: z.string(), device: deviceSchema }),
  z.object({
    type: z.literal('devicesTried'),
    chosen: z.object({
      device: deviceSchema,
      reason: z.string(),
      trials: z.array(
        z.object({ device: deviceSchema, status: checkSchema.shape.status, detail: z.string() }),
      ),
    }),
  }),
  z.object({ type: z.literal('memory'), peakBytes: z.number().min(0) }),
  z.object({ type: z.literal('exported'), files: z.array(z.string()) }),
  z.object({ type: z.literal('refused'), error: errorReportSchema }),
  z.object({ type: z.literal('ended') }),
])
