// How the shipped MobileNetV2 weights (gluon names) map to the engine's.

const PARTS = ['expand', 'depthwise', 'project']
const NORM_NAMES: Readonly<Record<string, string>> = {
  gamma: 'scale',
  beta: 'shift',
  running_mean: 'runningMean',
  running_var: 'runningVariance',
}

/** "linearbottleneck3_conv1_weight" to "encoder.block3.depthwise.conv.weight"; null if unknown. */
export function mobilenetV2Name(name: string): string | null {
  const match = /^(?:linearbottleneck(\d+)_)?(conv|batchnorm)(\d)_(\w+)$/.exec(name)
  if (match === null) return null
  const [, block, layer, index = '', tensor = ''] = match
  const part = (block === undefined ? ['stem', 'final'] : PARTS)[Number(index)]
  const leaf = layer === 'conv' ? convName(tensor) : NORM_NAMES[tensor]
  if (part === undefined || leaf === undefined) return null
  const place = block === undefined ? part : `block${block}.${part}`
  return `encoder.${place}.${layer === 'conv' ? 'conv' : 'norm'}.${leaf}`
}

function convName(tensor: string): string | undefined {
  return tensor === 'weight' ? 'weight' : undefined
}
