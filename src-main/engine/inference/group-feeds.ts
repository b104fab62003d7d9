// What the images of a group lend one another between the two passes of inference, as feeds of the
// decoding graph, and which images see each other at all.

import { CLASS_COUNT } from '../../core/labels/classes.ts'
import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/graph.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import type { GroupMode, GroupSource } from '../networks/group-source.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'

/** Images in a group are counted up to a multiple of this, absent ones masked, to share programs. */
const REGION_BLOCK = 8
/** Makes a masked region's attention weight exactly 0. */
const MASKED = -1e9

export interface GroupImages {
  /** Positions in the group; may repeat. */
  readonly members: readonly number[]
  /** The first so many are to be segmented; the others, met before, only lend. */
  readonly fresh: number
}

/**
 * All images of a group see each other, but for `official-exact`: as in training and in the released
 * evaluation, it walks the group in steps of `batchSize` and fills the last one from the group's first images.
 */
export function seenTogether(
  mode: GroupMode,
  count: number,
  batchSize: number,
): readonly GroupImages[] {
  const all = Array.from({ length: count }, (_, i) => i)
  if (mode !== 'official-exact') return [{ members: all, fresh: count }]
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) => {
    const start = batch * batchSize
    const members = Array.from({ length: batchSize }, (_, i) => (start + i) % count)
    return { members, fresh: Math.min(batchSize, count - start) }
  })
}

/** @param lent what each image lends, in their order: [1, 21, width], or [1, width, 1, 1] in `global` */
export function groupFeeds(
  mode: GroupMode,
  width: number,
  lent: readonly Tensor[],
): ReadonlyMap<string, Tensor> {
  switch (mode) {
    case 'paper':
    case 'official-fixed':
      return new Map([
        ['regions', joinedRegions(width, lent, Math.ceil(lent.length / REGION_BLOCK) * REGION_BLOCK)], // prettier-ignore
        ['regionBias', regionBias(lent.length)],
      ])
    case 'official-exact':
      return new Map([['regions', joinedRegions(width, lent, lent.length)]])
    case 'global':
      return new Map([['groupMean', meanOf(width, lent)]])
  }
}

/** The feeds of `groupFeeds` as inputs of a graph; null without the group module. */
export function groupInputs(
  { graph }: LayerContext,
  { groupMode, width }: NetworkConfig,
  { regionImages, own }: { readonly regionImages: number; readonly own: () => Value },
): GroupSource | null {
  if (groupMode === 'none') return null
  if (groupMode === 'global') {
    return { mode: groupMode, mean: graph.input('groupMean', 'float32', [1, width, 1, 1]) }
  }
  const regions = graph.input('regions', 'float32', [regionImages, CLASS_COUNT, width])
  if (groupMode === 'official-exact') return { mode: groupMode, regions, own: own() }
  const bias = graph.input('regionBias', 'float32', [1, regionImages * CLASS_COUNT])
  if (groupMode === 'paper') return { mode: groupMode, regions, bias }
  return { mode: groupMode, regions, own: own(), bias }
}

/** [count, 21, width], zeros where there is no image. */
function joinedRegions(width: number, lent: readonly Tensor[], count: number): Tensor {
  const all = new Float32Array(count * CLASS_COUNT * width)
  for (const [index, regions] of lent.entries()) {
    all.set(numbersOf(regions), index * CLASS_COUNT * width)
  }
  return createTensor('float32', [count, CLASS_COUNT, width], all)
}

/** 0 for the regions of images, masked for those that fill the last block. */
function regionBias(images: number): Tensor {
  const count = Math.ceil(images / REGION_BLOCK) * REGION_BLOCK
  const bias = new Float32Array(count * CLASS_COUNT).fill(MASKED, images * CLASS_COUNT)
  return createTensor('float32', [1, count * CLASS_COUNT], bias)
}

/** Every image counts the same, whatever its size. */
function meanOf(width: number, lent: readonly Tensor[]): Tensor {
  const sums = new Float64Array(width)
  for (const mean of lent) for (const [i, value] of numbersOf(mean).entries()) sums[i]! += value
  return createTensor(
    'float32',
    [1, width, 1, 1],
    Float32Array.from(sums, (s) => s / lent.length),
  )
}

function numbersOf({ data }: Tensor): Float32Array {
  invariant(data instanceof Float32Array, 'what images lend is float32')
  return data
}
