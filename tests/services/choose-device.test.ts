// What "auto" picks and says, with devices that only pretend: each takes the CPU's step at a speed of its own.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Device } from '../../src-main/contract/runs.ts'
import { StudioError } from '../../src-main/core/errors.ts'
import { inEnglish } from '../../src-main/core/said.ts'
import type { Executor } from '../../src-main/engine/executor/executor.ts'
import { float32Tensor } from '../../src-main/engine/graph/tensor.ts'
import { chooseDevice } from '../../src-main/services/choose-device.ts'
import type { ChosenDevice, DeviceTrial } from '../../src-main/services/choose-device.ts'

let cpu: Executor
beforeAll(async () => {
  cpu = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await cpu.dispose()
})

/** Milliseconds that a step takes on each device; a text is why it does not open. */
type Speeds = Partial<Record<Device, number | string>>

interface Chosen {
  readonly device: Device
  readonly reason: string
  readonly trials: readonly (Omit<DeviceTrial, 'detail'> & { readonly detail: string })[]
}

/** As the command line tells it. */
async function choose(speeds: Speeds, wrong: Device | null = null): Promise<Chosen> {
  const { device, reason, trials } = await chooseInWords(speeds, wrong)
  const told = trials.map((trial) => ({ ...trial, detail: inEnglish(trial.detail) }))
  return { device, reason: inEnglish(reason), trials: told }
}

async function chooseInWords(speeds: Speeds, wrong: Device | null): Promise<ChosenDevice> {
  let clock = 0
  const open = (device: Device): Promise<Executor> => {
    const speed = speeds[device] ?? 0
    if (typeof speed === 'string') return Promise.reject(new StudioError('unsupported', speed))
    const passing = (): void => void (clock += speed)
    return Promise.resolve(pretend(passing, device === wrong))
  }
  const devices = Object.keys(speeds) as Device[]
  return chooseDevice({
    devices,
    open,
    now: () => clock,
    sizes: { batch: 1, channels: 4, side: 4 },
  })
}

function pretend(passing: () => void, isWrong: boolean): Executor {
  return {
    ...cpu,
    createState: (tensors) => cpu.createState(tensors),
    dispose: () => Promise.resolve(),
    compile: async (graph) => {
      const program = await cpu.compile(graph)
      return {
        dispose: () => program.dispose(),
        run: async (feeds, state) => {
          const outputs = await program.run(feeds, state)
          passing()
          return isWrong ? new Map([['loss', float32Tensor([], [7])]]) : outputs
        },
      }
    },
  }
}

test('the fastest device is picked, with what the others did', async () => {
  const chosen = await choose({ cpu: 100, webgpu: 20, cuda: 'no library\n  at line 3', dml: 50 })
  expect(chosen).toEqual({
    device: 'webgpu',
    reason:
      'webgpu: 5.0 times as fast as the CPU; cpu: a trial step takes 100 ms; cuda: not on this machine; ' +
      'dml: 2.0 times as fast as the CPU',
    trials: [
      { device: 'cpu', status: 'ok', detail: 'a trial step takes 100 ms' },
      { device: 'webgpu', status: 'ok', detail: '5.0 times as fast as the CPU' },
      { device: 'cuda', status: 'missing', detail: 'no library' },
      { device: 'dml', status: 'ok', detail: '2.0 times as fast as the CPU' },
    ],
  })
})

test('a driver that draws in software is not taken for a GPU', async () => {
  const { device, reason } = await choose({ cpu: 100, webgpu: 10_000 })
  expect(device).toBe('cpu')
  expect(reason).toContain('webgpu: works, but 100.0 times slower than the CPU')
})

test('a device that computes wrongly is not picked, however fast', async () => {
  const { device, trials } = await choose({ cpu: 100, webgpu: 1 }, 'webgpu')
  expect(device).toBe('cpu')
  expect(trials[1]).toMatchObject({ device: 'webgpu', status: 'failed' })
  expect(trials[1]?.detail).toContain('computes wrongly: the loss of trial step 1 is 7')
})

test('TensorFlow.js is tried and left to a person', async () => {
  expect((await choose({ cpu: 100, 'tfjs-gpu': 1 })).device).toBe('cpu')
})
