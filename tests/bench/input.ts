// What a run waits for photos, read in threads and in the thread that computes, and what share of the bare
// network's speed the features keep. Measured in a process of its own, alternately.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Bench, Measurement } from './measurement.ts'

const trainingSchema = z.object({
  steps: z.array(z.object({ reader: z.string(), stepMs: z.number(), waitMs: z.number() })),
  imagesPerSecond: z.array(z.number()),
})

const roundsSchema = z.object({
  rounds: z.array(
    z.object({ networkMs: z.number(), threadsMs: z.number(), computingMs: z.number() }),
  ),
})

const featuresSchema = z.object({ mobilenetV2: roundsSchema, resnet50: roundsSchema })

export const input: Bench = {
  name: 'input',
  summary:
    "MobileNetV2: what steps wait for 8 + 8 photos at 320, and photos/s of its and ResNet-50's features",
  minutes: 3,
  async run(say) {
    say('training')
    const training = trainingSchema.parse(await runChild('training'))
    say('features')
    const features = featuresSchema.parse(await runChild('features'))
    return [
      ...waits(training, 'threads'),
      ...waits(training, 'computing'),
      { what: 'reading alone, one thread', unit: 'images/s', values: training.imagesPerSecond },
      ...featureShares('MobileNetV2', features.mobilenetV2),
      ...featureShares('ResNet-50', features.resnet50),
    ]
  },
}

function waits({ steps }: z.infer<typeof trainingSchema>, reader: string): Measurement[] {
  const own = steps.filter((step) => step.reader === reader)
  const where = reader === 'threads' ? 'in threads' : 'where it computes'
  return [
    { what: `photos ${where}: waited`, unit: 'ms', values: own.map(({ waitMs }) => waitMs) },
    {
      what: `photos ${where}: of the step`,
      unit: '%',
      values: own.map(({ waitMs, stepMs }) => (100 * waitMs) / stepMs),
    },
  ]
}

function featureShares(network: string, { rounds }: z.infer<typeof roundsSchema>): Measurement[] {
  return [
    {
      what: `bare ${network}, photos`,
      unit: 'images/s',
      values: rounds.map(({ networkMs }) => 1000 / networkMs),
    },
    {
      what: `features of ${network}, photos in threads`,
      unit: '%',
      values: rounds.map(({ networkMs, threadsMs }) => (100 * networkMs) / threadsMs),
    },
    {
      what: `features of ${network}, photos where it computes`,
      unit: '%',
      values: rounds.map(({ networkMs, computingMs }) => (100 * networkMs) / computingMs),
    },
  ]
}

async function runChild(what: string): Promise<unknown> {
  const program = join(import.meta.dirname, 'input-process.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program, what])
  return JSON.parse(stdout)
}
