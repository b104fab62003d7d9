// A readable text of a graph that is equal for equal programs: the golden form used in tests.
// Only live nodes are printed; a constant is shown by its value when it is a scalar, else by shape.

import type { Graph } from './graph.ts'
import { liveGraph } from './live-nodes.ts'
import type { Attributes, AttributeValue, GraphNode, Value } from './operator.ts'
import { formatShape } from './shape.ts'
import type { TensorType } from './types.ts'

export function printGraph(graph: Graph): string {
  const lines = [
    ...[...graph.inputs].map(([name, value]) => `input ${name}: ${formatType(value)}`),
    ...[...graph.states].map(([name, value]) => `state ${name}: ${formatType(value)}`),
    ...liveGraph(graph).nodes.map(formatNode),
    ...[...graph.outputs].map(([name, value]) => `output ${name} = ${formatValue(value)}`),
    ...[...graph.updates].map(([name, value]) => `update ${name} = ${formatValue(value)}`),
  ]
  return lines.join('\n') + '\n'
}

/** How many live nodes there are of each operator, by descending count, then by name. */
export function countOperators(graph: Graph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { operator } of liveGraph(graph).nodes) {
    counts.set(operator.type, (counts.get(operator.type) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
}

function formatNode(node: GraphNode): string {
  const results = node.outputs.map((value) => `${value.name}: ${formatType(value)}`).join(', ')
  const inputs = node.inputs.map(formatValue)
  const attributes = formatAttributes(node.attributes)
  return `${results} = ${node.operator.type}(${[...inputs, ...attributes].join(', ')})`
}

function formatAttributes(attributes: Attributes): string[] {
  return Object.entries(attributes).map(([name, value]) => `${name}=${formatAttribute(value)}`)
}

function formatAttribute(value: AttributeValue): string {
  return typeof value === 'object' ? formatShape(value) : String(value)
}

function formatValue(value: Value): string {
  if (value.source.kind !== 'constant') return value.name
  const { tensor } = value.source
  const isScalar = tensor.data.length === 1
  if (!isScalar) return `${value.name}: ${formatType(tensor)}`
  // Seven digits tell float32 numbers apart without the noise of their binary form.
  return String(Number(Number(tensor.data[0]).toPrecision(7)))
}

function formatType(type: TensorType): string {
  return `${type.dataType} ${formatShape(type.shape)}`
}
