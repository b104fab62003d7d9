// What an ONNX model takes, gives and computes with, read without running anything: its inputs and outputs with
// their types, and how its nodes are wired. Weights are skipped.

import { readProtobuf, readVarints } from './protobuf-reader.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'

export interface OnnxValue {
  /** As ONNX numbers them: 1 is float32. */
  readonly elementType: number
  /** Null for an axis of any size. */
  readonly shape: readonly (number | null)[]
}

export interface OnnxStructure {
  readonly inputs: ReadonlyMap<string, OnnxValue>
  readonly outputs: ReadonlyMap<string, OnnxValue>
  readonly nodes: readonly OnnxNodeWiring[]
}

export interface OnnxNodeWiring {
  readonly type: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

export const MODEL_GRAPH = 7
export const GRAPH_NODE = 1
export const GRAPH_INPUT = 11
export const GRAPH_OUTPUT = 12
const GRAPH_INITIALIZER = 5
const MODEL_OPSET = 8
const TENSOR_DATA_LOCATION = 14
const MOST_NODES = 100_000

/** Errors: corrupt (no ONNX model), unsupported (operators that are not ONNX's own). */
export function readOnnxStructure(model: Uint8Array, place: string): OnnxStructure {
  const inputs = new Map<string, OnnxValue>()
  const outputs = new Map<string, OnnxValue>()
  const nodes: OnnxNodeWiring[] = []
  let hasGraph = false
  for (const { field, kind, content } of readProtobuf(model, place)) {
    if (kind !== 'bytes') continue
    if (field === MODEL_OPSET) requireOwnOperators(content, place)
    if (field !== MODEL_GRAPH) continue
    hasGraph = true
    for (const part of readProtobuf(content, place)) {
      if (part.kind !== 'bytes') continue
      if (part.field === GRAPH_INITIALIZER) requireInside(part.content, place)
      if (part.field === GRAPH_NODE) nodes.push(readNode(part.content, place))
      if (part.field === GRAPH_INPUT) inputs.set(...readValue(part.content, place))
      if (part.field === GRAPH_OUTPUT) outputs.set(...readValue(part.content, place))
      if (nodes.length > MOST_NODES) throw unsupported(place, 'the model has too many nodes')
    }
  }
  if (!hasGraph) throw damaged(place, 'this is no ONNX model, for it has no graph')
  return { inputs, outputs, nodes }
}

/** Other domains are code of other programs. */
function requireOwnOperators(opset: Uint8Array, place: string): void {
  for (const { field, kind, content } of readProtobuf(opset, place)) {
    if (field !== 1 || kind !== 'bytes') continue
    const domain = textOf(content)
    if (domain === '' || domain === 'ai.onnx') continue
    throw unsupported(
      place,
      `it needs operators of ${quoted(domain)}; export it with those of ONNX alone`,
    )
  }
}

function requireInside(tensor: Uint8Array, place: string): void {
  for (const { field, kind, content } of readProtobuf(tensor, place)) {
    const isElsewhere = field === TENSOR_DATA_LOCATION && kind === 'varint'
    if (isElsewhere && firstNumber(content, place) !== 0) {
      throw unsupported(place, 'its weights lie in another file; export it as one file')
    }
  }
}

const NODE_TYPE = 4

export function readNode(node: Uint8Array, place: string): OnnxNodeWiring {
  const inputs: string[] = []
  const outputs: string[] = []
  let type = ''
  for (const { field, kind, content } of readProtobuf(node, place)) {
    if (kind !== 'bytes') continue
    if (field === 1) inputs.push(textOf(content))
    if (field === 2) outputs.push(textOf(content))
    if (field === NODE_TYPE) type = textOf(content)
  }
  return { type, inputs, outputs }
}

/** ValueInfoProto: name, and type.tensor_type of element type and shape. */
function readValue(info: Uint8Array, place: string): [name: string, value: OnnxValue] {
  let name = ''
  let value: OnnxValue = { elementType: 0, shape: [] }
  for (const { field, kind, content } of readProtobuf(info, place)) {
    if (kind !== 'bytes') continue
    if (field === 1) name = textOf(content)
    if (field === 2) {
      for (const type of readProtobuf(content, place)) {
        if (type.field === 1 && type.kind === 'bytes') value = readTensorType(type.content, place)
      }
    }
  }
  return [name, value]
}

function readTensorType(type: Uint8Array, place: string): OnnxValue {
  let elementType = 0
  let shape: (number | null)[] = []
  for (const { field, kind, content } of readProtobuf(type, place)) {
    if (field === 1 && kind === 'varint') elementType = firstNumber(content, place)
    if (field === 2 && kind === 'bytes') shape = readShape(content, place)
  }
  return { elementType, shape }
}

function readShape(shape: Uint8Array, place: string): (number | null)[] {
  const axes: (number | null)[] = []
  for (const { field, kind, content } of readProtobuf(shape, place)) {
    if (field !== 1 || kind !== 'bytes') continue
    let size: number | null = null
    for (const axis of readProtobuf(content, place)) {
      if (axis.field === 1 && axis.kind === 'varint') size = firstNumber(axis.content, place)
    }
    axes.push(size)
  }
  return axes
}

function firstNumber(content: Uint8Array, place: string): number {
  const [value = 0n] = readVarints(content, place)
  return Number(value)
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
