// How PyTorch names the tensors of a ResNet. The three forms differ in the stem alone.

import { torchTensorName } from './torch-names.ts'

/** Layers of the engine by the names of modules. */
type Layers = ReadonlyMap<string, string>

const SINGLE_STEM: Layers = new Map([
  ['conv1', 'stem.conv'],
  ['bn1', 'stem.norm'],
])

/** Of the released code and its ImageNet weights; its checkpoints put "prefix." before them. */
const DEEP_STEM: Layers = new Map([
  ['conv1', 'stem.first.conv'],
  ['bn1', 'stem.first.norm'],
  ['conv2', 'stem.middle.conv'],
  ['bn2', 'stem.middle.norm'],
  ['conv3', 'stem.last.conv'],
  ['bn3', 'stem.last.norm'],
])

/** Of code that makes all of the deep stem but its last batch norm one Sequential. */
const SEQUENTIAL_STEM: Layers = new Map([
  ['conv1.0', 'stem.first.conv'],
  ['conv1.1', 'stem.first.norm'],
  ['conv1.3', 'stem.middle.conv'],
  ['conv1.4', 'stem.middle.norm'],
  ['conv1.6', 'stem.last.conv'],
  ['bn1', 'stem.last.norm'],
])

const BOTTLENECK: Layers = new Map([
  ['conv1', 'first.conv'],
  ['bn1', 'first.norm'],
  ['conv2', 'middle.conv'],
  ['bn2', 'middle.norm'],
  ['conv3', 'last.conv'],
  ['bn3', 'last.norm'],
  ['downsample.0', 'shortcut.conv'],
  ['downsample.1', 'shortcut.norm'],
])

/** "layer1.0.conv1.weight" to "encoder.layer1.0.first.conv.weight"; null if unknown. */
export function torchvisionName(name: string): string | null {
  return resnetName(name, SINGLE_STEM)
}

export function deepStemName(name: string): string | null {
  return resnetName(name.replace(/^prefix\./, ''), DEEP_STEM)
}

export function sequentialStemName(name: string): string | null {
  return resnetName(name, SEQUENTIAL_STEM)
}

function resnetName(name: string, stem: Layers): string | null {
  const match = /^(layer[1-4]\.\d+\.)?(.+)\.(\w+)$/.exec(name)
  if (match === null) return null
  const [, block, module = '', tensor = ''] = match
  const layer = (block === undefined ? stem : BOTTLENECK).get(module)
  return layer === undefined ? null : torchTensorName(`${block ?? ''}${layer}`, tensor)
}
