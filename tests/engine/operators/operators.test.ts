// Every operator: onnxruntime against tfjs, forward and backward, and its gradient against central
// finite differences along random directions.

import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createTfjsExecutor } from '../../../src-main/adapters/tfjs/tfjs-executor.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import type { Executor, Program, State } from '../../../src-main/engine/executor/executor.ts'
import { formatShape } from '../../../src-main/engine/graph/shape.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { OPERATORS } from '../../../src-main/engine/operators/registry.ts'
import type { Tensors } from './case-programs.ts'
import {
  dot,
  expectSame,
  forwardProgram,
  gradientProgram,
  runOnce,
  sampleFeeds,
} from './case-programs.ts'
import { CASES } from './cases.ts'
import type { OperatorCase } from './operator-case.ts'
import { sample } from './operator-case.ts'

/** A float32 function and a second-order difference quotient. */
const FINITE_DIFFERENCE = 1e-2
const STEP = 1e-2

let onnxruntime: Executor
let tfjs: Executor

beforeAll(async () => {
  await tf.setBackend('cpu')
  tfjs = createTfjsExecutor(tf)
  onnxruntime = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})

afterAll(async () => {
  await onnxruntime.dispose()
  await tfjs.dispose()
})

it('has a case for every operator in the registry', () => {
  const tested = new Set(CASES.map(({ operator }) => operator))
  expect(OPERATORS.map(({ type }) => type).filter((type) => !tested.has(type))).toEqual([])
})

it('tests the gradient of every operator that has one', () => {
  const tested = new Set(CASES.filter(isDifferentiable).map(({ operator }) => operator))
  const expected = OPERATORS.filter(({ gradient }) => gradient !== null)
  expect(expected.map(({ type }) => type).filter((type) => !tested.has(type))).toEqual([])
})

describe.each(CASES)('$operator, $title', (operatorCase) => {
  it('computes the same on onnxruntime and tfjs', async () => {
    const { graph } = forwardProgram(operatorCase)
    const feeds = sampleFeeds(operatorCase, 1)
    const received = await runOnce(onnxruntime, graph, feeds)
    const expected = await runOnce(tfjs, graph, feeds)
    expectSame(received, expected)
  })
})

describe.each(CASES.filter(isDifferentiable))('gradient of $operator, $title', (operatorCase) => {
  it('is the same on both runtimes and agrees with finite differences', async () => {
    const { graph, result, differentiable } = gradientProgram(operatorCase)
    const feeds = sampleFeeds(operatorCase, 2)
    const upstream = sample({ shape: result.shape, sampling: 'normal' }, createRandom(3))
    const fed = new Map([...feeds, ['upstream', upstream]])
    const received = await runOnce(onnxruntime, graph, fed)
    expectSame(received, await runOnce(tfjs, graph, fed))
    const probe = await openProbe(operatorCase, upstream)
    for (const name of differentiable) {
      const gradient = received.get(`gradient ${name}`)
      if (gradient === undefined) throw new Error(`no gradient of ${name}`)
      await expectDerivative({ operatorCase, probe, feeds, name, gradient })
    }
    await probe.program.dispose()
  })
})

function isDifferentiable(operatorCase: OperatorCase): boolean {
  return forwardProgram(operatorCase).differentiable.length > 0
}

interface Probe {
  readonly program: Program
  readonly state: State
  readonly upstream: Tensor
}

async function openProbe(operatorCase: OperatorCase, upstream: Tensor): Promise<Probe> {
  const program = await onnxruntime.compile(forwardProgram(operatorCase).graph)
  return { program, state: await onnxruntime.createState(new Map()), upstream }
}

interface Derivative {
  readonly operatorCase: OperatorCase
  readonly probe: Probe
  readonly feeds: Tensors
  readonly name: string
  readonly gradient: Tensor
}

/** Compares <gradient, v> with (f(x + h v) - f(x - h v)) / 2h for two random directions v. */
async function expectDerivative(check: Derivative): Promise<void> {
  const { operatorCase, probe, feeds, name, gradient } = check
  for (const seed of [4, 5]) {
    const direction = sample({ shape: gradient.shape, sampling: 'normal' }, createRandom(seed))
    const unit = [...direction.data].map(Number)
    const upper = await evaluate(probe, moved(feeds, name, unit, STEP))
    const lower = await evaluate(probe, moved(feeds, name, unit, -STEP))
    const expected = (upper - lower) / (2 * STEP)
    const received = dot(gradient, unit)
    const scale = Math.max(1, Math.hypot(...[...gradient.data].map(Number)))
    const shapes = operatorCase.inputs.map(({ shape }) => formatShape(shape)).join(', ')
    const message = `${operatorCase.operator}(${shapes}), gradient of ${name}: received ${received}, expected ${expected}`
    expect(Math.abs(received - expected) / scale, message).toBeLessThan(FINITE_DIFFERENCE)
  }
}

async function evaluate({ program, state, upstream }: Probe, feeds: Tensors): Promise<number> {
  const result = (await program.run(feeds, state)).get('result')
  return result === undefined ? NaN : dot(result, [...upstream.data].map(Number))
}

function moved(feeds: Tensors, name: string, direction: readonly number[], step: number): Tensors {
  const tensor = feeds.get(name)
  if (tensor === undefined) throw new Error(`no input ${name}`)
  const values = [...tensor.data].map((value, i) => Number(value) + step * (direction[i] ?? 0))
  return new Map([...feeds, [name, float32Tensor(tensor.shape, values)]])
}
