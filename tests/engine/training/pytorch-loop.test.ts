// Ten iterations of stage 1 through the training loop itself against the same in PyTorch, with its SGD and
// Adam (tests/tools/make-training-fixtures.py): every loss of every step, and everything learned or measured.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { relativeErrors } from '../networks/reference.ts'
import { LOSS_NAMES, PYTORCH, stage1LoopPlan, takeSteps, wrongLosses } from './stage1-loop.ts'

const TOLERANCE = 1e-3

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

it('is what PyTorch has after ten steps, and in each of them', async () => {
  const plan = stage1LoopPlan()
  const { losses, last } = await takeSteps(executor, plan, PYTORCH.steps)
  expect(losses).toHaveLength(PYTORCH.steps * LOSS_NAMES.length)
  expect(wrongLosses(losses, PYTORCH.losses, TOLERANCE)).toEqual([])
  const model = [...plan.states.values()].filter(({ role }) => role !== 'optimizer')
  expect([...PYTORCH.last.keys()].sort()).toEqual(model.map(({ name }) => name).sort())
  const errors = [...relativeErrors(last.tensors, PYTORCH.last)]
  expect(errors.filter(([, error]) => !(error < TOLERANCE))).toEqual([])
})
