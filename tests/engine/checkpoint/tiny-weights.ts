// Networks of a few channels and files with all their tensors, under the names that PyTorch gives them.

import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { int64Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Encoder } from '../../../src-main/engine/networks/encoder.ts'
import { torchvisionName } from '../../../src-main/engine/networks/resnet-weights.ts'
import { resnet } from '../../../src-main/engine/networks/resnet.ts'
import { vgg } from '../../../src-main/engine/networks/vgg.ts'
import { newContext, randomTensor } from '../networks/tiny-network.ts'

export const TINY_RESNET = resnet({
  name: 'resnet-50',
  blocks: [1, 1, 1, 1],
  stem: 'single',
  strideOn: 'middle',
  epsilon: 1e-5,
  width: 2,
  weights: { translateName: torchvisionName },
})
export const TINY_VGG = vgg({ name: 'vgg-16', variant: 'cut', width: 2 })
export const TINY_DEEPLAB = vgg({ name: 'vgg-16-deeplab', variant: 'deeplab', width: 2 })
export const TINY_ENCODERS = [TINY_RESNET, TINY_VGG, TINY_DEEPLAB]

const NORM = ['weight', 'bias', 'running_mean', 'running_var']

/** All tensors of TINY_RESNET, and what torchvision's files have besides. */
export function resnetFile(): Map<string, Tensor> {
  const blocks = ['layer1.0.', 'layer2.0.', 'layer3.0.', 'layer4.0.'].flatMap((block) => [
    ...['1', '2', '3'].flatMap((i) => [`${block}conv${i}.weight`, ...norm(`${block}bn${i}`)]),
    ...[`${block}downsample.0.weight`, ...norm(`${block}downsample.1`)],
  ])
  const file = fileOf(TINY_RESNET, ['conv1.weight', ...norm('bn1'), ...blocks])
  return file.set('bn1.num_batches_tracked', int64Tensor([], [1])).set('fc.bias', randomTensor([3], 1)) // prettier-ignore
}

/** All convolutions of torchvision's vgg16_bn, with their biases. */
export function vggFile(): Map<string, Tensor> {
  const positions = [0, 3, 7, 10, 14, 17, 20, 24, 27, 30, 34, 37, 40]
  return fileOf(
    TINY_DEEPLAB,
    positions.flatMap((i) => [
      ...['weight', 'bias'].map((leaf) => `features.${i}.${leaf}`),
      ...norm(`features.${i + 1}`),
    ]),
  )
}

function norm(layer: string): string[] {
  return NORM.map((leaf) => `${layer}.${leaf}`)
}

function fileOf(encoder: Encoder, names: readonly string[]): Map<string, Tensor> {
  const { graph, context, states } = newContext('inference')
  encoder.taps(context, graph.input('image', 'float32', [1, 3, 32, 32]), 8)
  return new Map(
    names.map((name, seed) => {
      const state = encoder.translateName(name) ?? name
      // A bias has the shape of the mean it is folded into.
      const declared = states.declarations.get(state.replace('.conv.bias', '.norm.runningMean'))
      return [name, randomTensor(declared!.shape, seed)]
    }),
  )
}
