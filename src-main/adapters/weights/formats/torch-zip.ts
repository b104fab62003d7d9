// PyTorch's file format since 1.6: a zip of one pickle, <name>/data.pkl, and one file a storage,
// <name>/data/<key>.

import { ByteReader } from './byte-reader.ts'
import { ELEMENT_BYTES } from './element-data.ts'
import type { ByteOrder } from './element-data.ts'
import { readPickle } from './pickle.ts'
import { createTorchHost } from './torch-objects.ts'
import type { TorchStorage } from './torch-objects.ts'
import { readTorchTensors } from './torch-tensors.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'
import type { ReadTensors } from './weights-file.ts'
import type { ZipArchive } from './zip.ts'

const PICKLE = 'data.pkl'

export function isTorchPickle(name: string): boolean {
  return name === PICKLE || name.endsWith(`/${PICKLE}`)
}

export function readTorchZip(archive: ZipArchive, place: string): ReadTensors {
  const [pickle = PICKLE, ...others] = archive.names.filter(isTorchPickle)
  if (others.length > 0) throw damaged(place, `the archive has several ${PICKLE}`)
  const root = pickle.slice(0, -PICKLE.length)
  if (archive.has(`${root}constants.pkl`)) {
    throw unsupported(
      place,
      'this is a TorchScript program; save only its tensors: torch.save(model.state_dict(), path)',
    )
  }
  const picklePlace = `${place}: ${pickle}`
  const reader = new ByteReader(archive.read(pickle), picklePlace)
  const value = readPickle(reader, createTorchHost(picklePlace), picklePlace)
  const storages = {
    order: readByteOrder(archive, root, place),
    byteSize: archive.byteSize,
    read: createStorageReader(archive, root, place),
  }
  return readTorchTensors(value, storages, place)
}

function readByteOrder(archive: ZipArchive, root: string, place: string): ByteOrder {
  const name = `${root}byteorder`
  if (!archive.has(name)) return 'little'
  const bytes = archive.read(name)
  const order = new ByteReader(bytes, place).text(bytes.length)
  if (order === 'little' || order === 'big') return order
  throw damaged(place, `expected the byte order little or big, found ${quoted(order)}`)
}

/** Each storage is unpacked and checked once, however many tensors are views of it. */
function createStorageReader(archive: ZipArchive, root: string, place: string) {
  const known = new Map<string, Uint8Array>()
  return ({ key, elementType, elementCount }: TorchStorage): Uint8Array => {
    const bytes = known.get(key) ?? archive.read(`${root}data/${key}`)
    known.set(key, bytes)
    const expected = elementCount * ELEMENT_BYTES[elementType]
    if (bytes.length >= expected) return bytes
    throw damaged(place, `storage ${quoted(key)} needs ${expected} bytes, but has ${bytes.length}`)
  }
}
