// Tagged attribute values: ONNX tells integers from floats, JavaScript does not.

import type { OnnxAttribute } from '../graph/operator.ts'

export function int(value: number): OnnxAttribute {
  return { kind: 'int', value }
}

export function float(value: number): OnnxAttribute {
  return { kind: 'float', value }
}

export function ints(value: readonly number[]): OnnxAttribute {
  return { kind: 'ints', value }
}

export function text(value: string): OnnxAttribute {
  return { kind: 'string', value }
}
