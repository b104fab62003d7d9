// The executor port on onnxruntime: compiles graphs to sessions and keeps state beside the device.
// `session.run` blocks its thread, so an executor lives in a worker process, never in the UI's.

import { InferenceSession, env } from 'onnxruntime-node'
import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type {
  Executor,
  ExecutorDescription,
  Program,
  State,
} from '../../engine/executor/executor.ts'
import type { Graph } from '../../engine/graph/graph.ts'
import { onnxModel } from '../../engine/graph/onnx-model.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import { CpuState } from './cpu-state.ts'
import { DeviceState } from './device-state.ts'
import { DeviceTransfer } from './device-transfer.ts'
import { listProviders } from './list-providers.ts'
import { OnnxruntimeProgram } from './onnxruntime-program.ts'
import { runtimeError } from './runtime-error.ts'
import type { RuntimeChoice } from './session-options.ts'
import { keepsTensorsOnDevice, sessionOptions } from './session-options.ts'

/**
 * Opens an executor and proves with one small run that the provider works.
 * Throws `unsupported` when this build or machine does not have it; never falls back to another.
 */
export async function createOnnxruntimeExecutor(choice: RuntimeChoice): Promise<Executor> {
  const { provider, threads } = choice
  invariant(Number.isInteger(threads) && threads >= 1, `threads must be 1 or more, not ${threads}`)
  const offered = listProviders()
  if (!offered.includes(provider)) {
    throw new StudioError(
      'unsupported',
      said`onnxruntime on this platform has no provider ${provider}; choose one of ${offered.join(', ')}`,
    )
  }
  const transfer = await openTransfer(choice)
  return new OnnxruntimeExecutor(choice, transfer)
}

async function openTransfer(choice: RuntimeChoice): Promise<DeviceTransfer> {
  try {
    return await DeviceTransfer.open(choice)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'unsupported',
      said`the ${choice.provider} provider does not start on this machine; check the graphics driver
        or choose cpu (${detail})`,
      { cause },
    )
  }
}

class OnnxruntimeExecutor implements Executor {
  readonly description: ExecutorDescription
  readonly #choice: RuntimeChoice
  readonly #transfer: DeviceTransfer
  readonly #programs = new Set<OnnxruntimeProgram>()

  constructor(choice: RuntimeChoice, transfer: DeviceTransfer) {
    const runtime = `onnxruntime-node ${env.versions.node ?? env.versions.common}`
    this.description = { runtime, provider: choice.provider, threads: choice.threads }
    this.#choice = choice
    this.#transfer = transfer
  }

  async compile(graph: Graph): Promise<Program> {
    const { provider } = this.#choice
    const { bytes, updateOutputs } = onnxModel(graph, { hidesShapes: provider === 'cpu' })
    const isOnDevice = keepsTensorsOnDevice(provider)
    const stay = [...updateOutputs.values()].map((name) => [name, 'gpu-buffer'] as const)
    const leave = [...graph.outputs.keys()].map((name) => [name, 'cpu'] as const)
    try {
      const session = await InferenceSession.create(bytes, {
        ...sessionOptions(this.#choice),
        ...(isOnDevice ? { preferredOutputLocation: Object.fromEntries([...stay, ...leave]) } : {}),
      })
      const program = new OnnxruntimeProgram({ graph, session, updateOutputs, provider })
      this.#programs.add(program)
      return program
    } catch (cause) {
      throw runtimeError(cause, said`compiling a graph of ${graph.nodes.length} nodes`, provider)
    }
  }

  async createState(tensors: ReadonlyMap<string, Tensor>): Promise<State> {
    if (!keepsTensorsOnDevice(this.#choice.provider)) return new CpuState(tensors)
    return await DeviceState.upload(tensors, this.#transfer)
  }

  async dispose(): Promise<void> {
    for (const program of this.#programs) await program.dispose()
    await this.#transfer.dispose()
  }
}
