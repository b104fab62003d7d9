// Collects ONNX nodes one call at a time. For what an exported model computes from the sizes of its inputs,
// which the engine's graphs, whose shapes are fixed, cannot say. Checks nothing.

import { ONNX_DATA_TYPES } from '../graph/onnx-data-type.ts'
import { Initializers } from '../graph/onnx-graph.ts'
import type { OnnxNode, OnnxNodeAttribute } from '../graph/onnx-graph.ts'
import { int64Tensor } from '../graph/tensor.ts'
import { int } from '../operators/onnx-attribute.ts'

export class OnnxBuilder {
  readonly initializers: Initializers
  readonly #prefix: string
  readonly #nodes: OnnxNode[] = []

  /** A body of a loop gets the constants of the graph around it, and a prefix of its own. */
  constructor(prefix: string, initializers = new Initializers()) {
    this.#prefix = prefix
    this.initializers = initializers
  }

  get nodes(): readonly OnnxNode[] {
    return this.#nodes
  }

  add(node: OnnxNode): void {
    this.#nodes.push(node)
  }

  /** Adds a node of one output and returns the output's name. */
  call(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxNodeAttribute>> = {},
  ): string {
    const name = `${this.#prefix}/${type}_${this.#nodes.length}`
    this.add({ name, type, inputs, outputs: [name], attributes })
    return name
  }

  /** An int64 of rank 0. */
  integer(value: number): string {
    return this.initializers.nameOf(int64Tensor([], [value]))
  }

  /** An int64 of rank 1. */
  integers(...values: readonly number[]): string {
    return this.initializers.nameOf(int64Tensor([values.length], values))
  }

  cast(value: string, to: keyof typeof ONNX_DATA_TYPES): string {
    return this.call('Cast', [value], { to: int(ONNX_DATA_TYPES[to]) })
  }

  /** 0, 1, ... below `count`, of rank 0, as int64 [count]. */
  range(count: string): string {
    return this.call('Range', [this.integer(0), count, this.integer(1)])
  }
}
