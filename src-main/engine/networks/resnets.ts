// The ResNets that one can choose: a spec each.

import { kerasResnetWeights } from './keras-resnet-weights.ts'
import type { ResnetSpec } from './resnet.ts'
import { resnet } from './resnet.ts'
import { deepStemName, torchvisionName } from './resnet-weights.ts'

const TORCHVISION: Omit<ResnetSpec, 'name' | 'blocks'> = {
  stem: 'single',
  strideOn: 'middle',
  epsilon: 1e-5,
  width: 64,
  weights: { translateName: torchvisionName },
}

export const resnet50 = resnet({ ...TORCHVISION, name: 'resnet-50', blocks: [3, 4, 6, 3] })

export const resnet101 = resnet({ ...TORCHVISION, name: 'resnet-101', blocks: [3, 4, 23, 3] })

/** The released code's, for `3x3resnet50-imagenet`. */
export const resnet50Deep = resnet({
  ...TORCHVISION,
  name: 'resnet-50-deep',
  blocks: [3, 4, 6, 3],
  stem: 'deep',
  weights: { translateName: deepStemName },
})

/** Keras's first version, after Caffe's. */
export const resnet50Keras = resnet({
  ...TORCHVISION,
  name: 'resnet-50-keras',
  blocks: [3, 4, 6, 3],
  strideOn: 'first',
  epsilon: 1e-3,
  weights: kerasResnetWeights,
})
