// The stack machine behind Python's pickle format, for data alone: it builds dicts (Map), lists and
// tuples (arrays), numbers and texts. It knows no way to import or to run anything.

import { damaged, quoted, unsupported } from './weights-file.ts'

/** What a name in a pickle stands for. `build` makes a plain record of ours from the arguments. */
export interface PickleGlobal {
  readonly name: string
  readonly build: (args: readonly unknown[]) => unknown
}

export interface PickleHost {
  /** The names a pickle may use, as `module.name`; every other one is refused. */
  readonly globals: ReadonlyMap<string, PickleGlobal>
  readonly persistent: (id: unknown) => unknown
}

/** Python's pickler leaves about a thousand; beyond this only deep nesting made by hand gets. */
const MAXIMUM_STACK = 100_000

export class PickleMachine {
  readonly place: string
  readonly #host: PickleHost
  readonly #stack: unknown[] = []
  readonly #marks: number[] = []
  readonly #memo = new Map<number, unknown>()

  constructor(host: PickleHost, place: string) {
    this.#host = host
    this.place = place
  }

  push(value: unknown): void {
    this.#stack.push(value)
    this.#limit(this.#stack.length)
  }

  pop(): unknown {
    this.top()
    return this.#stack.pop()
  }

  /** Not below the latest mark. */
  top(): unknown {
    if (this.#stack.length > (this.#marks.at(-1) ?? 0)) return this.#stack.at(-1)
    throw damaged(this.place, 'the pickle takes more than it has given')
  }

  mark(): void {
    this.#marks.push(this.#stack.length)
    this.#limit(this.#marks.length)
  }

  popToMark(): unknown[] {
    const mark = this.#marks.pop()
    if (mark === undefined) throw damaged(this.place, 'the pickle closes what it has not opened')
    return this.#stack.splice(mark)
  }

  /** The last `count` values as one. */
  tuple(count: number): void {
    const values = Array.from({ length: count }, () => this.pop())
    this.push(values.reverse())
  }

  remember(index = this.#memo.size): void {
    this.#memo.set(index, this.top())
  }

  recall(index: number): void {
    if (!this.#memo.has(index)) throw damaged(this.place, `the pickle has no memory ${index}`)
    this.push(this.#memo.get(index))
  }

  append(values: readonly unknown[]): void {
    const list = this.top()
    if (!Array.isArray(list)) throw damaged(this.place, 'the pickle appends to what is no list')
    for (const value of values) list.push(value)
  }

  setItems(keysAndValues: readonly unknown[]): void {
    const dict = this.top()
    if (!(dict instanceof Map) || keysAndValues.length % 2 !== 0) {
      throw damaged(this.place, 'the pickle sets items of what is no dict')
    }
    for (let i = 0; i < keysAndValues.length; i += 2) {
      dict.set(keysAndValues[i], keysAndValues[i + 1])
    }
  }

  global(module: unknown, name: unknown): void {
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw damaged(this.place, 'the pickle asks for a name that is no text')
    }
    const path = `${module}.${name}`
    const global = this.#host.globals.get(path)
    if (global !== undefined) return this.push(global)
    throw unsupported(
      this.place,
      `the pickle asks for ${quoted(path)}, which weights do not need, so nothing of it was run; ` +
        'save only the tensors: torch.save(model.state_dict(), path)',
    )
  }

  reduce(): void {
    const args = this.pop()
    const global = this.pop()
    if (!isGlobal(global) || !Array.isArray(args)) {
      throw unsupported(this.place, 'the pickle calls what is no name; save only the state_dict')
    }
    this.push(global.build(args))
  }

  /** Attributes of an OrderedDict (PyTorch's versions of modules) are dropped, all others refused. */
  dropAttributes(): void {
    this.pop()
    if (this.top() instanceof Map) return
    throw unsupported(this.place, 'the pickle changes an object; save only the state_dict')
  }

  persistent(): void {
    this.push(this.#host.persistent(this.pop()))
  }

  #limit(height: number): void {
    if (height <= MAXIMUM_STACK) return
    throw damaged(this.place, `the pickle nests deeper than ${MAXIMUM_STACK}`)
  }
}

/** No pickle can make one: dicts are Maps and tuples arrays. */
function isGlobal(value: unknown): value is PickleGlobal {
  return typeof value === 'object' && value !== null && 'build' in value
}
