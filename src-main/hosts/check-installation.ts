// What the doctor looks at: runtimes, providers, image codecs, weights, memory. It tries, it does not guess.

import { freemem, totalmem } from 'node:os'
import type { Check } from '../contract/system.ts'
import type { WeightsLibrary } from '../services/ports.ts'

export interface Installation {
  readonly weights: WeightsLibrary
  readonly threads: number
}

const GIBIBYTE = 2 ** 30

export async function checkInstallation({
  weights,
  threads,
}: Installation): Promise<readonly Check[]> {
  return [
    {
      name: 'Node',
      status: 'ok',
      detail: `${process.version}, ${process.platform} ${process.arch}`,
    },
    ...(await checkOnnxruntime(threads)),
    await checkTfjs(),
    await attempt('image codecs', checkSharp),
    ...(await checkWeights(weights)),
    checkMemory(),
  ]
}

/** Loaded here and not at the top: a machine where it does not load still has a doctor. */
async function checkOnnxruntime(threads: number): Promise<Check[]> {
  try {
    const { listProviders } = await import('../adapters/onnxruntime/list-providers.ts')
    return listProviders().map(({ provider, isBundled }) => ({
      name: `onnxruntime ${provider}`,
      status: isBundled ? 'ok' : 'missing',
      detail: describeProvider(provider, isBundled, threads),
    }))
  } catch (error) {
    return [{ name: 'onnxruntime', status: 'failed', detail: messageOf(error) }]
  }
}

function describeProvider(provider: string, isBundled: boolean, threads: number): string {
  if (!isBundled) return 'offered; its libraries must be installed on this machine'
  if (provider === 'cpu') return `comes with the studio, ${threads} threads`
  return 'comes with the studio; needs a graphics driver'
}

/** The package without its CUDA library is found but does not load: only trying tells. */
async function checkTfjs(): Promise<Check> {
  const name = 'TensorFlow.js CUDA'
  // A name the compiler does not follow: the package may be absent.
  const packageName: string = '@tensorflow/tfjs-node-gpu'
  try {
    await import(packageName)
    return { name, status: 'ok', detail: packageName }
  } catch {
    const detail = 'optional; install @tensorflow/tfjs-node-gpu and its CUDA library to use it'
    return { name, status: 'missing', detail }
  }
}

async function checkSharp(): Promise<string> {
  const { default: sharp } = await import('sharp')
  const { versions } = sharp
  return `sharp ${versions.sharp}, libvips ${versions.vips}`
}

async function checkWeights(weights: WeightsLibrary): Promise<Check[]> {
  try {
    const listed = await weights.list()
    return await Promise.all(
      listed.map(({ name, detail }) =>
        attempt(`weights ${name}`, async () => {
          await weights.read(name)
          return detail
        }),
      ),
    )
  } catch (error) {
    return [{ name: 'weights', status: 'failed', detail: messageOf(error) }]
  }
}

function checkMemory(): Check {
  const free = (freemem() / GIBIBYTE).toFixed(1)
  const total = (totalmem() / GIBIBYTE).toFixed(1)
  return { name: 'memory', status: 'ok', detail: `${free} GiB free of ${total} GiB` }
}

async function attempt(name: string, check: () => Promise<string>): Promise<Check> {
  try {
    return { name, status: 'ok', detail: await check() }
  } catch (error) {
    return { name, status: 'failed', detail: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? firstLine(error.message) : String(error)
}

function firstLine(text: string): string {
  return text.split('\n', 1).join('')
}
