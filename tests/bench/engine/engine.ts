// The training step at the paper's size against PyTorch, alternately in one run, and where its time goes. Each
// measurement is a process of its own, so that its memory is its own. On the CPU PyTorch is measured twice: as it comes,
// and with an allocator that keeps its memory, which is what someone who cares sets. With PSS_BENCH_DEVICE=webgpu, say,
// ours is on that device and PyTorch on CUDA; PSS_BENCH_PYTHON names the Python that has such a PyTorch.

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Bench, Measurement } from '../measurement.ts'
import { benchDevice } from '../bench-device.ts'
import { median } from '../measurement.ts'

interface Step {
  readonly network: 'resnet-50' | 'mobilenet-v2'
  readonly method: 'stage1' | 'source-only'
  readonly preset: 'paper' | 'recommended'
}

/** The second is the part of the first without the user's batch and the discriminators. */
const STEPS: readonly Step[] = [
  { network: 'resnet-50', method: 'stage1', preset: 'paper' },
  { network: 'resnet-50', method: 'source-only', preset: 'paper' },
  { network: 'mobilenet-v2', method: 'stage1', preset: 'recommended' },
]
const PROFILED: readonly Step[] = STEPS.filter(({ method }) => method === 'stage1')
/** Of each batch; stage 1 has two. */
const IMAGES = 8
const ROUNDS = 2
const SHOWN_OPERATORS = 12
const PYTHON = process.env['PSS_BENCH_PYTHON'] ?? '/usr/bin/python3'

/** glibc keeps what it has instead of giving pages back and zeroing new ones. */
const KEEPING = { MALLOC_MMAP_MAX_: '0', MALLOC_TRIM_THRESHOLD_: '100000000000', MALLOC_TOP_PAD_: '1000000000' } // prettier-ignore

const reportSchema = z.object({
  stepMs: z.array(z.number()),
  peakMib: z.number(),
  productGflops: z.array(z.number()).default([]),
})
type Report = z.infer<typeof reportSchema>

const profileSchema = z.array(
  z.object({ operator: z.string(), ms: z.number(), count: z.number(), gflops: z.number() }),
)

export const engine: Bench = {
  name: 'engine',
  summary: 'training steps at 320x320 against PyTorch: images/s, memory, operators',
  minutes: 20,
  async run(say) {
    const { provider } = benchDevice()
    const hasTorch = await canImportTorch()
    if (!hasTorch) {
      const need =
        provider === 'cpu' ? 'torch (Debian: apt install python3-torch)' : 'torch with CUDA'
      say(`${PYTHON} has no ${need}, or it finds no device: no ratios (PSS_BENCH_PYTHON)`)
    }
    const measurements: Measurement[] = []
    for (const step of STEPS) measurements.push(...(await compare(step, { hasTorch, say })))
    // The runtime's clock tells the kernels of a GPU apart, not by node: of the CPU alone.
    if (provider !== 'cpu') return measurements
    for (const step of PROFILED) {
      say(`profile of ${nameOf(step)}`)
      measurements.push(...(await profile(step)))
    }
    return measurements
  },
}

async function compare(
  step: Step,
  { hasTorch, say }: { readonly hasTorch: boolean; readonly say: (line: string) => void },
): Promise<Measurement[]> {
  const sides = {
    [oursName()]: () => runEngine(step, []),
    ...(hasTorch ? torchSides(step) : {}),
  }
  const reports = new Map<string, Report[]>()
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [side, run] of Object.entries(sides)) {
      say(`${nameOf(step)}, round ${round} of ${ROUNDS}: ${side}`)
      const report = reportSchema.parse(await run())
      reports.set(side, [...(reports.get(side) ?? []), report])
    }
  }
  return measurementsOf(step, reports)
}

function oursName(): string {
  const { provider } = benchDevice()
  return provider === 'cpu' ? 'ours' : `ours on ${provider}`
}

function torchSides(step: Step): Record<string, () => Promise<unknown>> {
  if (benchDevice().provider !== 'cpu') return { 'PyTorch on CUDA': () => runTorch(step, {}) }
  return {
    PyTorch: () => runTorch(step, {}),
    'PyTorch, keeping memory': () => runTorch(step, KEEPING),
  }
}

function measurementsOf(
  step: Step,
  reports: ReadonlyMap<string, readonly Report[]>,
): Measurement[] {
  const images = step.method === 'stage1' ? 2 * IMAGES : IMAGES
  const ours = reports.get(oursName()) ?? []
  const rows = [...reports].flatMap(([side, rounds]): Measurement[] => {
    const name = `${nameOf(step)}, ${side}`
    const stepMs = rounds.flatMap((round) => round.stepMs)
    return [
      { what: `${name}: step`, unit: 's', values: stepMs.map((ms) => ms / 1000) },
      { what: `${name}: ${images} images`, unit: 'images/s', values: stepMs.map((ms) => (1000 * images) / ms) }, // prettier-ignore
      { what: `${name}: peak memory`, unit: 'MiB', values: rounds.map(({ peakMib }) => peakMib) },
      ...(side === oursName() ? [] : ratios(name, ours, rounds)),
    ]
  })
  const products = ours.flatMap((round) => round.productGflops)
  return [...rows, { what: `${nameOf(step)}: matrix products in between`, unit: 'GFLOP/s', values: products }] // prettier-ignore
}

/** Round by round, because the machine is not the same from minute to minute. */
function ratios(name: string, ours: readonly Report[], theirs: readonly Report[]): Measurement[] {
  const pairs = ours.flatMap((our, i) =>
    theirs[i] === undefined ? [] : [[our, theirs[i]] as const],
  )
  return [
    {
      what: `${name}: our images/s to its`,
      unit: 'x',
      values: pairs.map(([our, their]) => median(their.stepMs) / median(our.stepMs)),
    },
    // Of the processes: what lies on a GPU is in neither.
    ...(benchDevice().provider === 'cpu'
      ? [
          {
            what: `${name}: our memory to its`,
            unit: 'x' as const,
            values: pairs.map(([our, their]) => our.peakMib / their.peakMib),
          },
        ]
      : []),
  ]
}

async function profile(step: Step): Promise<Measurement[]> {
  const operators = profileSchema.parse(await runEngine(step, ['--profile']))
  const total = operators.reduce((sum, { ms }) => sum + ms, 0)
  const isProduct = (operator: string, gflops: number): boolean =>
    /Conv|MatMul|Gemm/.test(operator) && gflops > 10
  const products = operators.filter(({ operator, gflops }) => isProduct(operator, gflops))
  const inProducts = products.reduce((sum, { ms }) => sum + ms, 0)
  const work = products.reduce((sum, { ms, gflops }) => sum + ms * gflops, 0)
  const name = nameOf(step)
  return [
    { what: `${name}: time in matrix products and convolutions`, unit: '%', values: [(100 * inProducts) / total] }, // prettier-ignore
    { what: `${name}: rate of those`, unit: 'GFLOP/s', values: [work / inProducts] },
    ...operators.slice(0, SHOWN_OPERATORS).map(({ operator, ms, count, gflops }): Measurement => {
      const rate = gflops > 0 ? `, ${gflops.toFixed(0)} GFLOP/s` : ''
      return { what: `- ${operator} (${count}${rate})`, unit: '%', values: [(100 * ms) / total] }
    }),
  ]
}

function nameOf({ network, method, preset }: Step): string {
  return `${network} ${method} ${preset}`
}

async function runEngine(step: Step, flags: readonly string[]): Promise<unknown> {
  const program = join(import.meta.dirname, 'step-process.ts')
  return runJson(process.execPath, [program, ...argumentsOf(step), ...flags], {})
}

async function runTorch(step: Step, env: Readonly<Record<string, string>>): Promise<unknown> {
  const { provider, threads } = benchDevice()
  const program = join(import.meta.dirname, 'torch-step.py')
  const device = provider === 'cpu' ? 'cpu' : 'cuda'
  return runJson(PYTHON, [program, ...argumentsOf(step), device, `${threads}`], env)
}

function argumentsOf({ network, method, preset }: Step): string[] {
  const steps = benchDevice().provider === 'cpu' ? 1 : 10
  return [network, method, preset, `${IMAGES}`, `${steps}`]
}

async function runJson(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const options = { env: { ...process.env, ...env } }
  const { stdout } = await promisify(execFile)(program, args, options)
  return JSON.parse(stdout)
}

async function canImportTorch(): Promise<boolean> {
  const onCuda = 'import torch; torch.zeros(1).cuda()'
  const proof = benchDevice().provider === 'cpu' ? 'import torch' : onCuda
  return promisify(execFile)(PYTHON, ['-c', proof]).then(
    () => true,
    () => false,
  )
}
