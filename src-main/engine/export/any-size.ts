// From graphs of one image size to nodes for every size (docs/decisions/0010): the graph is built at two
// sizes and compared. What is equal in both is kept as it is; what differs must be a shape or a matrix that
// this file can compute from the size, and anything else is refused.

import { invariant } from '../../core/errors.ts'
import { constantKey } from '../graph/constant-key.ts'
import type { Graph, Value } from '../graph/graph.ts'
import { liveGraph } from '../graph/live-nodes.ts'
import type { GraphNode } from '../graph/operator.ts'
import { sameShape } from '../graph/shape.ts'
import type { Tensor } from '../graph/types.ts'
import type { ImageSize } from '../inference/inference-size.ts'
import type { Grid } from './label-nodes.ts'
import type { OnnxBuilder } from './onnx-builder.ts'
import { int } from '../operators/onnx-attribute.ts'
import { SIZE_MATRICES } from './size-matrices.ts'

/** Feature maps whose sides differ from one another and from every number of bins. */
const PROBES = [
  { height: 17, width: 19 },
  { height: 23, width: 29 },
] as const

export interface AnySizeRequest {
  readonly build: (size: ImageSize) => Graph
  /** Image pixels per position of the feature map. */
  readonly outputStride: number
  /** Height and width of the feature map when the model runs. */
  readonly grid: Grid
}

/** The nodes of the graph, outputs under their own names. */
export function emitForAnySize(builder: OnnxBuilder, request: AnySizeRequest): void {
  const [first, second] = PROBES.map(({ height, width }) =>
    request.build({ height: height * request.outputStride, width: width * request.outputStride }),
  )
  invariant(first !== undefined && second !== undefined, 'there are two probes')
  const [nodes, others] = [liveGraph(first).nodes, liveGraph(second).nodes]
  invariant(nodes.length === others.length, 'export: both sizes have the same nodes')
  const outputNames = new Map([...first.outputs].map(([name, value]) => [value.name, name]))
  const constants = new SizedConstants(builder, request.grid)
  const nameOf = (value: Value): string => outputNames.get(value.name) ?? value.name
  for (const [i, node] of nodes.entries()) {
    const other = others[i]
    invariant(other?.name === node.name, `export: ${node.name} is there at every size`)
    emitNode(builder, { node, other, nameOf, constants })
  }
}

interface NodePair {
  readonly node: GraphNode
  readonly other: GraphNode
  readonly nameOf: (value: Value) => string
  readonly constants: SizedConstants
}

function emitNode(builder: OnnxBuilder, { node, other, nameOf, constants }: NodePair): void {
  const { attributes = {}, constants: operands = [] } = onnxForm(node)
  const form = onnxForm(other)
  const isAlike = JSON.stringify(form.attributes ?? {}) === JSON.stringify(attributes)
  invariant(isAlike, `export: ${node.name} has attributes that depend on the image size`)
  const inputs = node.inputs.map((input, i) => {
    if (input.source.kind !== 'constant') return nameOf(input)
    return constants.nameOf(input.source.tensor, constantOf(other.inputs[i]))
  })
  const names = operands.map((operand, i) => constants.nameOf(operand, form.constants?.[i]))
  builder.add({
    name: node.name,
    type: node.operator.type,
    inputs: [...inputs, ...names],
    outputs: node.outputs.map(nameOf),
    attributes,
  })
}

function onnxForm({ operator, attributes }: GraphNode) {
  return operator.onnx?.(attributes) ?? {}
}

function constantOf(value: Value | undefined): Tensor | undefined {
  return value?.source.kind === 'constant' ? value.source.tensor : undefined
}

/** Constants of two probes to names in the model: of constants, or of what is computed from the size. */
class SizedConstants {
  readonly #builder: OnnxBuilder
  readonly #grid: Grid
  readonly #computed = new Map<string, string>()

  constructor(builder: OnnxBuilder, grid: Grid) {
    this.#builder = builder
    this.#grid = grid
  }

  nameOf(first: Tensor, second: Tensor | undefined): string {
    invariant(second !== undefined, 'export: a constant is one at every size')
    if (isSame(first, second)) return this.#builder.initializers.nameOf(first)
    const key = `${constantKey(first)} ${constantKey(second)}`
    const known = this.#computed.get(key)
    if (known !== undefined) return known
    const computed = first.dataType === 'int64' ? this.#shape(first, second) : this.#matrix(first, second) // prettier-ignore
    this.#computed.set(key, computed)
    return computed
  }

  #shape(first: Tensor, second: Tensor): string {
    const b = this.#builder
    const others = Array.from(second.data, Number)
    const parts = Array.from(first.data, Number).map((size, i) =>
      b.call('Unsqueeze', [this.#size(size, others[i]), b.integers(0)]),
    )
    return b.call('Concat', parts, { axis: int(0) })
  }

  #matrix(first: Tensor, second: Tensor): string {
    const [to = 0, from = 0] = first.shape
    const [otherTo = 0, otherFrom = 0] = second.shape
    const found = SIZE_MATRICES.find(
      ({ matrixOf }) =>
        isSame(matrixOf(from, to), first) && isSame(matrixOf(otherFrom, otherTo), second),
    )
    invariant(found !== undefined, 'export: only matrices that pool or resize depend on the size')
    return found.emit(this.#builder, this.#size(from, otherFrom), this.#size(to, otherTo))
  }

  /** The int64 of rank 0 that takes these values at the two probes. */
  #size(first: number, second: number | undefined): string {
    if (first === second) return this.#builder.integer(first)
    const { height, width } = this.#grid
    const is = (of: (probe: (typeof PROBES)[number]) => number): boolean =>
      of(PROBES[0]) === first && of(PROBES[1]) === second
    if (is((probe) => probe.height)) return height
    if (is((probe) => probe.width)) return width
    const isArea = is((probe) => probe.height * probe.width)
    invariant(isArea, `export: ${first} and ${second} are no sides of the feature map`)
    return this.#builder.call('Mul', [height, width])
  }
}

function isSame(a: Tensor | null, b: Tensor): boolean {
  if (a === null || !sameShape(a.shape, b.shape)) return false
  return a.data.every((value, i) => value === b.data[i])
}
