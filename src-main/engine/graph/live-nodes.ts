// Dead-code elimination and order: what the outputs and updates depend on, and how it is listed.

import type { Graph } from './graph.ts'
import type { GraphNode, Value } from './operator.ts'
import type { Tensor } from './types.ts'

export interface LiveGraph {
  /** A topological order: first what the updates need, then what the outputs need besides. */
  readonly nodes: readonly GraphNode[]
  /** Constants that live nodes, outputs or updates read, by value name. */
  readonly constants: ReadonlyMap<string, Tensor>
}

/**
 * onnxruntime runs what leads to the last result first. With the outputs (losses) last, their large
 * intermediates are freed before the backward pass; the updates follow from the last one built to the
 * first, which is the order of the backward pass when layers are declared from input to output.
 */
export function liveGraph(graph: Graph): LiveGraph {
  const constants = new Map<string, Tensor>()
  const forUpdates = reach(graph, graph.updates.values(), constants)
  const forOutputs = reach(graph, graph.outputs.values(), constants)
  const first = graph.nodes.filter((node) => forUpdates.has(node))
  const last = graph.nodes.filter((node) => forOutputs.has(node) && !forUpdates.has(node))
  return { nodes: [...first, ...last], constants }
}

function reach(
  graph: Graph,
  results: Iterable<Value>,
  constants: Map<string, Tensor>,
): ReadonlySet<GraphNode> {
  const live = new Set<GraphNode>()
  const pending = [...results]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value.source.kind === 'constant') constants.set(value.name, value.source.tensor)
    const node = graph.producerOf(value)
    if (node === undefined || live.has(node)) continue
    live.add(node)
    pending.push(...node.inputs)
  }
  return live
}
