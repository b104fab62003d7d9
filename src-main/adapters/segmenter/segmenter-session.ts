// One half of a segmenter compiled by onnxruntime: float32 tensors in, float32 tensors out.

import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { runtimeError } from '../onnxruntime/runtime-error.ts'
import { sessionOptions } from '../onnxruntime/session-options.ts'
import type { RuntimeChoice } from '../onnxruntime/session-options.ts'

export interface FloatTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export interface SegmenterSession {
  /** Errors: outOfMemory, io, corrupt when the model gives something else than numbers. */
  run(
    feeds: Readonly<Record<string, FloatTensor>>,
    output: readonly string[],
  ): Promise<FloatTensor[]>
  dispose(): Promise<void>
}

/** Errors: those of onnxruntime, corrupt for a model that it does not take. */
export async function openSegmenterSession(
  model: Uint8Array,
  choice: RuntimeChoice,
): Promise<SegmenterSession> {
  const session = await InferenceSession.create(model, sessionOptions(choice)).catch(
    (cause: unknown) => {
      throw runtimeError(cause, said`opening the model of smart click`, choice.provider)
    },
  )
  return {
    async run(feeds, outputs) {
      const inputs = Object.entries(feeds).map(([name, { shape, data }]) => {
        return [name, new OrtTensor('float32', data, [...shape])] as const
      })
      try {
        const results = await session.run(Object.fromEntries(inputs), [...outputs])
        return outputs.map((name) => floatsOf(results[name], name))
      } catch (cause) {
        throw runtimeError(cause, said`running the model of smart click`, choice.provider)
      }
    },
    dispose: () => session.release(),
  }
}

function floatsOf(tensor: OrtTensor | undefined, name: string): FloatTensor {
  const data = tensor?.data
  if (tensor === undefined || !(data instanceof Float32Array)) {
    throw new StudioError(
      'corrupt',
      said`the model of smart click gives no float32 ${name}; add another one with: pss weights add`,
    )
  }
  // A copy: onnxruntime's own memory may be a view of something larger.
  return { shape: [...tensor.dims], data: Float32Array.from(data) }
}
