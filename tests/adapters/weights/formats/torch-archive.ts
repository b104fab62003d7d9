// PyTorch files with any pickle inside, put together by hand for tests.

import { zipSync } from 'fflate'
import { readWeights } from '../../../../src-main/adapters/weights/formats/read-weights.ts'
import { refusal } from './golden-weights.ts'

/** Texts stand for the bytes of their characters, so that opcodes read as in pickletools. */
export function assemble(...parts: readonly (string | number | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1')
      return typeof part === 'number' ? Uint8Array.of(part) : part
    }),
  )
}

/** A text of up to 255 bytes. */
export function pickledText(text: string): Uint8Array {
  return assemble('\x8c', Buffer.byteLength(text), Buffer.from(text))
}

export function torchArchive(
  pickle: Uint8Array,
  files: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const inside = Object.entries(files).map(([name, bytes]) => [`a/${name}`, bytes] as const)
  return zipSync({ 'a/data.pkl': pickle, ...Object.fromEntries(inside) }, { level: 0 })
}

/** The pickle of {'w': tensor} over the storage '0' of float32. */
export function pickledTensor(tensor: {
  readonly storageElements: number
  readonly offset?: number
  readonly shape: readonly number[]
  readonly strides: readonly number[]
}): Uint8Array {
  return assemble('\x80\x02}', pickledText('w'), tensorOpcodes(tensor), 's.')
}

export function tensorOpcodes({
  storageElements,
  offset = 0,
  shape,
  strides,
}: Parameters<typeof pickledTensor>[0]): Uint8Array {
  return assemble(
    'ctorch._utils\n_rebuild_tensor_v2\n((',
    pickledText('storage'),
    'ctorch\nFloatStorage\n',
    pickledText('0'),
    pickledText('cpu'),
    pickledInteger(storageElements),
    'tQ',
    pickledInteger(offset),
    '(',
    ...shape.map(pickledInteger),
    't(',
    ...strides.map(pickledInteger),
    't\x89}tR',
  )
}

/** LONG1 of eight bytes. */
function pickledInteger(value: number): Uint8Array {
  return assemble('\x8a\x08', new Uint8Array(new BigInt64Array([BigInt(value)]).buffer))
}

/** The storage '0' of four numbers. */
export const FOUR = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer)
export const SQUARE = tensorOpcodes({ storageElements: 4, shape: [2, 2], strides: [2, 1] })

/** {name: value, ...}, without an end. */
export function pickledDict(entries: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const items = Object.entries(entries).flatMap(([name, value]) => [pickledText(name), value])
  return assemble('}(', ...items, 'u')
}

/** Reads the pickle of `value` with the storage '0'. */
export function readPickled(value: Uint8Array): ReturnType<typeof readWeights> {
  return readWeights(torchArchive(assemble('\x80\x02', value, '.'), { 'data/0': FOUR }), 'a.pth')
}

/** How a whole pickle with the storage '0' is refused. */
export function refusalOf(pickle: Uint8Array): ReturnType<typeof refusal> {
  return refusal(() => readWeights(torchArchive(pickle, { 'data/0': FOUR }), 'a.pth'))
}
