// Finds the mapping from names to tensors in what torch.save has written, which may be a state_dict
// or a checkpoint around one. It never guesses between two: then the user has to choose.

import { StudioError } from '../../../core/errors.ts'
import { isTorchTensor } from './torch-objects.ts'
import type { TorchTensor } from './torch-objects.ts'
import { shortened } from './weights-file.ts'

export interface StateDict {
  readonly tensors: ReadonlyMap<string, TorchTensor>
  /** Paths of all that was left out on the way to the tensors and beside them. */
  readonly ignored: readonly string[]
}

type Dict = ReadonlyMap<unknown, unknown>

/** Under which names checkpoints keep their network, in the order of preference. */
const NETWORK_NAMES = ['state_dict', 'model_state_dict', 'model_state', 'model', 'network', 'net']
/** What DataParallel puts before every name. */
const PARALLEL_PREFIX = 'module.'
const MAXIMUM_DEPTH = 8
const ADVICE = 'save only the network: torch.save(model.state_dict(), path)'

/**
 * From the outermost dict inwards: a dict below one of NETWORK_NAMES that holds tensors, however
 * deep; else this dict when it has tensors itself; else the only dict in it that holds any.
 */
export function findStateDict(root: unknown, place: string): StateDict {
  const ignored: string[] = []
  let dict = root
  let path = ''
  for (let depth = 0; depth < MAXIMUM_DEPTH; depth++) {
    if (!(dict instanceof Map)) throw notFound(place, 'no dict')
    const next = nextKey(dict, place)
    for (const [key, value] of dict) {
      const isWanted = next === null ? isTorchTensor(value) && isText(key) : key === next
      if (!isWanted) ignored.push(path + describe(key))
    }
    if (next === null) return { tensors: withoutPrefix(tensorsOf(dict)), ignored }
    path += `${describe(next)}.`
    dict = dict.get(next) as unknown
  }
  throw notFound(place, `none within ${MAXIMUM_DEPTH} levels`)
}

/** The key to go on with; null when the tensors are here. */
function nextKey(dict: Dict, place: string): string | null {
  const barren = new Set<unknown>()
  const named = NETWORK_NAMES.find((name) => holdsTensors(dict.get(name), barren))
  if (named !== undefined) return named
  if (tensorsOf(dict).size > 0) return null
  const keys: unknown[] = []
  for (const [key, value] of dict) {
    if (keys.length < 3 && holdsTensors(value, barren)) keys.push(key)
  }
  const [key] = keys
  if (keys.length > 1) {
    throw new StudioError(
      'invalidInput',
      `${place}: expected one dict of tensors, found several (${keys.map(describe).join(', ')}); ` +
        ADVICE,
    )
  }
  if (!isText(key)) throw notFound(place, 'none')
  return key
}

/**
 * Whether `value` is a dict with a tensor in it or in its dicts. A pickle can make circles and name
 * one dict many times: those without tensors go to `barren` and are not searched again.
 */
function holdsTensors(value: unknown, barren: Set<unknown>): boolean {
  const seen = new Set<unknown>([value])
  for (const dict of seen) {
    if (!(dict instanceof Map) || barren.has(dict)) continue
    for (const inner of dict.values()) {
      if (isTorchTensor(inner)) return true
      if (inner instanceof Map) seen.add(inner)
    }
  }
  for (const dict of seen) barren.add(dict)
  return false
}

function tensorsOf(dict: Dict): Map<string, TorchTensor> {
  const tensors = new Map<string, TorchTensor>()
  for (const [key, value] of dict) {
    if (isTorchTensor(value) && isText(key)) tensors.set(key, value)
  }
  return tensors
}

function withoutPrefix(tensors: ReadonlyMap<string, TorchTensor>): Map<string, TorchTensor> {
  const entries = [...tensors]
  if (!entries.every(([name]) => name.startsWith(PARALLEL_PREFIX))) return new Map(entries)
  return new Map(entries.map(([name, tensor]) => [name.slice(PARALLEL_PREFIX.length), tensor]))
}

function isText(key: unknown): key is string {
  return typeof key === 'string'
}

function describe(key: unknown): string {
  if (isText(key)) return shortened(key)
  return typeof key === 'number' ? `${key}` : '(a key that is no text)'
}

function notFound(place: string, found: string): StudioError {
  return new StudioError(
    'invalidInput',
    `${place}: expected a dict of named tensors, found ${found}; ${ADVICE}`,
  )
}
