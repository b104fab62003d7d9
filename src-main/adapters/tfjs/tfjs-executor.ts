// The executor port on tfjs: interprets the nodes of a graph one by one. On tfjs's cpu backend it is
// the independent oracle of the tests; with tfjs-node-gpu it runs the same programs on CUDA.

import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type {
  Executor,
  ExecutorDescription,
  Program,
  State,
} from '../../engine/executor/executor.ts'
import type { Graph } from '../../engine/graph/graph.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import { ELEMENTWISE_KERNELS } from './elementwise-kernels.ts'
import { IMAGE_KERNELS } from './image-kernels.ts'
import { SHAPE_KERNELS } from './shape-kernels.ts'
import type { Tf, TfjsKernel } from './tfjs-kernel.ts'
import { TfjsProgram } from './tfjs-program.ts'
import { TfjsState } from './tfjs-state.ts'

/** `tf` has its backend registered and ready. */
export function createTfjsExecutor(tf: Tf): Executor {
  return new TfjsExecutor(tf)
}

/** The interpreter's table by operator type; throws when two kernels share one. */
export function tfjsKernels(): ReadonlyMap<string, TfjsKernel> {
  const table = new Map<string, TfjsKernel>()
  for (const entry of [...ELEMENTWISE_KERNELS, ...SHAPE_KERNELS, ...IMAGE_KERNELS]) {
    invariant(!table.has(entry.type), `two tfjs kernels for ${entry.type}`)
    table.set(entry.type, entry)
  }
  return table
}

class TfjsExecutor implements Executor {
  readonly description: ExecutorDescription
  readonly #tf: Tf
  readonly #kernels = tfjsKernels()

  constructor(tf: Tf) {
    this.#tf = tf
    const runtime = `tfjs ${tf.version_core}`
    this.description = { runtime, provider: tf.getBackend(), threads: 1 }
  }

  async compile(graph: Graph): Promise<Program> {
    const unknown = graph.nodes.find((node) => !this.#kernels.has(node.operator.type))
    if (unknown !== undefined) {
      throw new StudioError(
        'unsupported',
        said`tfjs: no kernel for ${unknown.operator.type} at ${unknown.name}; use onnxruntime instead`,
      )
    }
    return Promise.resolve(new TfjsProgram(this.#tf, graph, this.#kernels))
  }

  async createState(tensors: ReadonlyMap<string, Tensor>): Promise<State> {
    return Promise.resolve(new TfjsState(this.#tf, tensors))
  }

  async dispose(): Promise<void> {
    return Promise.resolve()
  }
}
