// Fills the tensors of a PyTorch file from the bytes of its storages: both of PyTorch's file formats
// end here. Views become dense tensors of their own.

import type { Tensor } from '../../../engine/graph/types.ts'
import { ELEMENT_BYTES, tensorOfElements } from './element-data.ts'
import type { ByteOrder } from './element-data.ts'
import { countElements, layoutEnd, rowMajorBytes } from './row-major.ts'
import { findStateDict } from './state-dict.ts'
import type { TorchStorage, TorchTensor } from './torch-objects.ts'
import { addTensor, damaged, quoted, unsupported } from './weights-file.ts'
import type { ReadTensors } from './weights-file.ts'

export interface StorageBytes {
  /** At least as many as the storage has. */
  read(storage: TorchStorage): Uint8Array
  readonly order: ByteOrder
  /** Of all storages, about. */
  readonly byteSize: number
}

/** Tied weights take twice what is stored; far more is a file made to fill the memory. */
const ALLOWED_SHARING = 4

/** @param root what the file's pickle says. Errors: corrupt; unsupported; invalidInput. */
export function readTorchTensors(
  root: unknown,
  storages: StorageBytes,
  place: string,
): ReadTensors {
  const { tensors: records, ignored } = findStateDict(root, place)
  const tensors = new Map<string, Tensor>()
  let byteSize = 0
  for (const [name, record] of records) {
    byteSize += checkLayout(record, name, place)
    if (byteSize > storages.byteSize * ALLOWED_SHARING) {
      throw unsupported(
        place,
        `its tensors share so much that they are ${ALLOWED_SHARING} times as large as the file; ` +
          'save each once',
      )
    }
    const { elementType } = record.storage
    const elements = rowMajorBytes(
      storages.read(record.storage),
      record,
      ELEMENT_BYTES[elementType],
    )
    addTensor(
      tensors,
      name,
      tensorOfElements(elementType, record.shape, elements, storages.order),
      place,
    )
  }
  return { tensors, ignored }
}

/** The bytes of a tensor that lies within its storage. */
function checkLayout(tensor: TorchTensor, name: string, place: string): number {
  const { storage, shape } = tensor
  const count = countElements(shape, name, place)
  const available = storage.elementCount
  if (layoutEnd(tensor) > available) {
    throw damaged(place, `tensor ${quoted(name)} goes beyond the ${available} stored elements`)
  }
  if (count > available) {
    throw unsupported(
      place,
      `tensor ${quoted(name)} repeats its ${available} stored elements to ${count}; ` +
        'save a copy: tensor.contiguous()',
    )
  }
  return count * ELEMENT_BYTES[storage.elementType]
}
