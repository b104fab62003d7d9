// The same tensors in every format that can be added, put together by hand.

import { zipSync } from 'fflate'
import { encodeSafetensors } from '../../../src-main/engine/checkpoint/safetensors.ts'
import { ProtobufWriter } from '../../../src-main/engine/graph/protobuf-writer.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { assemble, pickledDict, tensorOpcodes, torchArchive } from './formats/torch-archive.ts'

type Tensors = ReadonlyMap<string, Tensor>

export function safetensorsFile(tensors: Tensors): Uint8Array {
  return encodeSafetensors({ tensors, metadata: {} })
}

export function npzFile(tensors: Tensors): Uint8Array {
  const files = Array.from(tensors, ([name, { shape, data }]) => {
    const descr = data instanceof Float32Array ? '<f4' : '<i8'
    const sizes = shape.map((size) => `${size},`).join('')
    const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`
    return [`${name}.npy`, assemble('\x93NUMPY\x01\0', header.length, 0, header, bytesOf(data))]
  })
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>)
}

export function onnxFile(tensors: Tensors): Uint8Array {
  const model = new ProtobufWriter().int(1, 10).message(7, (graph) => {
    for (const [name, { shape, data }] of tensors) {
      graph.message(5, (tensor) => {
        for (const size of shape) tensor.int(1, size)
        const dataType = data instanceof Float32Array ? 1 : 7
        tensor.int(2, dataType).string(8, name).bytes(9, bytesOf(data))
      })
    }
  })
  return model.finish()
}

/** Without the tensors that are not float32. */
export function torchFile(tensors: Tensors): Uint8Array {
  const floats = [...tensors].filter(([, { dataType }]) => dataType === 'float32')
  const storage = assemble(...floats.map(([, { data }]) => bytesOf(data)))
  let offset = 0
  const entries = floats.map(([name, { shape, data }]) => {
    const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1))
    const value = tensorOpcodes({ storageElements: storage.length / 4, offset, shape, strides })
    offset += data.length
    return [name, value] as const
  })
  const pickle = assemble('\x80\x02', pickledDict(Object.fromEntries(entries)), '.')
  return torchArchive(pickle, { 'data/0': storage })
}

/** The files of a model by name; its weights lie in two shards. Without tensors that are not float32. */
export function tfjsFiles(tensors: Tensors): Record<string, Uint8Array> {
  const floats = [...tensors].filter(([, { dataType }]) => dataType === 'float32')
  const weights = floats.map(([name, { shape, dataType: dtype }]) => ({ name, shape, dtype }))
  const content = assemble(...floats.map(([, { data }]) => bytesOf(data)))
  const weightsManifest = [{ paths: ['shards/1.bin', 'shards/2.bin'], weights }]
  return {
    'model.json': Buffer.from(JSON.stringify({ weightsManifest })),
    'shards/1.bin': content.subarray(0, 101),
    'shards/2.bin': content.subarray(101),
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Tensor['data']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
