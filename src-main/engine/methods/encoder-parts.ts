// A batch that passes the encoder in parts, for machines whose memory does not hold the activations of all its
// images at once. The features of every part are kept, which are few; what comes behind them, the group
// module with the regions of the whole batch among it, sees the batch as ever. Then each part passes the encoder a second
// time and its gradients are those of the whole: gradient checkpointing (Chen et al., 2016) over the batch.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/graph.ts'
import type { Normalization } from '../layers/layer-context.ts'
import type { Encoding, Logits } from '../networks/segmentation-network.ts'
import { decodeBatch, encode } from '../networks/segmentation-network.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { after } from '../operators/composite/after.ts'
import { concat } from '../operators/concat.ts'
import { multiply } from '../operators/multiply.ts'
import { reduceSum } from '../operators/reduce.ts'
import { slice } from '../operators/slice-and-pad.ts'
import { stopGradient } from '../operators/stop-gradient.ts'
import type { BatchName } from '../training/training-plan.ts'
import type { Seam, TrainingStep } from './training-step.ts'
import { addSlopes, normalizationOf, parametersOf } from './training-step.ts'

export function forwardInParts(step: TrainingStep, batch: BatchName, image: Value): Logits {
  const { context, network, options } = step
  const count = options.encoderParts ?? 1
  invariant(options.batchSize % count === 0, 'the parts of a batch are of equal size')
  const parts = splitBatch(image, count)
  const known = step.seam?.encoderParameters
  const encodings = parts.map((part) => encodePart(step, { batch, part }, normalizationOf(step)))
  const encoding: Encoding = {
    features: joined(encodings.map(({ features }) => features)),
    auxiliary: network.groupMode === 'none' ? null : joined(encodings.map(auxiliaryOf)),
  }
  // Only the encoder has been built when the first batch comes.
  const encoderParameters = known ?? new Set([...context.parameters.values()].map((p) => p.name))
  step.seam = { batch, parts, encoding, encoderParameters }
  return context.pass(batch, () => decodeBatch(context, encoding, network), normalizationOf(step))
}

/** Each part follows the one before: the activations of one are in memory. */
export function flowBackInParts(step: TrainingStep, seam: Seam, loss: Value): void {
  const { batch, parts, encoding, encoderParameters } = seam
  const all = parametersOf(step, 'network')
  const [before, behind] = [true, false].map((isBefore) =>
    all.filter(({ name }) => encoderParameters.has(name) === isBefore),
  )
  invariant(before !== undefined && behind !== undefined, 'both sides of the seam learn')
  const leaves = [encoding.features, encoding.auxiliary].filter((value) => value !== null)
  const slopes = addSlopes(step, loss, behind, leaves).map((slope) =>
    splitBatch(slope, parts.length),
  )
  const repeated = normalizationOf(step) === 'frozen' ? 'frozen' : 'repeated'
  for (const [index, image] of parts.entries()) {
    const part = after(image, step.pending.splice(0))
    const { features, auxiliary } = encodePart(step, { batch, part }, repeated)
    // Its gradients are those of the loss: the slopes at the seam are numbers here.
    const stand = [features, auxiliary].flatMap((value, i) => {
      const slope = slopes[i]?.[index]
      return value === null || slope === undefined ? [] : [reduceSum(multiply(value, slope))]
    })
    addSlopes(step, stand.reduce(add), before)
  }
}

function encodePart(
  { context, network }: TrainingStep,
  { batch, part }: { readonly batch: BatchName; readonly part: Value },
  normalization: Normalization,
): Encoding {
  return context.pass(batch, () => encode(context, part, network), normalization)
}

function splitBatch(x: Value, count: number): Value[] {
  const size = sizeAt(x, 0) / count
  return Array.from({ length: count }, (_, i) =>
    slice(x, [{ axis: 0, start: i * size, end: (i + 1) * size }]),
  )
}

function joined(values: readonly Value[]): Value {
  const [first, ...rest] = values
  invariant(first !== undefined, 'a batch has a part')
  return stopGradient(concat([first, ...rest], 0))
}

function auxiliaryOf({ auxiliary }: Encoding): Value {
  invariant(auxiliary !== null, 'a network that sees groups has an auxiliary head')
  return auxiliary
}
