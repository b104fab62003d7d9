import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../src-main/core/errors.ts'
import { encodeUtf8 } from '../../../src-main/core/bytes/utf8.ts'
import {
  decodeSafetensors,
  encodeSafetensors,
} from '../../../src-main/engine/checkpoint/safetensors.ts'
import { createTensor, float32Tensor, int64Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'

function fileOf(header: unknown, data: number[] = []): Uint8Array {
  const json = encodeUtf8(typeof header === 'string' ? header : JSON.stringify(header))
  const length = new Uint8Array(new BigUint64Array([BigInt(json.length)]).buffer)
  return Uint8Array.from([...length, ...json, ...data])
}

function kindOf(file: Uint8Array): string {
  try {
    decodeSafetensors(file, 'a.safetensors')
  } catch (error) {
    if (error instanceof StudioError && error.message.startsWith('a.safetensors: '))
      return error.kind
    throw error
  }
  return 'none'
}

const tensors = fc
  .dictionary(
    fc.string({ minLength: 1 }).filter((name) => !name.startsWith('__')),
    fc.array(fc.float({ noNaN: true }), { minLength: 0, maxLength: 7 }),
  )
  .map((lists) => {
    const entries = Object.entries(lists).map(
      ([name, list]) => [name, float32Tensor([list.length], list)] as [string, Tensor],
    )
    return new Map(entries)
  })

describe('safetensors', () => {
  it('gives back what was written, names and metadata in any script', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (written, metadata) => {
        const clean = Object.fromEntries(
          Object.entries(metadata).filter(([key]) => key !== '__proto__'),
        )
        const read = decodeSafetensors(
          encodeSafetensors({ tensors: written, metadata: clean }),
          'f',
        )
        expect(read.metadata).toEqual(clean)
        expect([...read.tensors.keys()].sort()).toEqual([...written.keys()].sort())
        for (const [name, tensor] of written) expect(read.tensors.get(name)).toEqual(tensor)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps every data type and an empty tensor', () => {
    const written = new Map<string, Tensor>([
      ['a', createTensor('bool', [3], Uint8Array.of(1, 0, 1))],
      ['b', int64Tensor([2, 1], [1, -5])],
      ['c', createTensor('int32', [], Int32Array.of(7))],
      ['d', createTensor('uint8', [0, 4], new Uint8Array())],
    ])
    const read = decodeSafetensors(encodeSafetensors({ tensors: written, metadata: {} }), 'f')
    expect(read.tensors).toEqual(written)
  })

  it('reads a file at any offset of a larger buffer without sharing memory with it', () => {
    const file = encodeSafetensors({
      tensors: new Map([['x', float32Tensor([2], [1, 2])]]),
      metadata: {},
    })
    const buffer = Buffer.concat([Buffer.from([9, 9, 9]), file]).subarray(3)
    const { tensors: read } = decodeSafetensors(buffer, 'f')
    buffer.fill(0)
    expect(read.get('x')).toEqual(float32Tensor([2], [1, 2]))
  })

  it('begins its data at a multiple of eight bytes', () => {
    const file = encodeSafetensors({
      tensors: new Map([['x', float32Tensor([1], [1])]]),
      metadata: {},
    })
    expect(file.length % 8).toBe(4)
  })

  const x = { dtype: 'F32', shape: [1], data_offsets: [0, 4] }
  it.each([
    ['nothing', new Uint8Array()],
    ['a header longer than the file', Uint8Array.of(99, 0, 0, 0, 0, 0, 0, 0, 123)],
    ['a header that is not JSON', fileOf('{"x":')],
    ['a header that is not UTF-8', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff)],
    ['a list as header', fileOf('[]')],
    ['metadata that are not texts', fileOf({ __metadata__: { a: 1 } })],
    ['an entry that is no object', fileOf({ x: 3 })],
    ['a negative size', fileOf({ x: { ...x, shape: [-1] } }, [0, 0, 0, 0])],
    ['offsets that do not fit the shape', fileOf({ x: { ...x, shape: [2] } }, [0, 0, 0, 0])],
    ['three offsets', fileOf({ x: { ...x, data_offsets: [0, 4, 4] } }, [0, 0, 0, 0])],
    ['data cut short', fileOf({ x }, [0, 0])],
    ['data left over', fileOf({ x }, [0, 0, 0, 0, 0])],
    ['overlapping tensors', fileOf({ x, y: x }, [0, 0, 0, 0])],
    [
      'a gap between tensors',
      fileOf({ x: { ...x, data_offsets: [4, 8] } }, [0, 0, 0, 0, 0, 0, 0, 0]),
    ],
  ])('calls a file with %s corrupt and names it', (_, file) => {
    expect(kindOf(file)).toBe('corrupt')
  })

  it('calls half precision unsupported', () => {
    const file = fileOf({ x: { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }, [0, 0, 0, 0])
    expect(kindOf(file)).toBe('unsupported')
  })
})
