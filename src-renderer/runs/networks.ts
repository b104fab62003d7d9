// Which networks a run may adapt here: those whose weights the doctor found whole. Pure.

import type { Network } from '../../src-main/contract/runs.ts'
import type { Check } from '../../src-main/contract/system.ts'

const CHECK_NAMES: Readonly<Record<Network, string>> = {
  'mobilenet-v2': 'weights mobilenet-v2',
  'resnet-50': 'weights resnet-50',
  'resnet-50-deep': 'weights resnet-50-deep',
  'resnet-50-keras': 'weights resnet-50-keras',
  'resnet-101': 'weights resnet-101',
  'vgg-16': 'weights vgg-16',
  'vgg-16-deeplab': 'weights vgg-16-deeplab',
}

export function networkChoices(checks: readonly Check[]): Network[] {
  const whole = checks.filter(({ status }) => status === 'ok').map(({ name }) => name.message)
  return (Object.keys(CHECK_NAMES) as Network[]).filter((network) => {
    return whole.includes(CHECK_NAMES[network])
  })
}
