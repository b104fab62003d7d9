// A small training step by which a device proves that it works, computes right, and how fast it is.

import { createRandom } from '../../core/random.ts'
import { gradients } from '../autodiff/gradients.ts'
import { Graph } from '../graph/graph.ts'
import { elementCount } from '../graph/shape.ts'
import { float32Tensor } from '../graph/tensor.ts'
import type { Shape, Tensor } from '../graph/types.ts'
import { conv } from '../operators/conv.ts'
import { multiply } from '../operators/multiply.ts'
import { reduceMean } from '../operators/reduce.ts'
import { relu } from '../operators/relu.ts'
import { subtract } from '../operators/subtract.ts'
import type { Executor, Program, State } from './executor.ts'

/** Enough work that a GPU's waiting for its commands does not count: 11 GFLOP forward and backward. */
export const TRIAL_SIZES = { batch: 8, channels: 128, side: 40 }

export interface Trial {
  /** Seconds of the fastest step. */
  readonly seconds: number
  /** The loss of every step, to compare devices by. */
  readonly losses: readonly number[]
}

export interface TrialOptions {
  readonly sizes: { readonly batch: number; readonly channels: number; readonly side: number }
  /** Milliseconds. */
  readonly now: () => number
  /** A device whose first step takes longer is not asked for another one. */
  readonly patienceSeconds: number
}

const STEPS = 4

/** Throws what the executor throws. */
export async function runTrial(executor: Executor, options: TrialOptions): Promise<Trial> {
  const { batch, channels, side } = options.sizes
  const weight: Shape = [channels, channels, 3, 3]
  const feeds = new Map([['x', randomTensor([batch, channels, side, side], 1)]])
  const program = await executor.compile(trialGraph(feeds.get('x')?.shape ?? [], weight))
  const state = await executor.createState(new Map([['weight', randomTensor(weight, 2)]]))
  try {
    return await timeSteps({ program, state, feeds }, options)
  } finally {
    await program.dispose()
    await state.dispose()
  }
}

interface Work {
  readonly program: Program
  readonly state: State
  readonly feeds: ReadonlyMap<string, Tensor>
}

async function timeSteps(work: Work, { now, patienceSeconds }: TrialOptions): Promise<Trial> {
  const losses: number[] = []
  let seconds = Infinity
  for (let step = 0; step < STEPS; step++) {
    const start = now()
    const outputs = await work.program.run(work.feeds, work.state)
    losses.push(Number(outputs.get('loss')?.data[0]))
    const taken = (now() - start) / 1000
    seconds = Math.min(seconds, taken)
    if (step === 0 && taken > patienceSeconds) break
  }
  return { seconds, losses }
}

/** One convolution that learns to answer with zeros. */
function trialGraph(image: Shape, shape: Shape): Graph {
  const graph = new Graph()
  const weight = graph.state('weight', shape)
  const y = relu(conv(graph.input('x', 'float32', image), weight, { padding: 1 }))
  const loss = reduceMean(multiply(y, y), { axes: [0, 1, 2, 3] })
  const [gradient = weight] = gradients(loss, [weight])
  graph.update('weight', subtract(weight, multiply(gradient, 1)))
  graph.output('loss', loss)
  return graph
}

/** Of a spread that keeps the sums of a convolution near 1. */
function randomTensor(shape: Shape, seed: number): Tensor {
  const random = createRandom(seed)
  const values = Array.from({ length: elementCount(shape) }, () => 0.05 * random.normal())
  return float32Tensor(shape, values)
}
