// What an operator is: a plain value that joins shape inference, the ONNX form and the gradient.
// A primitive operator is one ONNX node; a composite one builds primitives and has its own gradient.

import type { StudioError } from '../../core/errors.ts'
import type { Graph } from './graph.ts'
import type { Tensor, TensorType } from './types.ts'

/** A handle to one tensor of a graph. Two handles may name the same tensor (see composites). */
export interface Value extends TensorType {
  readonly graph: Graph
  readonly name: string
  readonly source: ValueSource
}

export type ValueSource =
  | { readonly kind: 'input' }
  | { readonly kind: 'state' }
  | { readonly kind: 'constant'; readonly tensor: Tensor }
  | { readonly kind: 'call'; readonly call: Call; readonly output: number }

export type AttributeValue = number | string | boolean | readonly number[]
export type Attributes = Readonly<Record<string, AttributeValue>>

/** One application of an operator: what gradients walk over, and, if primitive, what is emitted. */
export interface Call {
  readonly operator: Operator
  /** Unique in the graph: scope, a slash, the operator's type and a number. */
  readonly name: string
  readonly scope: string
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  readonly attributes: Attributes
}

/** A call whose operator is primitive: one node of the emitted program. */
export interface GraphNode extends Call {
  readonly operator: PrimitiveOperator
}

/** `throw fail(problem, advice)` gives "conv: <problem> at <scope>; <advice>". */
export type Fail = (problem: string, advice: string) => StudioError

export interface Inference<I, A> {
  readonly inputs: I
  readonly attributes: A
  readonly fail: Fail
}

export interface Differentiation<I, A> {
  readonly inputs: I
  /** Output 0. */
  readonly output: Value
  readonly outputs: readonly Value[]
  readonly attributes: A
  /** Gradient of the loss with respect to output 0, of the same shape; others carry no gradient. */
  readonly upstream: Value
}

/**
 * Gradient of each input, built only when asked for; null where an input has none (an index).
 * A rule may return a gradient of the broadcast shape: the walk sums it down to the input's shape.
 */
export type InputGradients = readonly ((() => Value) | null)[]

// Declared as methods so that an operator over a tuple of inputs is also an operator over a list.
interface GradientMethod<I, A> {
  gradient(call: Differentiation<I, A>): InputGradients
}

interface OperatorBase<I extends readonly Value[], A extends Attributes> {
  readonly type: string
  /** null: registered as having no gradient; nothing flows through this operator. */
  readonly gradient: GradientMethod<I, A>['gradient'] | null
}

export interface PrimitiveOperator<
  I extends readonly Value[] = readonly Value[],
  A extends Attributes = Attributes,
> extends OperatorBase<I, A> {
  readonly kind: 'primitive'
  infer(call: Inference<I, A>): readonly TensorType[]
  /** The ONNX attributes and the constant inputs after the ordinary ones; absent when it has none. */
  onnx?(attributes: A): OnnxForm
}

export interface CompositeOperator<
  I extends readonly Value[] = readonly Value[],
  A extends Attributes = Attributes,
> extends OperatorBase<I, A> {
  readonly kind: 'composite'
  /** Builds the forward program out of primitives; its outputs carry this operator's gradient. */
  expand(call: Inference<I, A>): readonly Value[]
}

export type Operator<
  I extends readonly Value[] = readonly Value[],
  A extends Attributes = Attributes,
> = PrimitiveOperator<I, A> | CompositeOperator<I, A>

export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }

export interface OnnxForm {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>
  readonly constants?: readonly Tensor[]
}
