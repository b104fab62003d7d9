// One optimization step as a run makes it, in a process of its own so that the memory is its own. Between
// the steps the same executor multiplies matrices: what the machine can do at that moment.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Bench, Measurement } from './measurement.ts'

/** The method, and the preset whose output stride the network has. */
const STEPS = [
  { method: 'stage1', preset: 'recommended', images: 16 },
  { method: 'stage1', preset: 'paper', images: 16 },
  { method: 'source-only', preset: 'recommended', images: 8 },
] as const

const reportSchema = z.object({
  compileMs: z.number(),
  stepMs: z.array(z.number()),
  stepCpuMs: z.array(z.number()),
  productGflops: z.array(z.number()),
  peakMib: z.number(),
  productMib: z.number(),
})

const profileSchema = z.array(
  z.object({ operator: z.string(), ms: z.number(), count: z.number(), gflops: z.number() }),
)

export const trainStep: Bench = {
  name: 'train-step',
  summary: 'MobileNetV2, 8 + 8 images of 320x320, two threads: images/s, memory, operators',
  async run(say) {
    const measurements: Measurement[] = []
    for (const step of STEPS) {
      say(`${step.method}, ${step.preset}`)
      measurements.push(...(await measureStep(step)))
    }
    say('profile of stage1, recommended')
    return [...measurements, ...(await measureOperators())]
  },
}

async function measureStep(step: (typeof STEPS)[number]): Promise<Measurement[]> {
  const report = reportSchema.parse(await runChild([step.method, step.preset]))
  const name = `${step.method} ${step.preset}`
  const perSecond = report.stepMs.map((ms) => (1000 * step.images) / ms)
  return [
    { what: `${name}: step`, unit: 's', values: report.stepMs.map((ms) => ms / 1000) },
    { what: `${name}: of two cores`, unit: 's', values: report.stepCpuMs.map((ms) => ms / 1000) },
    { what: `${name}: ${step.images} images`, unit: 'images/s', values: perSecond },
    { what: `${name}: peak memory`, unit: 'MiB', values: [report.peakMib] },
    { what: `${name}: build and compile`, unit: 's', values: [report.compileMs / 1000] },
    {
      what: `${name}: matrix products in between`,
      unit: 'GFLOP/s',
      values: report.productGflops,
    },
  ]
}

async function measureOperators(): Promise<Measurement[]> {
  const profile = profileSchema.parse(await runChild(['stage1', 'recommended', '--profile']))
  const total = profile.reduce((sum, { ms }) => sum + ms, 0)
  const rest = profile.slice(SHOWN).reduce((sum, { ms }) => sum + ms, 0)
  const shown = profile.slice(0, SHOWN).map(({ operator, ms, count, gflops }) => {
    const rate = gflops > 0 ? `, ${gflops.toFixed(0)} GFLOP/s` : ''
    return {
      what: `- ${operator} (${count}${rate})`,
      unit: '%' as const,
      values: [(100 * ms) / total],
    }
  })
  return [...shown, { what: '- all other operators', unit: '%', values: [(100 * rest) / total] }]
}

const SHOWN = 12

async function runChild(args: readonly string[]): Promise<unknown> {
  const program = join(import.meta.dirname, 'train-step-process.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args])
  return JSON.parse(stdout)
}
