// Weights in numpy's .npz format: a zip of .npy arrays. Anything else in the zip is left out.

import type { Tensor } from '../../../engine/graph/types.ts'
import { ByteReader } from './byte-reader.ts'
import { ELEMENT_BYTES, tensorOfElements } from './element-data.ts'
import { readNpyHeader } from './npy-header.ts'
import { countElements, fortranStrides, rowMajorBytes } from './row-major.ts'
import { addTensor, damaged, quoted } from './weights-file.ts'
import type { ReadTensors } from './weights-file.ts'
import type { ZipArchive } from './zip.ts'

export const NPY_SUFFIX = '.npy'

export function readNpz(archive: ZipArchive, place: string): ReadTensors {
  const tensors = new Map<string, Tensor>()
  const ignored: string[] = []
  for (const file of archive.names) {
    const name = file.slice(0, -NPY_SUFFIX.length)
    const tensor = file.endsWith(NPY_SUFFIX)
      ? readNpy(archive.read(file), name, `${place}: ${file}`)
      : null
    if (tensor === null) ignored.push(file)
    else addTensor(tensors, name, tensor, place)
  }
  return { tensors, ignored }
}

function readNpy(bytes: Uint8Array, name: string, place: string): Tensor | null {
  const reader = new ByteReader(bytes, place)
  const header = readNpyHeader(reader, place)
  if (header === null) return null
  const { elementType, byteOrder, isFortranOrder, shape } = header
  const size = ELEMENT_BYTES[elementType]
  const expected = countElements(shape, name, place) * size
  if (reader.left !== expected) {
    throw damaged(place, `${quoted(name)} needs ${expected} bytes, but has ${reader.left}`)
  }
  const content = reader.take(expected)
  const elements = isFortranOrder
    ? rowMajorBytes(content, { shape, strides: fortranStrides(shape), offset: 0 }, size)
    : content
  return tensorOfElements(elementType, shape, elements, byteOrder)
}
