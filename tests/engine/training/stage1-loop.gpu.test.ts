// Twenty steps of stage 1 on WebGPU against the CPU, the parameters on the device: every loss of every step,
// and everything learned or measured.

import { beforeAll, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { requireGpuDriver } from '../../setup/gpu-driver.ts'
import { relativeErrors } from '../networks/reference.ts'
import type { TakenSteps } from './stage1-loop.ts'
import { LOSS_NAMES, stage1LoopPlan, takeSteps, wrongLosses } from './stage1-loop.ts'

const STEPS = 20
const TOLERANCE = 1e-3

// Slow enough that twenty steps are well conditioned. On the CPU alone, parameters that start one rounding
// elsewhere end at most 1e-4 apart; at PyTorch's rate, 0.01, it may be 2e-3.
const LEARNING_RATE = 0.003

// A step is nearly 5,000 nodes, each of which costs the software driver half a millisecond.
const TIME_LIMIT_MS = 300_000

beforeAll(requireGpuDriver)

it(
  'takes twenty steps of stage 1 on WebGPU as on the CPU',
  async () => {
    const [expected, received] = [await stepsOn('cpu'), await stepsOn('webgpu')]
    expect(received.losses).toHaveLength(STEPS * LOSS_NAMES.length)
    expect(wrongLosses(received.losses, expected.losses, TOLERANCE)).toEqual([])
    const errors = [...relativeErrors(received.last.tensors, expected.last.tensors)]
    expect(errors.filter(([, error]) => !(error < TOLERANCE))).toEqual([])
  },
  TIME_LIMIT_MS,
)

async function stepsOn(provider: 'cpu' | 'webgpu'): Promise<TakenSteps> {
  const executor = await createOnnxruntimeExecutor({ provider, threads: 1 })
  try {
    return await takeSteps(executor, stage1LoopPlan(LEARNING_RATE), STEPS)
  } finally {
    await executor.dispose()
  }
}
