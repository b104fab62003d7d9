// A graph being built: inputs, state, constants, calls of operators, outputs and state updates.
// Every shape is concrete and checked here; nothing in this file runs anything.

import { StudioError, invariant } from '../../core/errors.ts'
import { constantKey } from './constant-key.ts'
import type { Attributes, Call, GraphNode, Operator, Value, ValueSource } from './operator.ts'
import { elementCount, formatShape, sameShape } from './shape.ts'
import { filledTensor } from './tensor.ts'
import type { DataType, Shape, Tensor, TensorType } from './types.ts'

export type { Value } from './operator.ts'

export class Graph {
  readonly #inputs = new Map<string, Value>()
  readonly #states = new Map<string, Value>()
  readonly #constants = new Map<string, Value>()
  readonly #nodes: GraphNode[] = []
  readonly #producers = new Map<string, GraphNode>()
  readonly #outputs = new Map<string, Value>()
  readonly #updates = new Map<string, Value>()
  readonly #nameCounts = new Map<string, number>()
  #scope = ''

  get inputs(): ReadonlyMap<string, Value> {
    return this.#inputs
  }
  get states(): ReadonlyMap<string, Value> {
    return this.#states
  }
  get outputs(): ReadonlyMap<string, Value> {
    return this.#outputs
  }
  get updates(): ReadonlyMap<string, Value> {
    return this.#updates
  }
  /** All primitive calls in the order they were built, dead ones too (see `liveNodes`). */
  get nodes(): readonly GraphNode[] {
    return this.#nodes
  }
  /** The dotted path of the scopes that are open, '' outside of all. */
  get currentScope(): string {
    return this.#scope
  }

  /** A tensor fed at every run. Throws when the name is taken. */
  input(name: string, dataType: DataType, shape: Shape): Value {
    this.#requireFreeName(name)
    const value = this.#value(name, { dataType, shape }, { kind: 'input' })
    this.#inputs.set(name, value)
    return value
  }

  /**
   * A tensor that persists between runs (parameter, statistics, optimizer state), by its full name.
   * Asking again for the same name and type returns the same value, so that weights can be shared.
   */
  state(name: string, shape: Shape, dataType: DataType = 'float32'): Value {
    const known = this.#states.get(name)
    if (known !== undefined) {
      this.#requireType(`state ${name}`, known, { dataType, shape })
      return known
    }
    this.#requireFreeName(name)
    const value = this.#value(name, { dataType, shape }, { kind: 'state' })
    this.#states.set(name, value)
    return value
  }

  /** A fixed tensor; equal ones are stored once. The data must not be changed afterwards. */
  constant(tensor: Tensor): Value {
    const key = constantKey(tensor)
    const known = this.#constants.get(key)
    if (known !== undefined) return known
    invariant(
      tensor.data.length === elementCount(tensor.shape),
      `constant of ${tensor.data.length} elements has shape ${formatShape(tensor.shape)}`,
    )
    const name = `constant_${this.#constants.size}`
    const value = this.#value(name, tensor, { kind: 'constant', tensor })
    this.#constants.set(key, value)
    return value
  }

  /** A constant of rank 0. */
  scalar(value: number, dataType: DataType = 'float32'): Value {
    return this.constant(filledTensor(dataType, [], value))
  }

  /** Names everything built inside `body` under `name`; scopes nest with a dot. */
  scope<T>(name: string, body: () => T): T {
    return this.scopeAt(this.scopedName(name), body)
  }

  /** Like `scope` with a full path, whatever scopes are open. */
  scopeAt<T>(path: string, body: () => T): T {
    const outer = this.#scope
    this.#scope = path
    try {
      return body()
    } finally {
      this.#scope = outer
    }
  }

  /** `name` under the open scopes: "encoder.layer1" + "weight" = "encoder.layer1.weight". */
  scopedName(name: string): string {
    return this.#scope === '' ? name : `${this.#scope}.${name}`
  }

  /** Applies an operator: checks the shapes, adds its nodes and returns its outputs. */
  call<I extends readonly Value[], A extends Attributes>(
    operator: Operator<I, A>,
    inputs: I,
    attributes: A,
  ): readonly Value[] {
    for (const input of inputs) {
      invariant(input.graph === this, `${operator.type}: ${input.name} belongs to another graph`)
    }
    const fail = (problem: string, advice: string): StudioError => {
      const place = this.#scope === '' ? 'the top of the graph' : this.#scope
      return new StudioError('invalidInput', `${operator.type}: ${problem} at ${place}; ${advice}`)
    }
    const name = this.#uniqueName(
      this.#scope === '' ? operator.type : `${this.#scope}/${operator.type}`,
    )
    const base = { name, scope: this.#scope, inputs, attributes }
    if (operator.kind === 'composite') {
      const built = this.scope(operator.type, () => operator.expand({ inputs, attributes, fail }))
      const outputs: Value[] = []
      const call: Call = { ...base, operator, outputs }
      for (const [output, value] of built.entries()) {
        outputs.push(this.#value(value.name, value, { kind: 'call', call, output }))
      }
      return outputs
    }
    const types = operator.infer({ inputs, attributes, fail })
    const outputs: Value[] = []
    const node: GraphNode = { ...base, operator, outputs }
    for (const [output, type] of types.entries()) {
      const outputName = output === 0 ? name : `${name}:${output}`
      outputs.push(this.#value(outputName, type, { kind: 'call', call: node, output }))
      this.#producers.set(outputName, node)
    }
    this.#nodes.push(node)
    return outputs
  }

  /** Names a value as a result of every run. Throws when the name is taken. */
  output(name: string, value: Value): void {
    this.#requireFreeName(name)
    this.#outputs.set(name, value)
  }

  /** After each run the state takes this value. At most one update a state; types must be equal. */
  update(stateName: string, value: Value): void {
    const state = this.#states.get(stateName)
    if (state === undefined) {
      throw new StudioError(
        'invalidInput',
        `graph: there is no state ${stateName} to update; declare it with graph.state first`,
      )
    }
    invariant(!this.#updates.has(stateName), `state ${stateName} is updated twice`)
    this.#requireType(`update of ${stateName}`, state, value)
    this.#updates.set(stateName, value)
  }

  /** The node that computes the tensor, or undefined for inputs, state and constants. */
  producerOf(value: Value): GraphNode | undefined {
    return this.#producers.get(value.name)
  }

  #value(name: string, type: TensorType, source: ValueSource): Value {
    for (const size of type.shape) {
      invariant(Number.isInteger(size) && size >= 0, `${name} has shape ${formatShape(type.shape)}`)
    }
    return { graph: this, name, dataType: type.dataType, shape: [...type.shape], source }
  }

  #uniqueName(stem: string): string {
    const count = (this.#nameCounts.get(stem) ?? 0) + 1
    this.#nameCounts.set(stem, count)
    const name = count === 1 ? stem : `${stem}_${count}`
    const isTaken = [this.#inputs, this.#states, this.#outputs].some((table) => table.has(name))
    return isTaken ? this.#uniqueName(stem) : name
  }

  #requireFreeName(name: string): void {
    const tables = [this.#inputs, this.#states, this.#outputs, this.#producers]
    const isTaken = tables.some((table) => table.has(name)) || /^(constant|operand)_|:/.test(name)
    invariant(!isTaken, `graph: the name ${name} is already taken or reserved`)
    invariant(name !== '', 'graph: inputs, states and outputs need a name')
  }

  #requireType(what: string, expected: TensorType, received: TensorType): void {
    if (expected.dataType === received.dataType && sameShape(expected.shape, received.shape)) return
    throw new StudioError(
      'invalidInput',
      `graph: ${what} must be ${expected.dataType} ${formatShape(expected.shape)}, ` +
        `but is ${received.dataType} ${formatShape(received.shape)}; make both the same`,
    )
  }
}
