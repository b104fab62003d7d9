// The weights of an ONNX model: ModelProto.graph(7).initializer(5). Nodes are not read: neither their
// constants nor the graphs inside them.

import type { Tensor } from '../../../engine/graph/types.ts'
import { readOnnxTensor } from './onnx-tensor.ts'
import { readProtobuf } from './protobuf-reader.ts'
import { addTensor, damaged, unsupported } from './weights-file.ts'
import type { ReadTensors } from './weights-file.ts'

const MODEL_GRAPH = 7
const GRAPH_INITIALIZER = 5
const GRAPH_SPARSE_INITIALIZER = 15

export function readOnnxInitializers(model: Uint8Array, place: string): ReadTensors {
  const tensors = new Map<string, Tensor>()
  const ignored: string[] = []
  let hasGraph = false
  for (const { field, kind, content: graph } of readProtobuf(model, place)) {
    if (field !== MODEL_GRAPH || kind !== 'bytes') continue
    hasGraph = true
    for (const part of readProtobuf(graph, place)) {
      if (part.kind !== 'bytes') continue
      if (part.field === GRAPH_SPARSE_INITIALIZER) {
        throw unsupported(place, 'the model has sparse weights; export it with dense ones')
      }
      if (part.field !== GRAPH_INITIALIZER) continue
      const { name, tensor } = readOnnxTensor(part.content, place)
      if (tensor === null) ignored.push(name)
      else addTensor(tensors, name, tensor, place)
    }
  }
  if (!hasGraph) throw damaged(place, 'this is no ONNX model, for it has no graph')
  return { tensors, ignored }
}
