// Convolutions before batch norm have no bias in the engine; those of VGG and Keras files are folded away.
// With mean' = mean - bias the function is the same, in training too: batch statistics cancel a bias, so
// its gradient is zero, and mean' moves as mean does. In a frozen pass it would be a twin of the shift.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { formatShape, sameShape } from '../graph/shape.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'

const BIAS = '.conv.bias'

/** Takes every "<block>.conv.bias" out, having subtracted it from "<block>.norm.runningMean". */
export function foldConvolutionBiases(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const folded = new Map(tensors)
  for (const [name, bias] of tensors) {
    if (!name.endsWith(BIAS)) continue
    const meanName = `${name.slice(0, -BIAS.length)}.norm.runningMean`
    folded.delete(name)
    folded.set(meanName, difference(meanName, tensors.get(meanName), bias))
  }
  return folded
}

function difference(name: string, mean: Tensor | undefined, bias: Tensor): Tensor {
  const { data } = bias
  const isFitting = mean !== undefined && sameShape(mean.shape, bias.shape)
  if (isFitting && mean.data instanceof Float32Array && data instanceof Float32Array) {
    return createTensor(
      'float32',
      mean.shape,
      mean.data.map((value, i) => value - data[i]!),
    )
  }
  const found = mean === undefined ? said`missing` : `${mean.dataType} ${formatShape(mean.shape)}`
  throw new StudioError(
    'invalidInput',
    said`weights: ${name} is ${found}, but the bias of its convolution is ${bias.dataType}
      ${formatShape(bias.shape)}; these are weights of another network, or of a part of it`,
  )
}
