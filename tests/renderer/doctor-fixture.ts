// What the doctor of the studio in tests found.

import type { Check } from '../../src-main/contract/system.ts'

export const DOCTOR_CHECKS: readonly Check[] = [
  check('onnxruntime cpu', 'ok', '2 threads'),
  check('onnxruntime cuda', 'missing', 'no library'),
  check('weights mobilenet-v2', 'ok', 'ImageNet'),
  check('weights resnet-50', 'failed', 'damaged'),
  check('weights vgg-16', 'ok', 'added'),
]

function check(name: string, status: Check['status'], detail: string): Check {
  return { name: { message: name }, status, detail: { message: detail } }
}
