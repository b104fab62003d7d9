// Writes a graph as an ONNX model that onnxruntime runs and Netron opens. Only live nodes and used
// constants are written, for an unused initializer costs a warning.

import { constantKey } from './constant-key.ts'
import type { Graph } from './graph.ts'
import { liveGraph } from './live-nodes.ts'
import { ONNX_DATA_TYPES } from './onnx-data-type.ts'
import type { GraphNode, OnnxAttribute, Value } from './operator.ts'
import { ProtobufWriter } from './protobuf-writer.ts'
import type { Tensor, TensorType } from './types.ts'

const IR_VERSION = 10
const OPSET_VERSION = 21

export interface OnnxModel {
  /** The bytes of a ModelProto. */
  readonly bytes: Uint8Array
  /** For each updated state, the name of the model output that holds its next value. */
  readonly updateOutputs: ReadonlyMap<string, string>
}

export function onnxModel(graph: Graph): OnnxModel {
  const updateOutputs = new Map([...graph.updates.keys()].map((name) => [name, `next:${name}`]))
  const exports = new Map<string, Value>(graph.outputs)
  for (const [name, value] of graph.updates) exports.set(`next:${name}`, value)
  const writer = new ProtobufWriter()
  writer.int(1, IR_VERSION)
  writer.string(2, 'pss-studio')
  writer.message(7, (body) => {
    writeGraph(body, graph, exports)
  })
  writer.message(8, (opset) => opset.int(2, OPSET_VERSION))
  return { bytes: writer.finish(), updateOutputs }
}

function writeGraph(body: ProtobufWriter, graph: Graph, exports: Map<string, Value>): void {
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
  for (const node of nodes) writeNode(body, node, nameOf, initializers)
  for (const [from, to] of copies) writeCopy(body, nameOf(from), to)
  body.string(2, 'program')
  initializers.write(body)
  for (const [name, value] of [...graph.inputs, ...graph.states]) {
    body.message(11, (info) => writeValueInfo(info, name, value))
  }
  for (const [name, value] of exports) {
    body.message(12, (info) => writeValueInfo(info, name, value))
  }
}

/** Constants by name, and the operands of operators, each stored once. */
class Initializers {
  readonly #byName: Map<string, Tensor>
  readonly #names = new Map<string, string>()

  constructor(constants: ReadonlyMap<string, Tensor>) {
    this.#byName = new Map(constants)
    for (const [name, tensor] of constants) this.#names.set(constantKey(tensor), name)
  }

  nameOf(tensor: Tensor): string {
    const key = constantKey(tensor)
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const name = `operand_${this.#byName.size}`
    this.#names.set(key, name)
    this.#byName.set(name, tensor)
    return name
  }

  write(body: ProtobufWriter): void {
    for (const [name, tensor] of this.#byName) {
      body.message(5, (message) => writeTensor(message, tensor).string(8, name))
    }
  }
}

function writeNode(
  body: ProtobufWriter,
  node: GraphNode,
  nameOf: (value: Value) => string,
  initializers: Initializers,
): void {
  const { attributes = {}, constants = [] } = node.operator.onnx?.(node.attributes) ?? {}
  body.message(1, (message) => {
    for (const input of node.inputs) message.string(1, nameOf(input))
    for (const constant of constants) message.string(1, initializers.nameOf(constant))
    for (const output of node.outputs) message.string(2, nameOf(output))
    message.string(3, node.name)
    message.string(4, node.operator.type)
    for (const [name, attribute] of Object.entries(attributes)) {
      message.message(5, (field) => {
        field.string(1, name)
        writeAttribute(field, attribute)
      })
    }
  })
}

function writeCopy(body: ProtobufWriter, from: string, to: string): void {
  body.message(1, (message) => {
    message.string(1, from).string(2, to).string(3, `copy:${to}`).string(4, 'Identity')
  })
}

function writeAttribute(field: ProtobufWriter, attribute: OnnxAttribute): void {
  switch (attribute.kind) {
    case 'float':
      field.float(2, attribute.value).int(20, 1)
      return
    case 'int':
      field.int(3, attribute.value).int(20, 2)
      return
    case 'string':
      field.string(4, attribute.value).int(20, 3)
      return
    case 'ints':
      for (const value of attribute.value) field.int(8, value)
      field.int(20, 7)
  }
}

function writeTensor(message: ProtobufWriter, { dataType, shape, data }: Tensor): ProtobufWriter {
  for (const size of shape) message.int(1, size)
  message.int(2, ONNX_DATA_TYPES[dataType])
  return message.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
}

function writeValueInfo(info: ProtobufWriter, name: string, type: TensorType): void {
  info.string(1, name)
  info.message(2, (outer) =>
    outer.message(1, (tensor) => {
      tensor.int(1, ONNX_DATA_TYPES[type.dataType])
      tensor.message(2, (shape) => {
        for (const size of type.shape) shape.message(1, (dimension) => dimension.int(1, size))
      })
    }),
  )
}
