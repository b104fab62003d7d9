// Which devices a run may ask for here, read from what the doctor found. Pure.

import type { DeviceRequest } from '../../src-main/contract/runs.ts'
import type { Check } from '../../src-main/contract/system.ts'

export interface DeviceChoice {
  readonly device: DeviceRequest
  readonly status: Check['status']
  readonly detail: string
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
    const check = checks.find(({ name }) => name === CHECK_NAMES[device])
    return check === undefined ? [] : [{ device, status: check.status, detail: check.detail }]
  })
}

/** What to tell about a choice, in the reader's language; the doctor's own words stay English. */
export function deviceNote({ device, status }: DeviceChoice): 'cpu' | Check['status'] {
  return device === 'cpu' && status === 'ok' ? 'cpu' : status
}
