// The names that a PyTorch state_dict uses in its pickle, each standing for a record of plain data.
// This list is the whole of it: a name that is not here ends the reading.

import type { ElementType } from './element-data.ts'
import type { PickleGlobal, PickleHost } from './pickle-machine.ts'
import { MAXIMUM_AXES, isSize } from './row-major.ts'
import type { StridedLayout } from './row-major.ts'
import { damaged, unsupported } from './weights-file.ts'

/** A block of elements that tensors are views of; its bytes lie elsewhere in the file. */
export interface TorchStorage {
  readonly kind: 'torchStorage'
  readonly key: string
  readonly elementType: ElementType
  readonly elementCount: number
}

export interface TorchTensor extends StridedLayout {
  readonly kind: 'torchTensor'
  readonly storage: TorchStorage
}

export interface TorchHost extends PickleHost {
  /** Those that were met, by key. */
  readonly storages: ReadonlyMap<string, TorchStorage>
}

interface StorageGlobal extends PickleGlobal {
  readonly elementType: ElementType
}

const STORAGE_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ['torch.FloatStorage', 'float32'],
  ['torch.HalfStorage', 'float16'],
  ['torch.BFloat16Storage', 'bfloat16'],
  ['torch.DoubleStorage', 'float64'],
  ['torch.LongStorage', 'int64'],
  ['torch.IntStorage', 'int32'],
  ['torch.ShortStorage', 'int16'],
  ['torch.CharStorage', 'int8'],
  ['torch.ByteStorage', 'uint8'],
  ['torch.BoolStorage', 'bool'],
])

const MAXIMUM_PAIRS = 1_000_000

export function createTorchHost(place: string): TorchHost {
  const storages = new Map<string, TorchStorage>()
  const rebuildTensor = (args: readonly unknown[]): TorchTensor => tensorOf(args, place)
  const globals: PickleGlobal[] = [
    { name: 'collections.OrderedDict', build: createOrderedDicts(place) },
    { name: 'torch._utils._rebuild_tensor', build: rebuildTensor },
    { name: 'torch._utils._rebuild_tensor_v2', build: rebuildTensor },
    { name: 'torch._utils._rebuild_parameter', build: ([data]) => data },
    { name: 'torch.Size', build: ([sizes]) => sizes },
    { name: 'torch.device', build: ([type]) => type },
    ...storageGlobals(place),
  ]
  return {
    globals: new Map(globals.map((global) => [global.name, global])),
    storages,
    persistent(id) {
      const storage = storageOf(id, place)
      const known = storages.get(storage.key)
      if (known === undefined) storages.set(storage.key, storage)
      else if (known.elementType !== storage.elementType) {
        throw unsupported(place, 'two types share one storage; save copies: tensor.clone()')
      }
      return storage
    },
  }
}

export function isTorchTensor(value: unknown): value is TorchTensor {
  return isKind(value, 'torchTensor')
}

function isKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}

function storageGlobals(place: string): StorageGlobal[] {
  return [...STORAGE_TYPES].map(([name, elementType]) => ({
    name,
    elementType,
    build() {
      throw unsupported(place, `the pickle calls ${name}; save tensors, not storages`)
    },
  }))
}

/** Python 3 gives the items later, Python 2 as a list of pairs. */
function createOrderedDicts(place: string): PickleGlobal['build'] {
  let pairCount = 0
  return ([items = []]) => {
    if (!Array.isArray(items)) throw damaged(place, 'an OrderedDict is not made of pairs')
    // A pickle can name one list again and again, so that few bytes would make many dicts.
    pairCount += items.length
    if (pairCount > MAXIMUM_PAIRS || !items.every(isPair)) {
      throw damaged(place, 'an OrderedDict is not made of pairs, or of too many')
    }
    return new Map(items)
  }
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2
}

/** ('storage', type, key, device, element count, and in old files a view of another storage) */
function storageOf(id: unknown, place: string): TorchStorage {
  if (!Array.isArray(id)) throw damaged(place, 'the pickle refers to what is no storage')
  const [tag, type, key, , elementCount, view = null] = id as unknown[]
  if (tag !== 'storage' || !isStorageGlobal(type) || typeof key !== 'string') {
    throw damaged(place, 'the pickle refers to what is no storage')
  }
  if (!isSize(elementCount)) throw damaged(place, 'a storage has an impossible size')
  if (view !== null) {
    throw unsupported(place, 'a storage is part of another one; save copies: tensor.clone()')
  }
  return { kind: 'torchStorage', key, elementType: type.elementType, elementCount }
}

function isStorageGlobal(value: unknown): value is StorageGlobal {
  return typeof value === 'object' && value !== null && 'elementType' in value && 'build' in value
}

/** (storage, offset, sizes, strides, and what only training needs) */
function tensorOf(args: readonly unknown[], place: string): TorchTensor {
  const [storage, offset, sizes, strides] = args
  if (!isKind(storage, 'torchStorage') || !isSize(offset) || !isSizes(sizes) || !isSizes(strides)) {
    throw damaged(place, 'a tensor is not made of a storage, an offset, sizes and strides')
  }
  if (sizes.length !== strides.length) {
    throw damaged(place, `a tensor has ${sizes.length} sizes, but ${strides.length} strides`)
  }
  return {
    kind: 'torchTensor',
    storage: storage as TorchStorage,
    offset,
    shape: [...sizes],
    strides: [...strides],
  }
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= MAXIMUM_AXES && value.every(isSize)
}
