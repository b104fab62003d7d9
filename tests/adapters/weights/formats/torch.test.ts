import { unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWeights } from '../../../../src-main/adapters/weights/formats/read-weights.ts'
import { float32Tensor } from '../../../../src-main/engine/graph/tensor.ts'
import { expectedWeights, goldenBytes, plainWeights, refusal } from './golden-weights.ts'
import {
  FOUR,
  SQUARE,
  assemble,
  pickledDict,
  pickledTensor,
  pickledText,
  readPickled,
  refusalOf,
  tensorOpcodes,
  torchArchive,
} from './torch-archive.ts'

const LEGACY_START = goldenBytes('network-legacy.pth').subarray(0, 15)

describe('the tensors of a PyTorch file', () => {
  it.each([
    ['beyond its storage', { offset: 1, shape: [4], strides: [1] }, 'corrupt'],
    ['of a stride beyond its storage', { shape: [2, 2], strides: [3, 1] }, 'corrupt'],
    ['that repeats one element a billion times', { shape: [2 ** 30], strides: [0] }, 'unsupported'],
    [
      'of more elements than numbers can count',
      { shape: [2 ** 40, 2 ** 40], strides: [0, 0] },
      'corrupt',
    ],
    ['with fewer strides than sizes', { shape: [2, 2], strides: [1] }, 'corrupt'],
    ['of a negative size', { shape: [-2], strides: [1] }, 'corrupt'],
    ['of a negative stride', { offset: 3, shape: [4], strides: [-1] }, 'corrupt'],
    [
      'of a thousand axes',
      { shape: Array<number>(1000).fill(1), strides: Array<number>(1000).fill(1) },
      'corrupt',
    ],
  ])('are refused %s', (_, layout, kind) => {
    expect(refusalOf(pickledTensor({ storageElements: 4, ...layout }))?.kind).toBe(kind)
  })

  it('are refused when the storage is missing or too small', () => {
    const pickle = pickledTensor({ storageElements: 4, shape: [4], strides: [1] })
    expect(refusal(() => readWeights(torchArchive(pickle), 'a'))).toEqual({
      kind: 'corrupt',
      message: 'a: the archive has no "a/data/0"; copy or download the file again',
    })
    const small = torchArchive(pickle, { 'data/0': FOUR.subarray(4) })
    expect(refusal(() => readWeights(small, 'a'))?.message).toContain('needs 16 bytes, but has 12')
  })

  it('may be tied, but not so often that few bytes fill the memory', () => {
    const tied = (count: number): Uint8Array =>
      pickledDict(Object.fromEntries(Array.from({ length: count }, (_, i) => [`w${i}`, 'h\x00'])))
    const store = new Uint8Array(40_000)
    const tensor = tensorOpcodes({ storageElements: 10_000, shape: [10_000], strides: [1] })
    const archive = (count: number): Uint8Array =>
      torchArchive(assemble(tensor, 'q\x000', tied(count), '.'), { 'data/0': store })
    expect(readWeights(archive(3), 'a').tensors.size).toBe(3)
    expect(refusal(() => readWeights(archive(50), 'a'))?.kind).toBe('unsupported')
  })

  it('are read in the byte order that the file names', () => {
    const pickle = pickledTensor({ storageElements: 4, shape: [2, 2], strides: [1, 2] })
    const order = (name: string): Uint8Array =>
      torchArchive(pickle, { 'data/0': Buffer.from(FOUR).swap32(), byteorder: Buffer.from(name) })
    const { tensors } = readWeights(order('big'), 'a')
    expect(tensors.get('w')).toEqual(float32Tensor([2, 2], [1, 3, 2, 4]))
    expect(refusal(() => readWeights(order('middle'), 'a'))?.message).toContain('"middle"')
  })

  it.each(['network.pth', 'views.pth'])('are read from %s packed again', (name) => {
    const bytes = zipSync(unzipSync(goldenBytes(name)), { level: 9 })
    expect(plainWeights(readWeights(bytes, name))).toEqual(expectedWeights(name))
  })

  it('are found below the usual names before any beside them', () => {
    const network = pickledDict({ 'module.w': SQUARE, 'module.note': 'N' })
    const checkpoint = pickledDict({
      mean: SQUARE,
      ema: network,
      state_dict: network,
      epoch: 'K\x05',
    })
    const { tensors, ignored } = readPickled(checkpoint)
    expect([...tensors.keys()]).toEqual(['w'])
    expect(ignored).toEqual(['mean', 'ema', 'epoch', 'state_dict.module.note'])
  })

  it('keep "module." when only some have it', () => {
    const { tensors } = readPickled(pickledDict({ 'module.w': SQUARE, v: SQUARE }))
    expect([...tensors.keys()]).toEqual(['module.w', 'v'])
  })

  it('are not guessed when two dicts hold some', () => {
    const half = pickledDict({ w: SQUARE })
    expect(refusalOf(assemble(pickledDict({ encoder: half, decoder: half }), '.'))).toEqual({
      kind: 'invalidInput',
      message:
        'a.pth: expected one dict of tensors, found several (encoder, decoder); ' +
        'save only the network: torch.save(model.state_dict(), path)',
    })
  })

  it.each([
    ['one tensor', SQUARE],
    ['a list of tensors', assemble(']', SQUARE, 'a')],
    ['a dict of numbers', pickledDict({ a: 'K\x01' })],
    ['tensors without names', assemble('}K\x01', SQUARE, 's')],
  ])('are missed in %s', (_, value) => {
    expect(refusalOf(assemble(value, '.'))?.message).toContain('expected a dict of named tensors')
  })
})

describe('PyTorch programs and old files', () => {
  it('TorchScript is refused by name', () => {
    const archive = torchArchive(assemble('N.'), { 'constants.pkl': assemble('N.') })
    expect(refusal(() => readWeights(archive, 'a'))?.message).toContain('TorchScript')
  })

  it.each([
    ['another version', 'K\x01.', 'expected PyTorch'],
    ['no list of storages', 'M\xe9\x03.}.}.N.', 'the list of storages is missing'],
    ['an unused storage', 'M\xe9\x03.}.}.]U\x010a.', 'stores what no tensor uses'],
    ['code to run beside the tensors', 'M\xe9\x03.cos\nsystem\n(N\x85R.', 'os.system'],
  ])('an old file with %s is refused', (_, rest, reason) => {
    const refused = refusal(() => readWeights(assemble(LEGACY_START, rest), 'a'))
    expect(refused?.kind).toMatch(/^(corrupt|unsupported)$/)
    expect(refused?.message).toContain(reason)
  })

  it('an old file whose storage has another size than its tensors say is refused', () => {
    const file = Uint8Array.from(goldenBytes('views-legacy.pth'))
    const at = Buffer.from(file).indexOf(new Uint8Array(new BigUint64Array([24n]).buffer))
    file[at] = 25
    expect(refusal(() => readWeights(file, 'a'))?.message).toContain('should have 24 elements')
  })

  it('an old file of a big-endian machine is read', () => {
    const count = new Uint8Array(new BigUint64Array([4n]).buffer)
    const file = assemble(
      LEGACY_START,
      'M\xe9\x03.',
      pickledDict({ little_endian: '\x89' }),
      '.',
      pickledDict({ w: SQUARE }),
      '.](',
      pickledText('0'),
      'e.',
      count,
      Buffer.from(FOUR).swap32(),
    )
    expect(plainWeights(readWeights(file, 'a'))).toEqual({
      format: 'torch-legacy',
      tensors: { w: { dataType: 'float32', shape: [2, 2], values: [1, 2, 3, 4] } },
      ignored: [],
    })
  })
})
