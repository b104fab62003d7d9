// Which devices a run may ask for here, read from what the doctor found. Pure.

import type { DeviceRequest } from '../../src-main/contract/runs.ts'
import type { Check } from '../../src-main/contract/system.ts'
import type { Told } from '../../src-main/core/said.ts'

export interface DeviceChoice {
  readonly device: DeviceRequest
  readonly status: Check['status']
  readonly detail: Told
}

const CHECK_NAMES: Readonly<Record<DeviceRequest, string>> = {
  auto: 'device auto',
  cpu: 'onnxruntime cpu',
  webgpu: 'onnxruntime webgpu',
  cuda: 'onnxruntime cuda',
  dml: 'onnxruntime dml',
  coreml: 'onnxruntime coreml',
  'tfjs-gpu': 'TensorFlow.js CUDA',
}

/** Those the doctor knows of, missing ones too: a person sees why one cannot be chosen. */
export function deviceChoices(checks: readonly Check[]): DeviceChoice[] {
  return (Object.keys(CHECK_NAMES) as DeviceRequest[]).flatMap((device) => {
    const check = checks.find(({ name }) => name.message === CHECK_NAMES[device])
    return check === undefined ? [] : [{ device, status: check.status, detail: check.detail }]
  })
}

/** What to tell about a choice in short. */
export function deviceNote({ device, status }: DeviceChoice): 'cpu' | Check['status'] {
  return device === 'cpu' && status === 'ok' ? 'cpu' : status
}
