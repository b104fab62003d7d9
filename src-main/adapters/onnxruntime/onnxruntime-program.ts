// One compiled graph: checks what is fed, runs the session, and exchanges the updated state.

import type { InferenceSession } from 'onnxruntime-node'
import { Tensor as OrtTensor } from 'onnxruntime-node'
import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Program, State } from '../../engine/executor/executor.ts'
import type { Graph } from '../../engine/graph/graph.ts'
import type { Tensor } from '../../engine/graph/types.ts'
import { dataTypeOf, fromOrtTensor, requireType, toOrtTensor } from './ort-tensor.ts'
import { runtimeError } from './runtime-error.ts'
import type { RuntimeState } from './runtime-state.ts'
import { isRuntimeState } from './runtime-state.ts'
import type { ExecutionProvider } from './session-options.ts'

interface Compiled {
  readonly graph: Graph
  readonly session: InferenceSession
  readonly updateOutputs: ReadonlyMap<string, string>
  readonly provider: ExecutionProvider
}

export class OnnxruntimeProgram implements Program {
  readonly #compiled: Compiled
  #isDisposed = false

  constructor(compiled: Compiled) {
    this.#compiled = compiled
  }

  async run(
    feeds: ReadonlyMap<string, Tensor>,
    state: State,
  ): Promise<ReadonlyMap<string, Tensor>> {
    invariant(!this.#isDisposed, 'a disposed program cannot run')
    invariant(isRuntimeState(state), 'the state belongs to another executor')
    const inputs = { ...this.#feed(feeds), ...this.#feedState(state) }
    state.acquire()
    try {
      const results = await this.#run(inputs, this.#fetches(state))
      state.exchange(this.#pick(results, this.#compiled.updateOutputs))
      const names = [...this.#compiled.graph.outputs.keys()].map((name) => [name, name] as const)
      const outputs = this.#pick(results, new Map(names))
      return new Map([...outputs].map(([name, tensor]) => [name, fromOrtTensor(tensor)]))
    } finally {
      state.release()
    }
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return
    this.#isDisposed = true
    await this.#compiled.session.release()
  }

  async #run(
    feeds: Record<string, OrtTensor>,
    fetches: Record<string, OrtTensor | null>,
  ): Promise<InferenceSession.OnnxValueMapType> {
    const { session, provider } = this.#compiled
    try {
      return await session.run(feeds, fetches)
    } catch (cause) {
      throw runtimeError(cause, said`running a program`, provider)
    }
  }

  #feed(feeds: ReadonlyMap<string, Tensor>): Record<string, OrtTensor> {
    const { inputs } = this.#compiled.graph
    const unknown = [...feeds.keys()].filter((name) => !inputs.has(name))
    const missing = [...inputs.keys()].filter((name) => !feeds.has(name))
    if (unknown.length > 0 || missing.length > 0) {
      throw new StudioError(
        'invalidInput',
        said`program: needs exactly the inputs ${[...inputs.keys()].join(', ')}; missing are
          [${missing.join(', ')}], unknown are [${unknown.join(', ')}]`,
      )
    }
    const tensors: Record<string, OrtTensor> = {}
    for (const [name, tensor] of feeds) {
      const input = inputs.get(name)
      invariant(input !== undefined, `input ${name} was just checked`)
      requireType(`input ${name}`, input, tensor)
      tensors[name] = toOrtTensor(tensor)
    }
    return tensors
  }

  #feedState(state: RuntimeState): Record<string, OrtTensor> {
    const tensors: Record<string, OrtTensor> = {}
    for (const [name, value] of this.#compiled.graph.states) {
      const tensor = state.current(name)
      requireType(`state ${name}`, value, { dataType: dataTypeOf(tensor), shape: tensor.dims })
      tensors[name] = tensor
    }
    return tensors
  }

  #fetches(state: RuntimeState): Record<string, OrtTensor | null> {
    const { graph, updateOutputs } = this.#compiled
    const outputs = [...graph.outputs.keys()].map((name) => [name, null] as const)
    const updates = [...updateOutputs].map(
      ([name, output]) => [output, state.target(name)] as const,
    )
    return Object.fromEntries([...outputs, ...updates])
  }

  /** Results by name; `names` maps each name to the session's output. */
  #pick(
    results: InferenceSession.OnnxValueMapType,
    names: ReadonlyMap<string, string>,
  ): Map<string, OrtTensor> {
    const picked = new Map<string, OrtTensor>()
    for (const [name, output] of names) {
      const tensor = results[output]
      invariant(tensor instanceof OrtTensor, `onnxruntime gave no output ${output}`)
      picked.set(name, tensor)
    }
    return picked
  }
}
