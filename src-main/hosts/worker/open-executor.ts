// The executor a run asked for, or an error: never another one.

import { availableParallelism } from 'node:os'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Device } from '../../contract/runs.ts'
import type { Executor } from '../../engine/executor/executor.ts'
import type { TrialWorld } from '../../services/choose-device.ts'
import type { Tf } from '../../adapters/tfjs/tfjs-kernel.ts'
import { listProviders } from '../../adapters/onnxruntime/list-providers.ts'
import { createOnnxruntimeExecutor } from '../../adapters/onnxruntime/onnxruntime-executor.ts'

/** The devices this system can have, for a trial; only opening one tells whether it is there. */
export function trialWorld(): TrialWorld {
  const devices: readonly Device[] = [...listProviders(), 'tfjs-gpu']
  return { devices, open: openExecutor, now: () => performance.now() }
}

export async function openExecutor(device: Device): Promise<Executor> {
  if (device === 'tfjs-gpu') return openTfjs()
  return createOnnxruntimeExecutor({ provider: device, threads: availableParallelism() })
}

/** Loaded only when asked for: the package is optional and loads a CUDA library of hundreds of MB. */
async function openTfjs(): Promise<Executor> {
  const { createTfjsExecutor } = await import('../../adapters/tfjs/tfjs-executor.ts')
  return createTfjsExecutor(await loadTfjs())
}

async function loadTfjs(): Promise<Tf> {
  // A name the compiler does not follow: the package may be absent.
  const packageName: string = '@tensorflow/tfjs-node-gpu'
  try {
    return (await import(packageName)) as Tf
  } catch (cause) {
    throw new StudioError(
      'unsupported',
      said`TensorFlow.js with CUDA is not installed or does not start on this machine;
        install @tensorflow/tfjs-node-gpu and its CUDA library, or choose cpu`,
      { cause },
    )
  }
}
