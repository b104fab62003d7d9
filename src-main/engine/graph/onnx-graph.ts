// An ONNX graph as plain data, and its bytes. Knows the format alone: names are wired and shapes are right
// because whoever describes a graph saw to it.

import { constantKey } from './constant-key.ts'
import { ONNX_DATA_TYPES } from './onnx-data-type.ts'
import type { OnnxAttribute } from './operator.ts'
import { ProtobufWriter } from './protobuf-writer.ts'
import type { DataType, Tensor } from './types.ts'

const IR_VERSION = 10
const OPSET_VERSION = 21

/** `graph`: the body of a loop, which also sees the values of the graph around it. */
export type OnnxNodeAttribute =
  OnnxAttribute | { readonly kind: 'graph'; readonly value: OnnxGraph }

export interface OnnxNode {
  readonly name: string
  readonly type: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, OnnxNodeAttribute>>
}

/** An axis with a name has any size; equal names, equal sizes. Null says nothing, not even how many axes there are. */
export interface OnnxType {
  readonly dataType: DataType | 'float64'
  readonly shape: readonly (number | string)[] | null
}

export interface OnnxGraph {
  readonly name: string
  readonly nodes: readonly OnnxNode[]
  /** Tensors of the model; one that is an input as well is a default value, and no constant. */
  readonly initializers: ReadonlyMap<string, Tensor>
  readonly inputs: ReadonlyMap<string, OnnxType>
  readonly outputs: ReadonlyMap<string, OnnxType>
}

/** The bytes of a ModelProto. */
export function encodeOnnxModel(graph: OnnxGraph): Uint8Array {
  const writer = new ProtobufWriter()
  writer.int(1, IR_VERSION)
  writer.string(2, 'pss-studio')
  writer.message(7, (body) => {
    writeGraph(body, graph)
  })
  writer.message(8, (opset) => opset.int(2, OPSET_VERSION))
  return writer.finish()
}

/** Constants by name, each stored once, whoever asks for it. */
export class Initializers {
  readonly #byName: Map<string, Tensor>
  readonly #names = new Map<string, string>()

  constructor(constants: ReadonlyMap<string, Tensor> = new Map()) {
    this.#byName = new Map(constants)
    for (const [name, tensor] of constants) this.#names.set(constantKey(tensor), name)
  }

  get byName(): ReadonlyMap<string, Tensor> {
    return this.#byName
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
}

function writeGraph(body: ProtobufWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) body.message(1, (message) => writeNode(message, node))
  body.string(2, graph.name)
  for (const [name, tensor] of graph.initializers) {
    body.message(5, (message) => writeTensor(message, tensor).string(8, name))
  }
  for (const [name, type] of graph.inputs) {
    body.message(11, (info) => writeValueInfo(info, name, type))
  }
  for (const [name, type] of graph.outputs) {
    body.message(12, (info) => writeValueInfo(info, name, type))
  }
}

function writeNode(message: ProtobufWriter, node: OnnxNode): void {
  for (const input of node.inputs) message.string(1, input)
  for (const output of node.outputs) message.string(2, output)
  message.string(3, node.name)
  message.string(4, node.type)
  for (const [name, attribute] of Object.entries(node.attributes)) {
    message.message(5, (field) => {
      field.string(1, name)
      writeAttribute(field, attribute)
    })
  }
}

function writeAttribute(field: ProtobufWriter, attribute: OnnxNodeAttribute): void {
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
    case 'graph':
      field.message(6, (body) => writeGraph(body, attribute.value)).int(20, 5)
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

function writeValueInfo(info: ProtobufWriter, name: string, type: OnnxType): void {
  info.string(1, name)
  info.message(2, (outer) =>
    outer.message(1, (tensor) => {
      tensor.int(1, ONNX_DATA_TYPES[type.dataType])
      const sizes = type.shape
      if (sizes === null) return
      tensor.message(2, (shape) => {
        for (const size of sizes) shape.message(1, (axis) => writeAxis(axis, size))
      })
    }),
  )
}

function writeAxis(axis: ProtobufWriter, size: number | string): void {
  if (typeof size === 'number') axis.int(1, size)
  else axis.string(2, size)
}
