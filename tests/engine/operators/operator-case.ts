// What a test of an operator is: inputs with a kind of random values, and how to call the operator.

import { invariant } from '../../../src-main/core/errors.ts'
import type { Random } from '../../../src-main/core/random.ts'
import type { Value } from '../../../src-main/engine/graph/operator.ts'
import { createTensor, int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { elementCount } from '../../../src-main/engine/graph/shape.ts'
import type { DataType, Shape, Tensor } from '../../../src-main/engine/graph/types.ts'

/**
 * normal: any sign. positive: 0.5 to 2. apart: any sign, at least 0.2 from 0 and from each other by
 * 0.1, so that no finite difference crosses a kink. label: -1 to 4. truth: false or true.
 */
export type Sampling = 'normal' | 'positive' | 'apart' | 'label' | 'truth'

export interface InputSpec {
  readonly shape: Shape
  readonly sampling: Sampling
}

export interface OperatorCase {
  /** The operator's type in the registry. */
  readonly operator: string
  readonly title: string
  readonly inputs: readonly InputSpec[]
  build(...inputs: Value[]): Value
}

export function dataTypeOf(sampling: Sampling): DataType {
  if (sampling === 'label') return 'int32'
  return sampling === 'truth' ? 'bool' : 'float32'
}

export function sample({ shape, sampling }: InputSpec, random: Random): Tensor {
  const count = elementCount(shape)
  const numbers = (draw: (index: number) => number) =>
    Array.from({ length: count }, (_, i) => draw(i))
  switch (sampling) {
    case 'normal':
      return createTensor('float32', shape, Float32Array.from(numbers(() => random.normal())))
    case 'positive':
      return createTensor(
        'float32',
        shape,
        Float32Array.from(numbers(() => 0.5 + 1.5 * random.uniform())),
      )
    case 'apart': {
      const steps = random.shuffle(numbers((i) => 0.2 + 0.1 * Math.floor(i / 2)))
      const signed = steps.map((step, i) => (i % 2 === 0 ? step : -step - 0.05))
      return createTensor('float32', shape, Float32Array.from(random.shuffle(signed)))
    }
    case 'label':
      return int32Tensor(
        shape,
        numbers(() => random.integer(6) - 1),
      )
    case 'truth':
      return createTensor('bool', shape, Uint8Array.from(numbers(() => random.integer(2))))
  }
}

/** A case's build function gets as many values as it has inputs. */
export function need(value: Value | undefined): Value {
  invariant(value !== undefined, 'the case has fewer inputs than its build function takes')
  return value
}
