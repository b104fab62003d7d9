// Which execution providers this build of onnxruntime offers on this machine's platform.

import { listSupportedBackends } from 'onnxruntime-node'
import type { ExecutionProvider } from './session-options.ts'

export interface ProviderInfo {
  readonly provider: ExecutionProvider
  /** Comes with the package; others need their own libraries on the machine. */
  readonly isBundled: boolean
}

const KNOWN: readonly ExecutionProvider[] = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml']

/** Offered does not mean usable: only opening an executor tells whether there is a device. */
export function listProviders(): readonly ProviderInfo[] {
  const offered = new Map(listSupportedBackends().map(({ name, bundled }) => [name, bundled]))
  return KNOWN.flatMap((provider) => {
    const isBundled = offered.get(provider)
    return isBundled === undefined ? [] : [{ provider, isBundled }]
  })
}
