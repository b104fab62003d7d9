// Which execution providers this build of onnxruntime offers on this machine's platform.

import { listSupportedBackends } from 'onnxruntime-node'
import type { ExecutionProvider } from './session-options.ts'

const KNOWN: readonly ExecutionProvider[] = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml']

/** Offered does not mean usable: only opening an executor tells whether there is a device. */
export function listProviders(): readonly ExecutionProvider[] {
  const offered = new Set(listSupportedBackends().map(({ name }) => name))
  return KNOWN.filter((provider) => offered.has(provider))
}
