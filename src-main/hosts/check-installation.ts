// What the doctor looks at: runtimes, providers, image codecs, weights, memory. It tries, it does not guess.

import { freemem, totalmem } from 'node:os'
import type { Device } from '../contract/runs.ts'
import type { Check } from '../contract/system.ts'
import { wordsOfError } from '../core/errors.ts'
import { inOneLine, said, tell } from '../core/said.ts'
import type { Words } from '../core/said.ts'
import type { WeightsLibrary } from '../services/ports.ts'
import { SEGMENTER_ADVICE, SEGMENTER_NAMES } from '../services/ports/promptable-segmenter.ts'
import type { DeviceTrials } from './try-devices.ts'

export interface Installation {
  readonly weights: WeightsLibrary
  readonly devices: DeviceTrials
}

const GIBIBYTE = 2 ** 30

export async function checkInstallation({
  weights,
  devices,
}: Installation): Promise<readonly Check[]> {
  return [
    ok('Node', [process.version, process.platform, process.arch].join(', ')),
    ...(await checkDevices(devices)),
    await attempt(said`image codecs`, checkSharp),
    ...(await checkWeights(weights)),
    checkMemory(),
  ]
}

const DEVICE_NAMES: Readonly<Record<Device, string>> = {
  cpu: 'onnxruntime cpu',
  webgpu: 'onnxruntime webgpu',
  cuda: 'onnxruntime cuda',
  dml: 'onnxruntime dml',
  coreml: 'onnxruntime coreml',
  'tfjs-gpu': 'TensorFlow.js CUDA',
}

/** In a process of its own: a graphics driver that crashes ends that one. */
async function checkDevices(devices: DeviceTrials): Promise<Check[]> {
  try {
    const { device, reason, trials } = await devices()
    return [
      ...trials.map((trial) => check(DEVICE_NAMES[trial.device], trial.status, trial.detail)),
      ok(said`device auto`, said`picks ${device} (${reason})`),
    ]
  } catch (error) {
    return [failed(said`devices`, error)]
  }
}

async function checkSharp(): Promise<Words> {
  const { default: sharp } = await import('sharp')
  const { versions } = sharp
  return `sharp ${versions.sharp}, libvips ${versions.vips}`
}

async function checkWeights(weights: WeightsLibrary): Promise<Check[]> {
  try {
    const listed = await weights.list()
    const checks = listed.map(({ name, detail }) =>
      attempt(said`weights ${name}`, async () => {
        await weights.read(name)
        return detail
      }),
    )
    const names = listed.map(({ name }) => name)
    const hasSegmenter = Object.values(SEGMENTER_NAMES).every((name) => names.includes(name))
    const advice = check(said`smart click`, 'missing', SEGMENTER_ADVICE)
    return [...(await Promise.all(checks)), ...(hasSegmenter ? [] : [advice])]
  } catch (error) {
    return [failed(said`weights`, error)]
  }
}

function checkMemory(): Check {
  const free = (freemem() / GIBIBYTE).toFixed(1)
  const total = (totalmem() / GIBIBYTE).toFixed(1)
  return ok(said`memory`, said`${free} GiB free of ${total} GiB`)
}

async function attempt(name: Words, look: () => Promise<Words>): Promise<Check> {
  try {
    return ok(name, await look())
  } catch (error) {
    return failed(name, error)
  }
}

function ok(name: Words, detail: Words): Check {
  return check(name, 'ok', detail)
}

function failed(name: Words, error: unknown): Check {
  return check(name, 'failed', inOneLine(wordsOfError(error)))
}

function check(name: Words, status: Check['status'], detail: Words): Check {
  return { name: tell(name), status, detail: tell(detail) }
}
