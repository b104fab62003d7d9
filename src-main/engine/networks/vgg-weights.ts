// How torchvision's vgg16_bn, one Sequential, names the tensors of its stages.

import { torchTensorName } from './torch-names.ts'

/** Positions of each stage's convolutions in `features`; their batch norms follow at once. */
const CONVOLUTIONS = [
  [0, 3],
  [7, 10],
  [14, 17, 20],
  [24, 27, 30],
  [34, 37, 40],
]

/**
 * "features.24.weight" to "encoder.stage4.0.conv.weight"; null if unknown.
 * @param stageCount further stages are unknown
 */
export function vggName(name: string, stageCount: number): string | null {
  const match = /^features\.(\d+)\.(\w+)$/.exec(name)
  if (match === null) return null
  const [, position, tensor = ''] = match
  for (const [stage, positions] of CONVOLUTIONS.slice(0, stageCount).entries()) {
    for (const [index, convolution] of positions.entries()) {
      const place = `stage${stage + 1}.${index}`
      if (Number(position) === convolution) return torchTensorName(`${place}.conv`, tensor)
      if (Number(position) === convolution + 1) return torchTensorName(`${place}.norm`, tensor)
    }
  }
  return null
}
