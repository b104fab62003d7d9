// Interprets one graph on tfjs, node by node, and frees each tensor after its last use.

import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Program, State } from '../../engine/executor/executor.ts'
import type { Graph } from '../../engine/graph/graph.ts'
import { liveGraph } from '../../engine/graph/live-nodes.ts'
import type { GraphNode, Value } from '../../engine/graph/operator.ts'
import { formatShape, sameShape } from '../../engine/graph/shape.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import type { Tf, TfTensor, TfjsKernel } from './tfjs-kernel.ts'
import { TfjsState } from './tfjs-state.ts'
import { fromTfTensor, toTfTensor } from './tfjs-tensor.ts'

export class TfjsProgram implements Program {
  readonly #tf: Tf
  readonly #graph: Graph
  readonly #nodes: readonly GraphNode[]
  readonly #constants: ReadonlyMap<string, TfTensor>
  readonly #kernels: ReadonlyMap<string, TfjsKernel>
  readonly #lastUse: ReadonlyMap<string, GraphNode>

  constructor(tf: Tf, graph: Graph, kernels: ReadonlyMap<string, TfjsKernel>) {
    const { nodes, constants } = liveGraph(graph)
    this.#tf = tf
    this.#graph = graph
    this.#nodes = nodes
    this.#kernels = kernels
    this.#constants = new Map([...constants].map(([name, t]) => [name, toTfTensor(tf, t)]))
    this.#lastUse = lastUses(nodes, [...graph.outputs.values(), ...graph.updates.values()])
  }

  async run(
    feeds: ReadonlyMap<string, Tensor>,
    state: State,
  ): Promise<ReadonlyMap<string, Tensor>> {
    invariant(state instanceof TfjsState, 'the state belongs to another executor')
    const fed = this.#feed(feeds)
    const values = new Map([...this.#constants, ...fed])
    for (const [name, value] of this.#graph.states) values.set(name, state.tensor(name, value))
    const computed = this.#interpret(values)
    const results = new Map<string, Tensor>()
    for (const [name, value] of this.#graph.outputs) {
      results.set(name, await fromTfTensor(lookUp(values, value), value))
    }
    const updates = [...this.#graph.updates].map(
      ([name, value]) => [name, this.#tf.clone(lookUp(values, value))] as const,
    )
    for (const [name, tensor] of updates) state.replace(name, tensor)
    for (const tensor of [...computed, ...fed.values()]) tensor.dispose()
    return results
  }

  async dispose(): Promise<void> {
    for (const tensor of this.#constants.values()) tensor.dispose()
    return Promise.resolve()
  }

  /** Adds every node's result to `values`; returns those that are still alive at the end. */
  #interpret(values: Map<string, TfTensor>): ReadonlySet<TfTensor> {
    const alive = new Set<TfTensor>()
    for (const node of this.#nodes) {
      const kernel = this.#kernels.get(node.operator.type)
      const [output] = node.outputs
      invariant(kernel !== undefined && output !== undefined, `no kernel for ${node.name}`)
      const inputs = node.inputs.map((input) => lookUp(values, input))
      const result = this.#tf.tidy(() => kernel.run(this.#tf, inputs, node))
      invariant(
        sameShape(result.shape, output.shape),
        `${node.name}: tfjs gave ${formatShape(result.shape)}, not ${formatShape(output.shape)}`,
      )
      values.set(output.name, result)
      alive.add(result)
      for (const tensor of this.#finished(node, values)) {
        if (alive.delete(tensor)) tensor.dispose()
      }
    }
    return alive
  }

  #finished(node: GraphNode, values: ReadonlyMap<string, TfTensor>): TfTensor[] {
    const last = node.inputs.filter(({ name }) => this.#lastUse.get(name) === node)
    return last.map((value) => lookUp(values, value))
  }

  #feed(feeds: ReadonlyMap<string, Tensor>): Map<string, TfTensor> {
    const fed = new Map<string, TfTensor>()
    for (const [name, value] of this.#graph.inputs) {
      const tensor = feeds.get(name)
      const fits = tensor?.dataType === value.dataType && sameShape(tensor.shape, value.shape)
      if (tensor === undefined || !fits || feeds.size !== this.#graph.inputs.size) {
        throw new StudioError(
          'invalidInput',
          said`program: needs exactly the inputs ${[...this.#graph.inputs.keys()].join(', ')}, and
            ${name} as ${value.dataType} ${formatShape(value.shape)}; came
            ${[...feeds].map(([key, t]) => `${key} ${t.dataType} ${formatShape(t.shape)}`).join(', ')}`,
        )
      }
      fed.set(name, toTfTensor(this.#tf, tensor))
    }
    return fed
  }
}

function lastUses(nodes: readonly GraphNode[], kept: readonly Value[]): Map<string, GraphNode> {
  const uses = new Map<string, GraphNode>()
  for (const node of nodes) {
    for (const { name } of node.inputs) uses.set(name, node)
  }
  for (const { name } of kept) uses.delete(name)
  return uses
}

function lookUp(values: ReadonlyMap<string, TfTensor>, { name }: Value): TfTensor {
  const tensor = values.get(name)
  invariant(tensor !== undefined, `${name} is used before it is computed`)
  return tensor
}
