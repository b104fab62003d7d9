// A run that may use little memory divides its batches, says so, and refuses what cannot fit.

import { expect, test } from 'vitest'
import { HYPERPARAMETERS } from '../../src-main/engine/methods/hyperparameters.ts'
import type { MethodOptions } from '../../src-main/engine/methods/method.ts'
import { findMethod } from '../../src-main/engine/methods/methods.ts'
import { findEncoder } from '../../src-main/engine/networks/encoders.ts'
import { estimateStepBytes } from '../../src-main/engine/training/step-memory.ts'
import { fittingPlan } from '../../src-main/services/runs/pipeline/fitting-plan.ts'
import { inEnglish } from '../../src-main/core/said.ts'

const GIB = 2 ** 30
const stage1 = findMethod('stage1')
const options: MethodOptions = {
  network: { encoder: findEncoder('mobilenet-v2'), outputStride: 8, width: 256 },
  hyperparameters: HYPERPARAMETERS.recommended,
  classWeights: [],
  batchSize: 8,
  cropSizePx: 320,
}

test('batches stay whole without a limit and where they fit', () => {
  const whole = stage1.build(options).identity
  const isWhole = { note: null, plan: expect.objectContaining({ identity: whole }) as unknown }
  expect(fittingPlan(stage1, options, null)).toMatchObject(isWhole)
  expect(fittingPlan(stage1, options, 64)).toMatchObject(isWhole)
})

test('batches that do not fit pass the encoder in the fewest parts that do', () => {
  const [whole, halves] = [1, 2].map((encoderParts) =>
    estimateStepBytes(stage1.build({ ...options, encoderParts })),
  )
  expect(halves!).toBeLessThan(0.8 * whole!)
  const limit = Math.round((10 * halves!) / GIB + 1) / 10
  const { note, plan } = fittingPlan(stage1, options, limit)
  expect(inEnglish(note!)).toContain(
    `stage1: batches of 8 pass the encoder in 2 parts of 4 to stay within ${limit} GiB`,
  )
  expect(estimateStepBytes(plan)).toBe(halves)
})

test('what fits in no division is refused with what it needs', () => {
  const expected =
    /^stage1: a step needs about \d\.\d GiB even with its batches of 8 in parts, and 0.5 GiB are allowed/
  expect(() => fittingPlan(stage1, options, 0.5)).toThrow(expected)
})
