import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWeights } from '../../../../src-main/adapters/weights/formats/read-weights.ts'
import { float32Tensor } from '../../../../src-main/engine/graph/tensor.ts'
import { refusal } from './golden-weights.ts'

const HEADER = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
const TWO = new Uint8Array(Float32Array.of(1, 2).buffer)

function npy(header: string, data: Uint8Array = TWO, version = 1): Uint8Array {
  const length = Buffer.alloc(version === 1 ? 2 : 4)
  length.writeUIntLE(header.length, 0, length.length)
  const start = [Buffer.from('\x93NUMPY', 'latin1'), Uint8Array.of(version, 0), length]
  return Buffer.concat([...start, Buffer.from(header), data])
}

function read(file: Uint8Array): ReturnType<typeof readWeights> {
  return readWeights(zipSync({ 'w.npy': file }), 'a.npz')
}

describe('an array of an .npz file', () => {
  it.each([
    ['as numpy writes it', HEADER],
    ['with its keys in another order', "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}"],
    ['with other spaces', " { 'descr':'<f4' , 'fortran_order':False,'shape':( 2 , ), } \n"],
    ['of Python 2', HEADER.replace('(2,)', '(2L,)')],
    ['with equal byte order', HEADER.replace('<', '=')],
  ])('is read %s', (_, header) => {
    expect(read(npy(header)).tensors.get('w')).toEqual(float32Tensor([2], [1, 2]))
  })

  it.each([2, 3])('is read in version %i', (version) => {
    expect(read(npy(HEADER, TWO, version)).tensors.get('w')).toEqual(float32Tensor([2], [1, 2]))
  })

  it.each([
    ['an expression', HEADER.replace('(2,)', "__import__('os')"), 'is no .npy header'],
    ['arithmetic in its shape', HEADER.replace('2', '1+1'), 'is no .npy header'],
    ['a negative size', HEADER.replace('2', '-2'), 'is no .npy header'],
    ['commas for sizes', HEADER.replace('(2,)', '(2,,)'), 'is no shape'],
    ['a key more', HEADER.replace('}', "'a': True, }"), 'is no .npy header'],
    ['a key twice', HEADER.replace('}', "'shape': (2,), }"), 'is no .npy header'],
    ['a key less', "{'descr': '<f4', 'shape': (2,)}", 'is no .npy header'],
    ['two values without a comma', HEADER.replace("', 'fort", "' 'fort"), 'is no .npy header'],
    ['no braces', 'descr', 'is no .npy header'],
    ['several fields', HEADER.replace("'<f4'", "[('a', '<f4')]"), 'is no .npy header'],
    ['complex numbers', HEADER.replace('<f4', '<c8'), 'convert it to float32'],
    ['unsigned numbers of 64 bits', HEADER.replace('<f4', '<u8'), 'convert it to float32'],
    ['more elements than can be', HEADER.replace('2', '9'.repeat(300)), 'impossible shape'],
    [
      'sizes whose product is too large',
      HEADER.replace('2', '9999999999, 9999999999'),
      'impossible',
    ],
    ['more elements than bytes', HEADER.replace('2', '1000000000'), 'needs 4000000000 bytes, but'],
    ['fewer elements than bytes', HEADER.replace('2', '1'), 'needs 4 bytes, but has 8'],
    ['a header of a megabyte', HEADER + ' '.repeat(2 ** 20), 'header has'],
  ])('with %s is refused', (_, header, reason) => {
    const refused = refusal(() => read(npy(header, TWO, 2)))
    expect(refused?.kind).toMatch(/^(corrupt|unsupported)$/)
    expect(refused?.message).toMatch(/^a\.npz: w\.npy: /)
    expect(refused?.message).toContain(reason)
  })

  it('of another version, without magic or without content is refused', () => {
    expect(refusal(() => read(npy(HEADER, TWO, 4)))?.kind).toBe('unsupported')
    expect(refusal(() => read(Buffer.from('no array')))?.kind).toBe('corrupt')
    expect(refusal(() => read(new Uint8Array()))?.kind).toBe('corrupt')
  })

  it('of objects is left out without a look at its pickle', () => {
    const pickle = Buffer.from("cos\nsystem\n(S'true'\ntR.")
    const objects = npy(HEADER.replace('<f4', '|O'), pickle)
    const file = readWeights(zipSync({ 'w.npy': objects, 'v.npy': npy(HEADER) }), 'a')
    expect([...file.tensors.keys()]).toEqual(['v'])
    expect(file.ignored).toEqual(['w.npy'])
  })
})
