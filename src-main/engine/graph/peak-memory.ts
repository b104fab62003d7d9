// How much memory a graph's intermediate results take at once, told from its shapes before anything runs.

import { invariant } from '../../core/errors.ts'
import type { Graph } from './graph.ts'
import { liveGraph } from './live-nodes.ts'
import type { GraphNode, Value } from './operator.ts'
import { elementCount } from './shape.ts'
import type { DataType } from './types.ts'

const BYTES: Readonly<Record<DataType, number>> = {
  float32: 4,
  int32: 4,
  int64: 8,
  bool: 1,
  uint8: 1,
}
/** Their results lie where their input does. */
const VIEWS: ReadonlySet<string> = new Set(['Reshape', 'Identity'])

/** Bytes of all states, once. */
export function stateBytes(graph: Graph): number {
  return [...graph.states.values()].reduce((sum, value) => sum + bytesOf(value), 0)
}

/**
 * The most bytes of intermediate results at one time, in the order in which onnxruntime runs the nodes. The
 * runtime's own working memory, and what its allocator cannot fill, come on top.
 */
export function peakBytes(graph: Graph): number {
  const { nodes } = liveGraph(graph)
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((o) => [o.name, node])))
  const home = (value: Value): string => {
    const node = producers.get(value.name)
    const [input] = node?.inputs ?? []
    return node !== undefined && input !== undefined && VIEWS.has(node.operator.type)
      ? home(input)
      : value.name
  }
  const kept = new Set([...graph.updates.values(), ...graph.outputs.values()].map(home))
  const order = runtimeOrder(nodes, producers)
  const lastUse = new Map<string, number>()
  for (const [at, { inputs }] of order.entries()) {
    for (const input of inputs) lastUse.set(home(input), at)
  }
  const freedAt = Map.groupBy(lastUse.keys(), (name) => lastUse.get(name))
  const sizes = new Map<string, number>()
  let [live, peak] = [0, 0]
  for (const [at, { operator, outputs }] of order.entries()) {
    // Updated states are written into buffers of the state.
    const made = VIEWS.has(operator.type) ? [] : outputs.filter(({ name }) => !kept.has(name))
    for (const output of made) {
      sizes.set(output.name, bytesOf(output))
      live += bytesOf(output)
    }
    peak = Math.max(peak, live)
    for (const name of freedAt.get(at) ?? []) live -= sizes.get(name) ?? 0
  }
  return peak
}

/**
 * Depth first from the last result nobody reads to the first, of each node's inputs the last built first:
 * the topological order of onnxruntime's GraphViewer.
 */
function runtimeOrder(
  nodes: readonly GraphNode[],
  producers: ReadonlyMap<string, GraphNode>,
): readonly GraphNode[] {
  const places = new Map(nodes.map((node, place) => [node, place]))
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map(({ name }) => name)))
  const isLeaf = ({ outputs }: GraphNode): boolean => outputs.every(({ name }) => !read.has(name))
  const order: GraphNode[] = []
  const entered = new Set<GraphNode>()
  const stack = nodes.filter(isLeaf).map((node) => ({ node, isLeaving: false }))
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, isLeaving } = top
    if (isLeaving) order.push(node)
    if (isLeaving || entered.has(node)) continue
    entered.add(node)
    stack.push({ node, isLeaving: true })
    const before = new Set(node.inputs.flatMap(({ name }) => producers.get(name) ?? []))
    const place = (one: GraphNode): number => places.get(one) ?? 0
    for (const one of [...before].sort((a, b) => place(a) - place(b))) {
      if (!entered.has(one)) stack.push({ node: one, isLeaving: false })
    }
  }
  invariant(order.length === nodes.length, 'every node is run once')
  return order
}

function bytesOf({ dataType, shape }: Value): number {
  return BYTES[dataType] * elementCount(shape)
}
