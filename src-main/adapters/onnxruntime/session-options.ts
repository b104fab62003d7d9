// How onnxruntime sessions are opened: one place for every option, each with the reason for it.

import type { InferenceSession } from 'onnxruntime-node'

export type ExecutionProvider = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml'

export interface RuntimeChoice {
  readonly provider: ExecutionProvider
  /** CPU threads inside one operator. */
  readonly threads: number
}

/** Results of a WebGPU session can stay on the device; the other providers give CPU memory. */
export function keepsTensorsOnDevice(provider: ExecutionProvider): boolean {
  return provider === 'webgpu'
}

export function sessionOptions(choice: RuntimeChoice): InferenceSession.SessionOptions {
  return {
    executionProviders: [providerOptions(choice.provider)],
    intraOpNumThreads: choice.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // A planned block for all activations comes on top of the arena: 1.7 GB instead of 1.0 GB for a
    // step of mobilenet-v2 on two 320x320 crops, and no faster.
    enableMemPattern: false,
    // 3: errors only. Warnings about constant folding and unused shapes say nothing to a user.
    logSeverityLevel: 3,
  }
}

/**
 * WebGPU keeps the graph's own layout. In its default one, channels last, version 1.30 computes a convolution
 * wrongly when the channels of x are a multiple of 3 above 3 but not of 4, those of the result a multiple of 4,
 * and the kernel or the stride above 1: the discriminators' first layer, which reads 21 classes, is one of these
 * (docs/decisions/0013).
 */
function providerOptions(provider: ExecutionProvider): InferenceSession.ExecutionProviderConfig {
  return provider === 'webgpu' ? { name: provider, preferredLayout: 'NCHW' } : provider
}
