// Where the time of one step goes, by onnxruntime's own clock: time and arithmetic rate of each operator.

import { InferenceSession } from 'onnxruntime-node'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { CpuState } from '../../../src-main/adapters/onnxruntime/cpu-state.ts'
import { OnnxruntimeProgram } from '../../../src-main/adapters/onnxruntime/onnxruntime-program.ts'
import { sessionOptions } from '../../../src-main/adapters/onnxruntime/session-options.ts'
import type { Graph } from '../../../src-main/engine/graph/graph.ts'
import { onnxModel } from '../../../src-main/engine/graph/onnx-model.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'

export interface ProfiledStep {
  readonly graph: Graph
  readonly feeds: ReadonlyMap<string, Tensor>
  /** First values of all states. */
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly threads: number
}

export interface OperatorShare {
  readonly operator: string
  readonly ms: number
  readonly count: number
  /** 0 where the arithmetic is not counted. */
  readonly gflops: number
}

const RUNS = 2

/** Of the last of some runs; the slowest operator first. */
export async function profileStep(step: ProfiledStep): Promise<OperatorShare[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pss-bench-profile-'))
  try {
    const { bytes, updateOutputs } = onnxModel(step.graph, { hidesShapes: true })
    const session = await InferenceSession.create(bytes, {
      ...sessionOptions({ provider: 'cpu', threads: step.threads }),
      enableProfiling: true,
      profileFilePrefix: join(folder, 'step'),
    })
    const { graph, feeds, tensors } = step
    const program = new OnnxruntimeProgram({ graph, session, updateOutputs, provider: 'cpu' })
    const state = new CpuState(tensors)
    for (let run = 0; run < RUNS; run++) await program.run(feeds, state)
    session.endProfiling()
    const [file = ''] = readdirSync(folder)
    return sharesOf(eventsSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const shapesSchema = z.array(z.record(z.string(), z.array(z.number())))
const eventsSchema = z.array(
  z.object({
    cat: z.string(),
    name: z.string(),
    ts: z.number(),
    dur: z.number(),
    args: z
      .object({
        op_name: z.string().optional(),
        input_type_shape: shapesSchema.optional(),
        output_type_shape: shapesSchema.optional(),
      })
      .default({}),
  }),
)
type Event = z.infer<typeof eventsSchema>[number]

function sharesOf(events: readonly Event[]): OperatorShare[] {
  const lastRun = events.filter(({ name }) => name === 'model_run').at(-1)
  const nodes = events.filter(
    ({ cat, name, ts }) =>
      cat === 'Node' && name.endsWith('_kernel_time') && ts >= (lastRun?.ts ?? 0),
  )
  const sums = new Map<string, { us: number; count: number; flops: number }>()
  for (const event of nodes) {
    const operator = operatorOf(event)
    const sum = sums.get(operator) ?? { us: 0, count: 0, flops: 0 }
    sum.us += event.dur
    sum.count += 1
    sum.flops += floatingPointOperations(event)
    sums.set(operator, sum)
  }
  return [...sums]
    .map(([operator, { us, count, flops }]) => {
      return { operator, ms: us / 1000, count, gflops: flops / us / 1000 }
    })
    .sort((a, b) => b.ms - a.ms)
}

/** Convolutions by their kind: they differ most in how fast they are. */
function operatorOf(event: Event): string {
  const name = event.args.op_name ?? 'unknown'
  if (!name.includes('Conv')) return name
  const [, perGroup = 0, height = 0] = shapeOf(event.args.input_type_shape, 1)
  const kind = perGroup === 1 && height > 1 ? 'depthwise' : height === 1 ? '1x1' : 'k x k'
  return `${name} ${kind}`
}

/** Of convolutions and matrix products; the others are bound by memory. */
function floatingPointOperations({ args }: Event): number {
  const output = elements(shapeOf(args.output_type_shape, 0))
  const name = args.op_name ?? ''
  const second = shapeOf(args.input_type_shape, 1)
  if (name === 'ConvTranspose') {
    return 2 * elements(shapeOf(args.input_type_shape, 0)) * elements(second.slice(1))
  }
  if (name.includes('Conv')) return 2 * output * elements(second.slice(1))
  const inner = shapeOf(args.input_type_shape, 0).at(-1) ?? 0
  return /MatMul|Gemm/.test(name) ? 2 * output * inner : 0
}

function shapeOf(shapes: z.infer<typeof shapesSchema> | undefined, index: number): number[] {
  return Object.values(shapes?.[index] ?? {})[0] ?? []
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}
