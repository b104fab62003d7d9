// PyTorch's file format before 1.6: five pickles (magic number, version, machine, object, storage
// keys), then the storages in the order of their keys, each after its element count.

import { ByteReader } from './byte-reader.ts'
import { ELEMENT_BYTES } from './element-data.ts'
import { readPickle } from './pickle.ts'
import { createTorchHost } from './torch-objects.ts'
import type { TorchHost } from './torch-objects.ts'
import { readTorchTensors } from './torch-tensors.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'
import type { ReadTensors } from './weights-file.ts'

const VERSION = 1001
/** PROTO 2, LONG1 of ten bytes: 0x1950a86a20f9469cfc6c; STOP. */
const START = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]

export function isTorchLegacy(bytes: Uint8Array): boolean {
  return START.every((byte, at) => bytes[at] === byte)
}

export function readTorchLegacy(bytes: Uint8Array, place: string): ReadTensors {
  const reader = new ByteReader(bytes, place, START.length)
  const host = createTorchHost(place)
  const version = readPickle(reader, host, place)
  if (version !== VERSION) {
    throw unsupported(place, `expected PyTorch's version ${VERSION}; save it with a newer PyTorch`)
  }
  const machine = readPickle(reader, host, place)
  const root = readPickle(reader, host, place)
  const keys = readPickle(reader, host, place)
  const storages = readStorages(reader, keys, host, place)
  return readTorchTensors(
    root,
    {
      order: machine instanceof Map && machine.get('little_endian') === false ? 'big' : 'little',
      byteSize: bytes.length,
      read({ key }) {
        const storage = storages.get(key)
        if (storage === undefined) throw damaged(place, `storage ${quoted(key)} is missing`)
        return storage
      },
    },
    place,
  )
}

/** Views of the file. */
function readStorages(
  reader: ByteReader,
  keys: unknown,
  host: TorchHost,
  place: string,
): ReadonlyMap<string, Uint8Array> {
  if (!Array.isArray(keys)) throw damaged(place, 'the list of storages is missing')
  const storages = new Map<string, Uint8Array>()
  for (const key of keys as unknown[]) {
    const storage = typeof key === 'string' ? host.storages.get(key) : undefined
    if (storage === undefined) throw damaged(place, 'it stores what no tensor uses')
    const count = reader.uint64()
    if (count !== storage.elementCount) {
      throw damaged(
        place,
        `storage ${quoted(storage.key)} should have ${storage.elementCount} elements, has ${count}`,
      )
    }
    storages.set(storage.key, reader.take(count * ELEMENT_BYTES[storage.elementType]))
  }
  return storages
}
