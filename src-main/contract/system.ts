// What this installation is and can do: the "About" and doctor page.

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { toldSchema } from './schemas.ts'

export const checkSchema = z.object({
  /** What was looked at; its English is the check's key, such as "onnxruntime cpu". */
  name: toldSchema,
  status: z.enum(['ok', 'missing', 'failed']),
  detail: toldSchema,
})

export const doctorReportSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli', 'test']),
  /** Runtimes, execution providers, GPU, weights, codecs, memory: one line each. */
  checks: z.array(checkSchema),
})

export const systemContract = {
  doctor: oc.output(doctorReportSchema),
}

export type Check = z.infer<typeof checkSchema>
export type DoctorReport = z.infer<typeof doctorReportSchema>
