// Writes a graph as an ONNX model that onnxruntime runs and Netron opens. Only live nodes and used
// constants are written, for an unused initializer costs a warning.

import type { Graph } from './graph.ts'
import { liveGraph } from './live-nodes.ts'
import { Initializers, encodeOnnxModel } from './onnx-graph.ts'
import type { OnnxGraph, OnnxNode, OnnxType } from './onnx-graph.ts'
import type { GraphNode, Value } from './operator.ts'

export interface OnnxModel {
  /** The bytes of a ModelProto. */
  readonly bytes: Uint8Array
  /** For each updated state, the name of the model output that holds its next value. */
  readonly updateOutputs: ReadonlyMap<string, string>
}

export interface OnnxModelOptions {
  /**
   * Leaves out what tells the runtime the shapes of intermediate results: the shape of every input, and that shapes
   * given to Reshape are constant. Of results whose shapes it knows, onnxruntime keeps the memory of each dead one for
   * the next of the same shape, however much later that comes; the others it frees at once. A step of ResNet-50
   * took half as much memory again (docs/performance.md). Not even the number of axes is told: with it, the runtime
   * looks for such memory among all that was freed, and compiles in quadratic time.
   */
  readonly hidesShapes: boolean
}

export function onnxModel(graph: Graph, { hidesShapes }: OnnxModelOptions): OnnxModel {
  const updateOutputs = new Map([...graph.updates.keys()].map((name) => [name, `next:${name}`]))
  const exports = new Map<string, Value>(graph.outputs)
  for (const [name, value] of graph.updates) exports.set(`next:${name}`, value)
  const described = describe(graph, exports)
  const model = hidesShapes ? withoutShapes(described, graph.inputs) : described
  return { bytes: encodeOnnxModel(model), updateOutputs }
}

function describe(graph: Graph, exports: ReadonlyMap<string, Value>): OnnxGraph {
  const { nodes, constants } = liveGraph(graph)
  const names = new Map<string, string>()
  const copies: [from: Value, to: string][] = []
  for (const [name, value] of exports) {
    const isFirst = graph.producerOf(value) !== undefined && !names.has(value.name)
    if (isFirst) names.set(value.name, name)
    else copies.push([value, name])
  }
  const nameOf = (value: Value): string => names.get(value.name) ?? value.name
  const initializers = new Initializers(constants)
  const calls = nodes.map((node) => describeNode(node, nameOf, initializers))
  return {
    name: 'program',
    nodes: [...calls, ...copies.map(([from, to]) => copyOf(nameOf(from), to))],
    initializers: initializers.byName,
    inputs: new Map([...graph.inputs, ...graph.states]),
    outputs: exports,
  }
}

function withoutShapes(model: OnnxGraph, fed: ReadonlyMap<string, Value>): OnnxGraph {
  const inputs = new Map<string, OnnxType>(model.inputs)
  for (const [name, { dataType }] of fed) inputs.set(name, { dataType, shape: null })
  const initializers = new Map(model.initializers)
  const nodes = model.nodes.map((node) => {
    if (node.type !== 'Reshape') return node
    const [data = '', shape = ''] = node.inputs
    const sizes = model.initializers.get(shape)
    if (sizes === undefined) return node
    // An initializer that is an input as well is no constant; a copy, for the constant may have other readers.
    const unknown = `${shape}:unknown`
    initializers.set(unknown, sizes)
    inputs.set(unknown, { dataType: sizes.dataType, shape: null })
    return { ...node, inputs: [data, unknown] }
  })
  return { ...model, nodes, initializers, inputs }
}

function describeNode(
  node: GraphNode,
  nameOf: (value: Value) => string,
  initializers: Initializers,
): OnnxNode {
  const { attributes = {}, constants = [] } = node.operator.onnx?.(node.attributes) ?? {}
  const operands = constants.map((constant) => initializers.nameOf(constant))
  return {
    name: node.name,
    type: node.operator.type,
    inputs: [...node.inputs.map(nameOf), ...operands],
    outputs: node.outputs.map(nameOf),
    attributes,
  }
}

function copyOf(from: string, to: string): OnnxNode {
  return { name: `copy:${to}`, type: 'Identity', inputs: [from], outputs: [to], attributes: {} }
}
