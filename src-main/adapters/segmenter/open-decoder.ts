// The decoder with all of its masks as outputs. The file is not touched: the model is rewritten in memory before it
// is compiled, its outputs replaced and the nodes left out that lead to none, such as the resizing of a mask to the
// photo's size, which costs more than all the rest.

import { ProtobufWriter } from '../../engine/graph/protobuf-writer.ts'
import {
  GRAPH_INPUT,
  GRAPH_NODE,
  GRAPH_OUTPUT,
  MODEL_GRAPH,
  readNode,
} from '../weights/formats/onnx-structure.ts'
import type { OnnxStructure } from '../weights/formats/onnx-structure.ts'
import { readProtobuf, readVarints } from '../weights/formats/protobuf-reader.ts'
import { readDecoder } from './segmenter-model.ts'
import type { DecoderNames } from './segmenter-model.ts'

export interface OpenedDecoder extends DecoderNames {
  readonly model: Uint8Array
  /** Names of the inputs that are still used. */
  readonly inputs: readonly string[]
}

/** Errors: corrupt, unsupported. */
export function openDecoder(bytes: Uint8Array, place: string): OpenedDecoder {
  const { structure, ...names } = readDecoder(bytes, place)
  const needed = neededNames(structure, Object.values(names))
  const writer = new ProtobufWriter()
  for (const { field, kind, content } of readProtobuf(bytes, place)) {
    if (field === MODEL_GRAPH && kind === 'bytes') {
      writer.bytes(MODEL_GRAPH, rewriteGraph(content, { needed, names, place }))
    } else copyField(writer, { field, kind, content }, place)
  }
  const inputs = [...structure.inputs.keys()].filter((name) => needed.has(name))
  return { ...names, model: writer.finish(), inputs }
}

interface Rewriting {
  readonly needed: ReadonlySet<string>
  readonly names: DecoderNames
  readonly place: string
}

function rewriteGraph(graph: Uint8Array, { needed, names, place }: Rewriting): Uint8Array {
  const writer = new ProtobufWriter()
  for (const part of readProtobuf(graph, place)) {
    const { field, content } = part
    if (field === GRAPH_OUTPUT) continue
    if (field === GRAPH_NODE) {
      const { outputs } = readNode(content, place)
      if (!outputs.some((name) => needed.has(name))) continue
    }
    // A value's name is its first field, whatever follows.
    if (field === GRAPH_INPUT && !needed.has(nameOf(content, place))) continue
    copyField(writer, part, place)
  }
  for (const name of [names.logits, names.scores]) {
    writer.message(GRAPH_OUTPUT, (value) => value.string(1, name).message(2, floatTensor))
  }
  return writer.finish()
}

/** TypeProto of a float32 tensor of any shape. */
function floatTensor(type: ProtobufWriter): void {
  type.message(1, (tensor) => tensor.int(1, 1))
}

/** The outputs, and everything they are computed from. */
function neededNames({ nodes }: OnnxStructure, outputs: readonly string[]): ReadonlySet<string> {
  const needed = new Set(outputs)
  // Nodes stand behind those they read.
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue
    for (const name of [...node.inputs, ...node.outputs]) needed.add(name)
  }
  return needed
}

type Field = ReturnType<typeof readProtobuf> extends Generator<infer F> ? F : never

function copyField(writer: ProtobufWriter, { field, kind, content }: Field, place: string): void {
  if (kind === 'bytes') writer.bytes(field, content)
  // Neither a model nor a graph has numbers of fixed width.
  else if (kind === 'varint')
    for (const value of readVarints(content, place)) writer.int(field, value)
}

function nameOf(value: Uint8Array, place: string): string {
  for (const { field, content } of readProtobuf(value, place)) {
    if (field === 1) return Buffer.from(content).toString('utf8')
  }
  return ''
}
