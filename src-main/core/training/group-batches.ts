// Batches of photos that resemble each other: every batch comes from one group. The order depends on
// the seed alone and can be saved in mid-epoch and continued exactly.

import { invariant } from '../errors.ts'
import type { Random, RandomState } from '../random.ts'
import { createRandom, restoreRandom } from '../random.ts'

/**
 * One epoch: shuffle the images of each group and the groups, walk each group in steps of `batchSize`
 * with the last batch filled by wrapping round to the group's first images, then shuffle the batches.
 * @param groupIds group of each image, by image index
 * @returns image indices; a group of n images gives ceil(n / batchSize) batches
 */
export function drawGroupBatches(
  groupIds: readonly number[],
  batchSize: number,
  random: Random,
): number[][] {
  invariant(
    Number.isInteger(batchSize) && batchSize > 0,
    `group batches: the batch size must be a positive whole number, got ${batchSize}`,
  )
  const groups = Map.groupBy(groupIds.keys(), (image) => groupIds[image]!)
  const ordered = [...groups].sort(([a], [b]) => a - b).map(([, images]) => random.shuffle(images))
  const batches: number[][] = []
  for (const images of random.shuffle(ordered)) {
    for (let start = 0; start < images.length; start += batchSize) {
      batches.push(
        Array.from({ length: batchSize }, (_, i) => images[(start + i) % images.length]!),
      )
    }
  }
  return random.shuffle(batches)
}

/** Plain data: where an iterator stands. Valid only with the same groups and batch size. */
export interface EpochState {
  /** Counted from 0. */
  readonly epoch: number
  /** Batches of this epoch already given out. */
  readonly position: number
  /** Random state at the start of this epoch. */
  readonly random: RandomState
}

export interface EpochIterator {
  readonly batchesPerEpoch: number
  /** The next batch; starts a newly shuffled epoch when the last is used up. Never ends. */
  next(): readonly number[]
  state(): EpochState
}

export interface EpochOptions {
  readonly batchSize: number
  /** A seed to start with, or a saved state to continue from. */
  readonly start: { readonly seed: number } | EpochState
}

export function createEpochIterator(
  groupIds: readonly number[],
  options: EpochOptions,
): EpochIterator {
  invariant(groupIds.length > 0, 'epoch iterator: there are no images')
  let { epoch, position, random: initial } = initialState(options.start)
  let random = restoreRandom(initial)
  let batches = drawGroupBatches(groupIds, options.batchSize, random)
  invariant(
    position <= batches.length,
    `epoch iterator: saved position ${position} is past the ${batches.length} batches of an epoch; ` +
      'the groups or the batch size have changed',
  )
  return {
    batchesPerEpoch: batches.length,
    next() {
      if (position === batches.length) {
        epoch++
        position = 0
        initial = random.state()
        random = restoreRandom(initial)
        batches = drawGroupBatches(groupIds, options.batchSize, random)
      }
      return batches[position++]!
    },
    state: () => ({ epoch, position, random: initial }),
  }
}

function initialState(start: EpochOptions['start']): EpochState {
  if ('random' in start) return start
  return { epoch: 0, position: 0, random: createRandom(start.seed).state() }
}
