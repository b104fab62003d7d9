// What smart click looks at photos with, told by played processes: the CPU first, then what the trial picks, and the CPU
// again when that device fails.

import { expect, test } from 'vitest'
import { StudioError } from '../../src-main/core/errors.ts'
import { inEnglish } from '../../src-main/core/said.ts'
import { createSegmenterProcess } from '../../src-main/hosts/segmenter-process.ts'
import type { DeviceTrials } from '../../src-main/hosts/try-devices.ts'
import type { WorkerEvent, WorkerProcess, WorkerRequest } from '../../src-main/services/ports.ts'

const PHOTO = { domain: 'user', user: 'id1', name: 'a' } as const
const PICKS_WEBGPU: DeviceTrials = () =>
  Promise.resolve({ device: 'webgpu', reason: '4.3 times as fast', trials: [] })

/** Answers `encode` with the device as the key, or with the error that stands for the device. */
function openSegmenter(devices: DeviceTrials, errors: Map<string, StudioError> = new Map()) {
  const log: string[] = []
  const segmenter = createSegmenterProcess(
    { workers: { launch: () => playedWorker(errors) }, devices, log: (line) => log.push(line) },
    '/root',
  )
  return { segmenter, log, place: () => segmenter.encoderDevice() }
}

function playedWorker(errors: ReadonlyMap<string, StudioError>): WorkerProcess {
  const answers: WorkerEvent[] = []
  return {
    pid: 1,
    send(request: WorkerRequest) {
      if (request.type !== 'encode') throw new Error(`not played: ${request.type}`)
      const error = errors.get(request.device)
      answers.push(
        error === undefined
          ? { type: 'encoded', key: request.device }
          : { type: 'refused', error: { kind: error.kind, message: error.message } },
      )
    },
    async *events() {
      for (;;) yield await Promise.resolve(answers.shift()!)
    },
    kill: () => undefined,
  } satisfies WorkerProcess
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('the first photo is looked at on the CPU, the next ones on the device that is picked', async () => {
  let trials = 0
  const { segmenter, log, place } = openSegmenter(() => {
    trials += 1
    return PICKS_WEBGPU()
  })
  expect(trials).toBe(0)
  expect(await segmenter.encode(PHOTO)).toBe('cpu')
  await settled()
  expect(place()).toEqual({ device: 'webgpu', reason: '4.3 times as fast' })
  expect(await segmenter.encode(PHOTO)).toBe('webgpu')
  expect(trials).toBe(1)
  expect(log).toEqual(['smart click looks at photos on webgpu: 4.3 times as fast'])
})

test('a device that fails at a photo is given up, aloud, and the photo is looked at on the CPU', async () => {
  const full = new StudioError('outOfMemory', 'webgpu has no memory left')
  const { segmenter, log, place } = openSegmenter(PICKS_WEBGPU, new Map([['webgpu', full]]))
  await segmenter.encode(PHOTO)
  await settled()
  expect(await segmenter.encode(PHOTO)).toBe('cpu')
  expect(place().device).toBe('cpu')
  expect(inEnglish(place().reason)).toBe('webgpu failed at a photo (webgpu has no memory left)')
  expect(log.at(-1)).toContain('on cpu: webgpu failed at a photo')
  expect(await segmenter.encode(PHOTO)).toBe('cpu')
})

test('a photo that cannot be read says nothing against the device', async () => {
  const errors = new Map([['webgpu', new StudioError('corrupt', 'a.jpg is no photo')]])
  const { segmenter, place } = openSegmenter(PICKS_WEBGPU, errors)
  await segmenter.encode(PHOTO)
  await settled()
  await expect(segmenter.encode(PHOTO)).rejects.toThrow('a.jpg is no photo')
  expect(place().device).toBe('webgpu')
})

test('where no trial is possible the CPU goes on, and says why', async () => {
  const crashed = () => Promise.reject(new StudioError('io', 'the driver took the process along'))
  const { segmenter, place } = openSegmenter(crashed)
  await segmenter.encode(PHOTO)
  await settled()
  expect(inEnglish(place().reason)).toContain('the driver took the process along')
  expect(await segmenter.encode(PHOTO)).toBe('cpu')
})
