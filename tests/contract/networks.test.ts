import { expect, test } from 'vitest'
import { networkSchema, presetSchema } from '../../src-main/contract/runs.ts'
import { ENCODERS } from '../../src-main/engine/networks/encoders.ts'
import { stageNetwork } from '../../src-main/services/runs/pipeline/presets.ts'
import { DEMO_CONFIG } from '../services/run-config.ts'

test('a run may name every encoder, and nothing else', () => {
  expect(networkSchema.options).toEqual(ENCODERS.map(({ name }) => name))
})

test('every network has its head width, and an output stride that it can have', () => {
  const sizes = networkSchema.options.map((network) => {
    const networks = presetSchema.options.map((preset) => {
      return stageNetwork({ ...DEMO_CONFIG, network, preset }, 'stage1')
    })
    return [network, networks[0]?.width, ...networks.map(({ outputStride }) => outputStride)]
  })
  expect(sizes).toEqual([
    ['mobilenet-v2', 256, 16, 8],
    ['resnet-50', 512, 16, 8],
    ['resnet-50-deep', 512, 16, 8],
    ['resnet-50-keras', 512, 16, 8],
    ['resnet-101', 512, 16, 8],
    ['vgg-16', 512, 8, 8],
    ['vgg-16-deeplab', 512, 8, 8],
  ])
})
