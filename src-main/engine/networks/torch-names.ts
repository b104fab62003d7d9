// The tensors of PyTorch's convolution and batch normalization under the engine's names.

const LAYERS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'conv',
    new Map([
      ['weight', 'weight'],
      ['bias', 'bias'],
    ]),
  ],
  [
    'norm',
    new Map([
      ['weight', 'scale'],
      ['bias', 'shift'],
      ['running_mean', 'runningMean'],
      ['running_var', 'runningVariance'],
    ]),
  ],
])

/**
 * @param layer a path that ends in "conv" or "norm", such as "layer1.0.first.conv"
 * @returns "encoder.layer1.0.first.conv.weight"; null for a tensor that such a layer has not
 */
export function torchTensorName(layer: string, tensor: string): string | null {
  const leaf = LAYERS.get(layer.slice(-'conv'.length))?.get(tensor)
  return leaf === undefined ? null : `encoder.${layer}.${leaf}`
}
