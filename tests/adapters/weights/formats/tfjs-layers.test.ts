import { describe, expect, it } from 'vitest'
import { readTfjsLayers } from '../../../../src-main/adapters/weights/formats/tfjs-layers.ts'
import {
  createTensor,
  float32Tensor,
  int32Tensor,
} from '../../../../src-main/engine/graph/tensor.ts'
import { refusal } from './golden-weights.ts'

interface Group {
  readonly paths: string[]
  readonly weights: unknown[]
}

function read(
  weightsManifest: Group[],
  shards: Readonly<Record<string, readonly number[]>>,
): ReturnType<typeof readTfjsLayers> {
  const json = JSON.stringify({ format: 'layers-model', modelTopology: {}, weightsManifest })
  const files = Object.entries(shards).map(
    ([path, bytes]) => [path, Uint8Array.from(bytes)] as const,
  )
  return readTfjsLayers(json, new Map(files), 'model.json')
}

function one(weight: object, bytes: readonly number[]): ReturnType<typeof read> {
  return read([{ paths: ['a.bin'], weights: [{ name: 'w', ...weight }] }], { 'a.bin': bytes })
}

const ONE = [0, 0, 0x80, 0x3f]
const TWO = [0, 0, 0, 0x40]

describe('the weights of a TensorFlow.js model', () => {
  it('are read group by group, wherever their shards are cut', () => {
    const groups = [
      {
        paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'],
        weights: [
          { name: 'conv/kernel', shape: [1, 2], dtype: 'float32' },
          { name: 'steps', shape: [], dtype: 'int32' },
        ],
      },
      { paths: ['b.bin'], weights: [{ name: 'flags', shape: [3], dtype: 'bool' }] },
      { paths: [], weights: [] },
    ]
    const shards = {
      'group1-shard1of2.bin': ONE.slice(0, 3),
      'group1-shard2of2.bin': [...ONE.slice(3), ...TWO, 0xfe, 0xff, 0xff, 0xff],
      'b.bin': [1, 0, 1],
    }
    expect(read(groups, shards)).toEqual({
      tensors: new Map<string, unknown>([
        ['conv/kernel', float32Tensor([1, 2], [1, 2])],
        ['steps', int32Tensor([], [-2])],
        ['flags', createTensor('bool', [3], Uint8Array.of(1, 0, 1))],
      ]),
      ignored: [],
    })
  })

  it('are brought back from eight and sixteen bits and from half precision', () => {
    const quantized = (dtype: string): object => ({ dtype, scale: 0.5, min: -3 })
    const weight = { shape: [2], dtype: 'float32' }
    const w = (values: number[]): unknown => new Map([['w', float32Tensor([2], values)]])
    const eight = one({ ...weight, quantization: quantized('uint8') }, [0, 255])
    expect(eight.tensors).toEqual(w([-3, 124.5]))
    const sixteen = one({ ...weight, quantization: quantized('uint16') }, [1, 0, 0xff, 0xff])
    expect(sixteen.tensors).toEqual(w([-2.5, 32764.5]))
    const half = one({ ...weight, quantization: { dtype: 'float16' } }, [0, 0x3c, 0, 0xc0])
    expect(half.tensors).toEqual(w([1, -2]))
    const whole = one({ ...weight, dtype: 'int32', quantization: quantized('uint8') }, [2, 9])
    expect(whole.tensors).toEqual(new Map([['w', int32Tensor([2], [-2, 2])]]))
  })

  const float = { shape: [1], dtype: 'float32' }
  it.each([
    ['too few bytes', 'expected 4 bytes', float, ONE.slice(1)],
    ['bytes left over', '1 bytes too many in "a.bin"', float, [...ONE, 0]],
    ['a shape of terabytes', 'bytes at byte 0', { ...float, shape: [1e6, 1e6] }, ONE],
    ['a shape beyond counting', 'impossible shape', { ...float, shape: [1e9, 1e9] }, ONE],
    ['a negative size', 'weightsManifest', { ...float, shape: [-1] }, ONE],
    ['texts', 'data type "string"', { ...float, dtype: 'string' }, ONE],
    ['unknown packing', 'weightsManifest', { ...float, quantization: { dtype: 'int4' } }, ONE],
  ])('are refused with %s', (_, reason, weight, bytes) => {
    const refused = refusal(() => one(weight, bytes))
    expect(refused?.kind).toMatch(/^(corrupt|unsupported)$/)
    expect(refused?.message).toMatch(/^model\.json: /)
    expect(refused?.message).toContain(reason)
  })

  it('are refused when a shard is missing or a name is given twice', () => {
    const weights = [{ name: 'w', shape: [0], dtype: 'float32' }]
    expect(refusal(() => read([{ paths: ['a/b.bin'], weights }], {}))).toEqual({
      kind: 'notFound',
      message:
        'model.json: expected the shard "a/b.bin" beside it; put all files of the model together',
    })
    const twice = [{ paths: [], weights: [...weights, ...weights] }]
    expect(refusal(() => read(twice, {}))?.message).toContain('"w" is given twice')
  })

  it.each(['', 'null', '[]', '{"weightsManifest": 3}', '{"weightsManifest": [{"paths": [1]}]}'])(
    'are refused for the model.json %j',
    (json) => {
      expect(refusal(() => readTfjsLayers(json, new Map(), 'm'))?.kind).toBe('corrupt')
    },
  )
})
