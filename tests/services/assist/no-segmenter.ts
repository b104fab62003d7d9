// The port of smart click where nobody has added a model.

import { StudioError } from '../../../src-main/core/errors.ts'
import type { PromptableSegmenter } from '../../../src-main/services/ports/promptable-segmenter.ts'

export function noSegmenter(): PromptableSegmenter {
  const refuse = () => Promise.reject(new StudioError('notFound', 'there is no segmenter'))
  return {
    encode: refuse,
    decode: refuse,
    encoderDevice: () => ({ device: 'cpu', reason: 'there is no segmenter' }),
    close: () => undefined,
  }
}
