// What the doctor looks at: runtimes, providers, image codecs, weights, memory. It tries, it does not guess.

import { freemem, totalmem } from 'node:os'
import type { Device } from '../contract/runs.ts'
import type { Check } from '../contract/system.ts'
import { inEnglish } from '../core/said.ts'
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
    {
      name: 'Node',
      status: 'ok',
      detail: `${process.version}, ${process.platform} ${process.arch}`,
    },
    ...(await checkDevices(devices)),
    await attempt('image codecs', checkSharp),
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
    const checks = trials.map((trial) => ({ ...trial, name: DEVICE_NAMES[trial.device] }))
    return [
      ...checks.map(({ name, status, detail }) => ({ name, status, detail })),
      { name: 'device auto', status: 'ok', detail: `picks ${device} (${reason})` },
    ]
  } catch (error) {
    return [{ name: 'devices', status: 'failed', detail: messageOf(error) }]
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
    const checks = listed.map(({ name, detail }) =>
      attempt(`weights ${name}`, async () => {
        await weights.read(name)
        return detail
      }),
    )
    const names = listed.map(({ name }) => name)
    const hasSegmenter = Object.values(SEGMENTER_NAMES).every((name) => names.includes(name))
    const advice: Check = {
      name: 'smart click',
      status: 'missing',
      detail: inEnglish(SEGMENTER_ADVICE),
    }
    return [...(await Promise.all(checks)), ...(hasSegmenter ? [] : [advice])]
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
