import { describe, expect, it } from 'vitest'
import { readWeights } from '../../../../src-main/adapters/weights/formats/read-weights.ts'
import { Graph } from '../../../../src-main/engine/graph/graph.ts'
import { onnxModel } from '../../../../src-main/engine/graph/onnx-model.ts'
import { ProtobufWriter } from '../../../../src-main/engine/graph/protobuf-writer.ts'
import { float32Tensor, int64Tensor } from '../../../../src-main/engine/graph/tensor.ts'
import { add } from '../../../../src-main/engine/operators/add.ts'
import { plainWeights, refusal } from './golden-weights.ts'
import { assemble } from './torch-archive.ts'

type Build = (tensor: ProtobufWriter) => unknown

const DIMS = 1
const TYPE = 2
const RAW = 9

/** A model of one initializer, w. */
function modelOf(build: Build, graphField = 5): Uint8Array {
  const writer = new ProtobufWriter().int(1, 10).string(2, 'by hand')
  writer.message(7, (graph) => {
    graph.message(1, (node) => node.string(1, 'w'))
    graph.message(graphField, (tensor) => {
      build(tensor)
      tensor.string(8, 'w')
    })
  })
  return writer.finish()
}

function read(build: Build): unknown {
  return plainWeights(readWeights(modelOf(build), 'a.onnx'))
}

function varints(...values: number[]): Uint8Array {
  const written = values.map((value) => new ProtobufWriter().int(1, value).finish().subarray(1))
  return assemble(...written)
}

function bytesOf(values: Float32Array | Float64Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer)
}

describe('the weights of an ONNX model', () => {
  it('are the constants of a graph that the studio has written', () => {
    const graph = new Graph()
    const kernel = graph.constant(float32Tensor([2, 2], [1, -2, 3.5, 0]))
    graph.output('y', add(add(graph.input('x', 'float32', [2, 2]), kernel), 3))
    const { format, tensors } = readWeights(
      onnxModel(graph, { hidesShapes: false }).bytes,
      'a.onnx',
    )
    expect(format).toBe('onnx')
    expect(new Set(tensors.values())).toEqual(
      new Set([float32Tensor([], [3]), float32Tensor([2, 2], [1, -2, 3.5, 0])]),
    )
  })

  it.each<[string, Build, 'float32' | 'int64' | 'int32' | 'uint8' | 'bool', number[]]>([
    [
      'raw floats',
      (t) => t.int(TYPE, 1).bytes(RAW, bytesOf(Float32Array.of(1, 2.5))),
      'float32',
      [1, 2.5],
    ],
    [
      'floats packed',
      (t) => t.int(TYPE, 1).bytes(4, bytesOf(Float32Array.of(1, 2.5))),
      'float32',
      [1, 2.5],
    ],
    ['floats one by one', (t) => t.int(TYPE, 1).float(4, 1).float(4, 2.5), 'float32', [1, 2.5]],
    [
      'doubles',
      (t) => t.int(TYPE, 11).bytes(10, bytesOf(Float64Array.of(1, 0.1))),
      'float32',
      [1, Math.fround(0.1)],
    ],
    [
      'raw halves',
      (t) => t.int(TYPE, 10).bytes(RAW, Uint8Array.of(0, 0x3c, 0, 0xc0)),
      'float32',
      [1, -2],
    ],
    [
      'halves as numbers',
      (t) => t.int(TYPE, 10).bytes(5, varints(0x3c00, 0xc000)),
      'float32',
      [1, -2],
    ],
    ['bfloat16', (t) => t.int(TYPE, 16).bytes(5, varints(0x3f80, 0xc000)), 'float32', [1, -2]],
    ['int64 packed', (t) => t.int(TYPE, 7).bytes(7, varints(2 ** 40, -5)), 'int64', [2 ** 40, -5]],
    [
      'int64 one by one',
      (t) =>
        t
          .int(TYPE, 7)
          .int(7, 2 ** 40)
          .int(7, -5),
      'int64',
      [2 ** 40, -5],
    ],
    [
      'raw int64',
      (t) => t.int(TYPE, 7).bytes(RAW, bytesOf(BigInt64Array.of(3n, -5n))),
      'int64',
      [3, -5],
    ],
    ['int32', (t) => t.int(TYPE, 6).bytes(5, varints(7, -5)), 'int32', [7, -5]],
    ['int8', (t) => t.int(TYPE, 3).bytes(5, varints(7, -5)), 'int32', [7, -5]],
    ['uint8', (t) => t.int(TYPE, 2).bytes(5, varints(7, 250)), 'uint8', [7, 250]],
    [
      'uint32',
      (t) => t.int(TYPE, 12).bytes(11, varints(7, 2 ** 32 - 1)),
      'int64',
      [7, 2 ** 32 - 1],
    ],
    ['truth values', (t) => t.int(TYPE, 9).bytes(5, varints(1, 0)), 'bool', [1, 0]],
  ])('are read from %s', (_, build, dataType, values) => {
    const ways: Build[] = [(t) => t.int(DIMS, 1).int(DIMS, 2), (t) => t.bytes(DIMS, varints(1, 2))]
    for (const dims of ways) {
      const file = read((tensor) => {
        dims(tensor)
        build(tensor)
      })
      expect(file).toEqual({
        format: 'onnx',
        tensors: { w: { dataType, shape: [1, 2], values } },
        ignored: [],
      })
    }
  })

  it('may be empty, and texts among them are left out', () => {
    expect(
      readWeights(
        modelOf((t) => t.int(DIMS, 0).int(TYPE, 7)),
        'a',
      ).tensors,
    ).toEqual(new Map([['w', int64Tensor([0], [])]]))
    const texts = readWeights(
      modelOf((t) => t.int(DIMS, 1).int(TYPE, 8).string(6, 'a')),
      'a',
    )
    expect(texts).toEqual({ format: 'onnx', tensors: new Map(), ignored: ['w'] })
  })

  const four = Uint8Array.of(0, 0, 0, 0)
  it.each<[string, string, Build]>([
    ['external by place', 'lies in another file', (t) => t.int(TYPE, 1).int(14, 1)],
    [
      'external by name',
      'another file',
      (t) => t.int(TYPE, 1).message(13, (e) => e.string(1, 'x')),
    ],
    ['of complex numbers', 'data type 14', (t) => t.int(TYPE, 14).bytes(RAW, four)],
    ['of four bits', 'data type 22', (t) => t.int(TYPE, 22).bytes(RAW, four)],
    ['of no type', 'data type 0', (t) => t.bytes(RAW, four)],
    ['without numbers', 'needs 4 bytes, but has 0', (t) => t.int(TYPE, 1)],
    ['too short', 'needs 8 bytes, but has 4', (t) => t.int(DIMS, 2).int(TYPE, 1).bytes(RAW, four)],
    ['too long', 'needs 0 bytes, but has 4', (t) => t.int(DIMS, 0).int(TYPE, 1).bytes(RAW, four)],
    ['of negative size', 'impossible shape', (t) => t.int(DIMS, -1).int(TYPE, 1).bytes(RAW, four)],
    [
      'of endless axes',
      'impossible shape',
      (t) => t.bytes(DIMS, new Uint8Array(999).fill(1)).int(TYPE, 1),
    ],
    [
      'with a number without end',
      'expected 1 bytes',
      (t) => t.int(TYPE, 6).bytes(5, Uint8Array.of(0x80)),
    ],
    [
      'with a number of 80 bits',
      'has no end',
      (t) => t.int(TYPE, 6).bytes(5, new Uint8Array(12).fill(0x80)),
    ],
  ])('are refused when %s', (_, reason, build) => {
    const model = modelOf(build)
    const refused = refusal(() => readWeights(model, 'a.onnx'))
    expect(refused?.kind).toMatch(/^(corrupt|unsupported)$/)
    expect(refused?.message).toContain(reason)
  })

  it('are refused when sparse, nameless or given twice, and where there is no graph', () => {
    const reasonOf = (model: Uint8Array): string | undefined =>
      refusal(() => readWeights(model, 'a'))?.message
    expect(reasonOf(modelOf((t) => t.int(DIMS, 1), 15))).toContain('sparse')
    expect(reasonOf(new ProtobufWriter().int(1, 10).finish())).toContain('no graph')
    const nameless = new ProtobufWriter().int(1, 10)
    nameless.message(7, (graph) => graph.message(5, (tensor) => tensor.int(TYPE, 1)))
    expect(reasonOf(nameless.finish())).toContain('has no name')
    const one = modelOf((t) => t.int(DIMS, 0).int(TYPE, 1))
    expect(reasonOf(assemble(one, one))).toContain('tensor "w" is given twice')
  })

  it.each([
    ['field 0', 'no protobuf field', [0x08, 10, 0x00, 1]],
    ['a group', 'wire type 3', [0x08, 10, 0x3b]],
    ['a field longer than the file', 'expected 100 bytes', [0x08, 10, 0x3a, 100, 1]],
    ['a field of 2^63 bytes', 'bytes at byte', [0x08, 10, 0x3a, ...Array<number>(9).fill(0xff), 1]],
  ])('are refused in a file with %s', (_, reason, bytes) => {
    const refused = refusal(() => readWeights(Uint8Array.from(bytes), 'a'))
    expect(refused?.kind).toBe('corrupt')
    expect(refused?.message).toContain(reason)
  })
})
