// What an image sees of its group in each mode of the group module, and what it lends to the others.
// Inference gathers it from all images first; a training batch has it at once.

import type { Value } from '../graph/graph.ts'
import { reduceMean } from '../operators/reduce.ts'

/**
 * `paper`: eqs 5-7. `official-fixed`: the released code's two branches with its transpose right;
 * `official-exact`: as released, to use its checkpoints. `global`: the ablation without regions.
 * The first three share their tensors; the official ones have no use for those of rho.
 */
export type GroupMode = 'paper' | 'official-fixed' | 'official-exact' | 'global'

export type GroupSource = PaperSource | OfficialSource | GlobalSource

export interface PaperSource {
  readonly mode: 'paper'
  /** [M, C, width]: regions of all images of the group, the attending ones included. */
  readonly regions: Value
  /** [1, M C] added to the attention logits: 0, or a large negative number for an absent region. */
  readonly bias?: Value
}

export interface OfficialSource {
  readonly mode: 'official-fixed' | 'official-exact'
  /** As in `paper`. `official-exact` mixes their memory, so that their number and order matter. */
  readonly regions: Value
  /** [N, C, width]: each attending image's own. */
  readonly own: Value
  /** As in `paper`; where memory is mixed, no region can be absent. */
  readonly bias?: Value
}

export interface GlobalSource {
  readonly mode: 'global'
  /** [1, width, 1, 1]: the mean of X over images and positions. */
  readonly mean: Value
}

/** Images of one batch that see each other and nothing else; `regions` is not asked for in vain. */
export function sourceOfBatch(mode: GroupMode, x: Value, regions: () => Value): GroupSource {
  if (mode === 'global') return { mode, mean: reduceMean(x, { axes: [0, 2, 3], keepDims: true }) }
  const all = regions()
  return mode === 'paper' ? { mode, regions: all } : { mode, regions: all, own: all }
}

/** What one image lends to its group: its regions [1, C, width], or its mean [1, width, 1, 1]. */
export function lentByImage(mode: GroupMode, x: Value, regions: () => Value): Value {
  return mode === 'global' ? reduceMean(x, { axes: [2, 3], keepDims: true }) : regions()
}
