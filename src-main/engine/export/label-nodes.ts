// From logits to labels at any size inside a model: core/images/upsample.ts in ONNX, in double precision and in
// the same order of operations, so that no pixel differs. Row by row, as there: all the enlarged logits of
// a large photo would not fit the memory.

import type { OnnxGraph } from '../graph/onnx-graph.ts'
import { int } from '../operators/onnx-attribute.ts'
import { OnnxBuilder } from './onnx-builder.ts'

export interface Grid {
  /** int64 of rank 0, as all sizes here. */
  readonly height: string
  readonly width: string
}

/**
 * @param logits float32 [1, C, grid]
 * @param size int64 [2]: height and width of the labels
 * @returns uint8 [1, height, width], the class with the largest logit, the lower index at a tie
 */
export function emitLabels(b: OnnxBuilder, logits: string, grid: Grid, size: string): string {
  const rows = alignedTaps(b, grid.height, b.call('Gather', [size, b.integer(0)]))
  const columns = alignedTaps(b, grid.width, b.call('Gather', [size, b.integer(1)]))
  const exact = b.cast(b.call('Squeeze', [logits, b.integers(0)]), 'float64')
  const labels = b.call('Scan', [rows.index, rows.next, rows.fraction], {
    num_scan_inputs: int(3),
    body: { kind: 'graph', value: rowBody(b, exact, columns) },
  })
  return b.call('Unsqueeze', [labels, b.integers(0)])
}

interface Taps {
  /** int64 [to]: the position at or before the target's, and the one after it. */
  readonly index: string
  readonly next: string
  /** float64 [to]. */
  readonly fraction: string
}

/** align_corners: the first and the last positions of both grids coincide. */
function alignedTaps(b: OnnxBuilder, from: string, to: string): Taps {
  const one = b.integer(1)
  const last = b.call('Sub', [from, one])
  const steps = b.call('Max', [b.call('Sub', [to, one]), one])
  const scale = b.call('Div', [b.cast(last, 'float64'), b.cast(steps, 'float64')])
  const position = b.call('Mul', [b.cast(b.range(to), 'float64'), scale])
  const index = b.call('Min', [b.cast(b.call('Floor', [position]), 'int64'), last])
  const fraction = b.call('Sub', [position, b.cast(index, 'float64')])
  return { index, next: b.call('Min', [b.call('Add', [index, one]), last]), fraction }
}

/** One row of labels: from [C, h, w] the two rows around it, mixed, then each pixel's two columns. */
function rowBody(outer: OnnxBuilder, exact: string, columns: Taps): OnnxGraph {
  const b = new OnnxBuilder('row', outer.initializers)
  const mix = (low: string, high: string, fraction: string): string =>
    b.call('Add', [low, b.call('Mul', [b.call('Sub', [high, low]), fraction])])
  const pick = (from: string, index: string): string =>
    b.call('Gather', [from, index], { axis: int(1) })
  const row = mix(pick(exact, 'above'), pick(exact, 'below'), 'part')
  const mixed = mix(pick(row, columns.index), pick(row, columns.next), columns.fraction)
  const best = b.call('ArgMax', [mixed], { axis: int(0), keepdims: int(0) })
  const labels = b.cast(best, 'uint8')
  return {
    name: 'row',
    nodes: b.nodes,
    initializers: new Map(),
    inputs: new Map([
      ['above', { dataType: 'int64', shape: [] }],
      ['below', { dataType: 'int64', shape: [] }],
      ['part', { dataType: 'float64', shape: [] }],
    ]),
    outputs: new Map([[labels, { dataType: 'uint8', shape: ['labels width'] }]]),
  }
}
