// Every operator on the WebGPU provider against the CPU provider, forward and backward.

import { afterAll, beforeAll, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { requireGpuDriver } from '../../setup/gpu-driver.ts'
import type { CaseProgram, Tensors } from './case-programs.ts'
import {
  expectSame,
  forwardProgram,
  gradientProgram,
  runOnce,
  sampleFeeds,
} from './case-programs.ts'
import { CASES } from './cases.ts'
import type { OperatorCase } from './operator-case.ts'
import { sample } from './operator-case.ts'

let cpu: Executor
let webgpu: Executor

beforeAll(async () => {
  requireGpuDriver()
  cpu = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
  webgpu = await createOnnxruntimeExecutor({ provider: 'webgpu', threads: 1 })
})

afterAll(async () => {
  await cpu.dispose()
  await webgpu.dispose()
})

it.each(CASES)('$operator, $title: the same on WebGPU as on the CPU', async (operatorCase) => {
  const { graph, feeds } = wholeProgram(operatorCase)
  expectSame(await runOnce(webgpu, graph, feeds), await runOnce(cpu, graph, feeds))
})

/** The result, and with it every gradient there is. */
function wholeProgram(operatorCase: OperatorCase): Pick<CaseProgram, 'graph'> & { feeds: Tensors } {
  const feeds = sampleFeeds(operatorCase, 1)
  const forward = forwardProgram(operatorCase)
  if (forward.differentiable.length === 0) return { graph: forward.graph, feeds }
  const { graph, result } = gradientProgram(operatorCase)
  const upstream = sample({ shape: result.shape, sampling: 'normal' }, createRandom(3))
  return { graph, feeds: new Map([...feeds, ['upstream', upstream]]) }
}
