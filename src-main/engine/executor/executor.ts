// The port through which the engine reaches a runtime (onnxruntime, tfjs). Implemented in adapters.
// Everything that persists between runs is State; a Program never owns parameters.

import type { Graph } from '../graph/graph.ts'
import type { Tensor } from '../graph/types.ts'

export interface ExecutorDescription {
  /** Runtime and version, such as "onnxruntime-node 1.30.0". */
  readonly runtime: string
  /** Execution provider in use, such as "cpu" or "webgpu"; never a silent fallback. */
  readonly provider: string
  /** Threads used by one run on the CPU. Results are bit-reproducible for equal thread counts. */
  readonly threads: number
}

/** Named tensors that live beside the device: parameters, batch-norm statistics, optimizer state. */
export interface State {
  readonly names: readonly string[]
  /** Copies tensors out; all of them when `names` is left out. */
  read(names?: readonly string[]): Promise<ReadonlyMap<string, Tensor>>
  /** Replaces the values of existing tensors; throws on an unknown name or another shape. */
  write(tensors: ReadonlyMap<string, Tensor>): Promise<void>
  dispose(): Promise<void>
}

export interface Program {
  /**
   * Runs the graph once. `feeds` holds exactly the graph's data inputs; `state` every state input.
   * State named in the graph's updates is replaced in place. Returns the graph's named outputs.
   */
  run(feeds: ReadonlyMap<string, Tensor>, state: State): Promise<ReadonlyMap<string, Tensor>>
  dispose(): Promise<void>
}

export interface Executor {
  readonly description: ExecutorDescription
  compile(graph: Graph): Promise<Program>
  createState(tensors: ReadonlyMap<string, Tensor>): Promise<State>
  dispose(): Promise<void>
}
