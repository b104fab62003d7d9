// What the benches of the engine compute on: the CPU, or what PSS_BENCH_DEVICE names, with all threads of the machine.
// PSS_BENCH_DEVICE=webgpu npm run bench -- engine input

import { availableParallelism } from 'node:os'
import type {
  ExecutionProvider,
  RuntimeChoice,
} from '../../src-main/adapters/onnxruntime/session-options.ts'

const PROVIDERS: readonly ExecutionProvider[] = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml']

/** Throws when the variable names no provider; whether the machine has it shows when an executor opens. */
export function benchDevice(): RuntimeChoice {
  const wanted = process.env['PSS_BENCH_DEVICE'] ?? 'cpu'
  const provider = PROVIDERS.find((name) => name === wanted)
  if (provider === undefined) {
    throw new Error(`PSS_BENCH_DEVICE is "${wanted}"; expected one of ${PROVIDERS.join(', ')}`)
  }
  return { provider, threads: availableParallelism() }
}
